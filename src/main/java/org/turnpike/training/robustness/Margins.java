package org.turnpike.training.robustness;

/**
 * By how much a class is decided: m = min_c (P_y − P_c) x over the other classes c, or ±P x where one output's sign decides. ψ, which is increasing
 * in each component or keeps their order, does not change decisions.
 */
final class Margins {
    private Margins() {}

    static double of(double[][] matrix, double[] state, int y) {
        double own = product(matrix[matrix.length == 1 ? 0 : y], state);
        if (matrix.length == 1) {
            return y == 1 ? own : -own;
        }
        double margin = Double.POSITIVE_INFINITY;
        for (int c = 0; c < matrix.length; c++) {
            double difference = own - product(matrix[c], state);
            // NaN must not be lost.
            margin = c == y || difference >= margin ? margin : difference;
        }
        return margin;
    }

    /** As {@link org.turnpike.learning.data.LabelCoding#decide}: an output of 0 is the first class; of equal ones the first is taken as the wrong one. */
    static boolean decides(double margin, int y, int outputs) {
        return outputs == 1 && y == 0 ? margin >= 0 : margin > 0;
    }

    /** The radius below which no perturbation changes the class, given the bound from the input to the last state; 0 for a wrong class. */
    static double radius(double[][] matrix, double[] state, int y, BallNorm norm, double bound) {
        if (matrix.length == 1) {
            return radius(of(matrix, state, y), norm.dual(matrix[0]), bound);
        }
        double least = Double.POSITIVE_INFINITY;
        double own = product(matrix[y], state);
        for (int c = 0; c < matrix.length; c++) {
            double[] row = new double[state.length];
            for (int j = 0; j < row.length; j++) {
                row[j] = matrix[y][j] - matrix[c][j];
            }
            if (c != y) {
                least = Math.min(least, radius(own - product(matrix[c], state), norm.dual(row), bound));
            }
        }
        return least;
    }

    private static double radius(double margin, double slope, double bound) {
        if (!(margin > 0) || Double.isNaN(bound)) {
            return 0;
        }
        return slope * bound == 0 ? Double.POSITIVE_INFINITY : margin / (slope * bound);
    }

    private static double product(double[] row, double[] state) {
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += row[j] * state[j];
        }
        return sum;
    }
}
