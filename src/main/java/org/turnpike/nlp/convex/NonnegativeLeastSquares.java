package org.turnpike.nlp.convex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
        boolean[] passive = new boolean[m];
        boolean[] refused = new boolean[m];
        double[] residual = right.clone();
        for (int step = 0; step < 3 * m + 10; step++) {
            int entering = mostUseful(columns, residual, passive, refused, Dense.norm(right));
            if (entering < 0) {
                break;
            }
            passive[entering] = true;
            if (!descend(columns, right, lambda, passive, entering)) {
                passive[entering] = false;
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
            double[][] columns, double[] residual, boolean[] passive, boolean[] refused, double scale) {
        int best = -1;
        double steepest = GRADIENT_TOLERANCE * scale;
        for (int i = 0; i < columns.length; i++) {
            if (!passive[i] && !refused[i]) {
                double slope = Dense.dot(columns[i], residual) / Math.max(Dense.norm(columns[i]), Double.MIN_NORMAL);
                if (slope > steepest) {
                    steepest = slope;
                    best = i;
                }
            }
        }
        return best;
    }

    /** Moves λ to the least-squares solution on the passive columns, dropping those that become negative on the way. */
    private static boolean descend(
            double[][] columns, double[] right, double[] lambda, boolean[] passive, int entering) {
        boolean first = true;
        while (true) {
            int[] set = members(passive);
            double[] target = onColumns(columns, right, set);
            if (target == null || (first && target[Arrays.binarySearch(set, entering)] <= 0)) {
                return false;
            }
            first = false;
            double step = 1;
            int blocking = -1;
            for (int k = 0; k < set.length; k++) {
                if (target[k] <= 0) {
                    double reach = lambda[set[k]] / (lambda[set[k]] - target[k]);
                    if (blocking < 0 || reach < step) {
                        step = reach;
                        blocking = set[k];
                    }
                }
            }
            for (int k = 0; k < set.length; k++) {
                lambda[set[k]] += step * (target[k] - lambda[set[k]]);
            }
            if (blocking < 0) {
                return true;
            }
            for (int i : set) {
                if (i == blocking || lambda[i] <= 0) {
                    lambda[i] = 0;
                    passive[i] = false;
                }
            }
            if (members(passive).length == 0) {
                return true;
            }
        }
    }

    private static int[] members(boolean[] passive) {
        int count = 0;
        int[] set = new int[passive.length];
        for (int i = 0; i < passive.length; i++) {
            if (passive[i]) {
                set[count++] = i;
            }
        }
        return Arrays.copyOf(set, count);
    }

    private static double @Nullable [] onColumns(double[][] columns, double[] right, int[] set) {
        double[][] matrix = new double[right.length][set.length];
        for (int k = 0; k < set.length; k++) {
            for (int j = 0; j < right.length; j++) {
                matrix[j][k] = columns[set[k]][j];
            }
        }
        return Dense.independentLeastSquares(matrix, right, set.length);
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
