package org.turnpike.learning.data;

/** Arithmetic means. */
final class Means {
    private Means() {}

    /** The mean of each column, by a second pass free of the first one's rounding. */
    static double[] ofColumns(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (int pass = 0; pass < 2; pass++) {
            double[] sum = new double[mean.length];
            for (double[] row : rows) {
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += row[j] - mean[j];
                }
            }
            for (int j = 0; j < sum.length; j++) {
                mean[j] += sum[j] / rows.length;
            }
        }
        return mean;
    }
}
