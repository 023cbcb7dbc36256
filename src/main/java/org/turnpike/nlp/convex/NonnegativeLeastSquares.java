package org.turnpike.nlp.convex;

import java.util.Arrays;

/**
 * |Σ λᵢ aᵢ − r|² → min over λ ≥ 0, by Lawson and Hanson's active sets (Solving Least Squares Problems, chapter 23): finite, and the
 * answer has linearly independent columns where λ is positive.
 *
 * @param multipliers λ
 * @param residual r − Σ λᵢ aᵢ; at the minimum aᵢᵀ residual ≤ 0, with equality where λᵢ > 0
 */
record NonnegativeLeastSquares(double[] multipliers, double[] residual) {
    private static final double GRADIENT_TOLERANCE = 1e-13;

    /** @param columns aᵢ, as rows of the array */
    static NonnegativeLeastSquares solve(double[][] columns, double[] right) {
        int m = columns.length;
        double[] lambda = new double[m];
        ColumnFactorization passive = new ColumnFactorization(right.length, Math.min(m, right.length));
        boolean[] out = new boolean[m];
        boolean[] refused = new boolean[m];
        double[] residual = right.clone();
        for (int step = 0; step < 3 * m + 10; step++) {
            Arrays.fill(out, true);
            for (int k = 0; k < passive.count(); k++) {
                out[passive.member(k)] = false;
            }
            int entering = mostUseful(columns, residual, out, refused, Dense.norm(right));
            if (entering < 0) {
                break;
            }
            if (!passive.add(entering, columns[entering])) {
                refused[entering] = true;
                continue;
            }
            if (!descend(right, lambda, passive)) {
                passive.remove(passive.count() - 1);
                lambda[entering] = 0;
                refused[entering] = true;
                continue;
            }
            double before = Dense.norm(residual);
            residual = remainder(columns, right, lambda);
            if (Dense.norm(residual) < before) {
                Arrays.fill(refused, false);
            } else {
                refused[entering] = true;
            }
        }
        return new NonnegativeLeastSquares(lambda, residual);
    }

    private static int mostUseful(
            double[][] columns, double[] residual, boolean[] out, boolean[] refused, double scale) {
        int best = -1;
        double steepest = GRADIENT_TOLERANCE * scale;
        for (int i = 0; i < columns.length; i++) {
            if (out[i] && !refused[i]) {
                double slope = Dense.dot(columns[i], residual) / Math.max(Dense.norm(columns[i]), Double.MIN_NORMAL);
                if (slope > steepest) {
                    steepest = slope;
                    best = i;
                }
            }
        }
        return best;
    }

    /**
     * Moves λ to the least-squares solution on the passive columns, dropping those that become negative on the way; false if the
     * column that has just joined, the last one, would be the first to.
     */
    private static boolean descend(double[] right, double[] lambda, ColumnFactorization passive) {
        boolean first = true;
        while (true) {
            double[] target = passive.leastSquares(right);
            if (first && target[target.length - 1] <= 0) {
                return false;
            }
            first = false;
            double step = 1;
            int blocking = -1;
            for (int k = 0; k < target.length; k++) {
                if (target[k] <= 0) {
                    double value = lambda[passive.member(k)];
                    double reach = value / (value - target[k]);
                    if (blocking < 0 || reach < step) {
                        step = reach;
                        blocking = passive.member(k);
                    }
                }
            }
            for (int k = 0; k < target.length; k++) {
                int i = passive.member(k);
                lambda[i] += step * (target[k] - lambda[i]);
            }
            if (blocking < 0) {
                return true;
            }
            for (int k = passive.count() - 1; k >= 0; k--) {
                int i = passive.member(k);
                if (i == blocking || lambda[i] <= 0) {
                    lambda[i] = 0;
                    passive.remove(k);
                }
            }
            if (passive.count() == 0) {
                return true;
            }
        }
    }

    private static double[] remainder(double[][] columns, double[] right, double[] lambda) {
        double[] residual = right.clone();
        for (int i = 0; i < columns.length; i++) {
            if (lambda[i] != 0) {
                for (int j = 0; j < residual.length; j++) {
                    residual[j] -= lambda[i] * columns[i][j];
                }
            }
        }
        return residual;
    }
}
