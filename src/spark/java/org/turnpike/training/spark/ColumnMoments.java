package org.turnpike.training.spark;

import java.io.Serializable;

/**
 * What one partition knows of its columns.
 *
 * @param count rows
 * @param sum Σ (x_j − c_j) for a given c
 * @param squares Σ (x_j − c_j)²
 * @param missing rows without a finite number
 */
record ColumnMoments(long count, double[] sum, double[] squares, double[] least, double[] greatest, long[] missing)
        implements Serializable {

    /** Of the inputs of a block. */
    static ColumnMoments of(PartitionSamples block, double[] center) {
        int d = block.width();
        double[] sum = new double[d];
        double[] squares = new double[d];
        double[] least = new double[d];
        double[] greatest = new double[d];
        long[] missing = new long[d];
        java.util.Arrays.fill(least, Double.POSITIVE_INFINITY);
        java.util.Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < block.count(); i++) {
            for (int j = 0; j < d; j++) {
                double x = block.inputs()[i * d + j];
                if (!Double.isFinite(x)) {
                    missing[j]++;
                    continue;
                }
                double difference = x - center[j];
                sum[j] += difference;
                squares[j] += difference * difference;
                least[j] = Math.min(least[j], x);
                greatest[j] = Math.max(greatest[j], x);
            }
        }
        return new ColumnMoments(block.count(), sum, squares, least, greatest, missing);
    }

    /** Of both. */
    ColumnMoments plus(ColumnMoments other) {
        int d = sum.length;
        double[] s = new double[d];
        double[] q = new double[d];
        double[] low = new double[d];
        double[] high = new double[d];
        long[] none = new long[d];
        for (int j = 0; j < d; j++) {
            s[j] = sum[j] + other.sum[j];
            q[j] = squares[j] + other.squares[j];
            low[j] = Math.min(least[j], other.least[j]);
            high[j] = Math.max(greatest[j], other.greatest[j]);
            none[j] = missing[j] + other.missing[j];
        }
        return new ColumnMoments(count + other.count, s, q, low, high, none);
    }
}
