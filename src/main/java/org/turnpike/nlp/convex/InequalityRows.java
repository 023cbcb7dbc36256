package org.turnpike.nlp.convex;

import java.util.ArrayList;
import java.util.List;

/**
 * G x ≤ h and the finite bounds as one list of rows gᵢᵀx ≤ hᵢ with |gᵢ| = 1 (or 0). Row i was scaled by {@code scale[i]} and is
 * inequality {@code source[i]}, or for m ≤ source &lt; m + n a lower bound, from m + n on an upper bound.
 */
record InequalityRows(double[][] g, double[] h, double[] scale, int[] source) {
    static InequalityRows of(LinearConstraints constraints) {
        int m = constraints.h().length;
        int n = constraints.variables();
        List<double[]> rows = new ArrayList<>();
        List<Double> sides = new ArrayList<>();
        List<Double> scales = new ArrayList<>();
        List<Integer> sources = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            double norm = Dense.norm(constraints.g()[i]);
            double scale = norm > 0 ? 1 / norm : 1;
            rows.add(Dense.plus(new double[n], scale, constraints.g()[i]));
            sides.add(scale * constraints.h()[i]);
            scales.add(scale);
            sources.add(i);
        }
        for (int j = 0; j < n; j++) {
            for (int upper = 0; upper <= 1; upper++) {
                double bound = upper == 1 ? constraints.upper()[j] : constraints.lower()[j];
                if (Double.isFinite(bound)) {
                    double sign = upper == 1 ? 1 : -1;
                    double[] row = new double[n];
                    row[j] = sign;
                    rows.add(row);
                    sides.add(sign * bound);
                    scales.add(1.0);
                    sources.add(m + upper * n + j);
                }
            }
        }
        return new InequalityRows(
                rows.toArray(new double[0][]),
                sides.stream().mapToDouble(Double::doubleValue).toArray(),
                scales.stream().mapToDouble(Double::doubleValue).toArray(),
                sources.stream().mapToInt(Integer::intValue).toArray());
    }

    int count() {
        return h.length;
    }

    /** hᵢ − gᵢᵀx. */
    double slack(int i, double[] x) {
        return h[i] - Dense.dot(g[i], x);
    }

    /** Multipliers of these rows, and of the equalities and cones, as those of the constraints they came from. */
    ConvexMultipliers multipliers(
            LinearConstraints constraints, double[] lambda, double[] equalities, List<double[]> cones) {
        int m = constraints.h().length;
        int n = constraints.variables();
        double[] inequalities = new double[m];
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int i = 0; i < lambda.length; i++) {
            double value = lambda[i] * scale[i];
            int from = source[i];
            if (from < m) {
                inequalities[from] = value;
            } else if (from < m + n) {
                lower[from - m] = value;
            } else {
                upper[from - m - n] = value;
            }
        }
        return new ConvexMultipliers(inequalities, equalities, lower, upper, cones);
    }
}
