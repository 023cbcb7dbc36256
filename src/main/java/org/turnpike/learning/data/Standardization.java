package org.turnpike.learning.data;

import java.io.Serializable;
import java.util.List;
import org.turnpike.problem.InputException;

/**
 * x̂_j = (x_j − μ_j)/σ_j, so that the rows it was fitted on have mean 0 and variance 1 (divisor N) in each feature.
 *
 * @param mean μ
 * @param deviation σ, positive
 */
public record Standardization(double[] mean, double[] deviation) implements Serializable {

    /**
     * Fits μ and σ.
     *
     * @param names of the features, for messages
     * @throws InputException naming the first feature that does not vary
     */
    public static Standardization fit(double[][] rows, List<String> names) {
        double[] mean = Means.ofColumns(rows);
        double[] deviation = new double[mean.length];
        for (int j = 0; j < mean.length; j++) {
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            double squares = 0;
            for (double[] row : rows) {
                least = Math.min(least, row[j]);
                greatest = Math.max(greatest, row[j]);
                squares += (row[j] - mean[j]) * (row[j] - mean[j]);
            }
            deviation[j] = Math.sqrt(squares / rows.length);
            // Equal numbers may have a mean that differs by rounding: the extremes tell, not the deviation.
            if (!(least < greatest) || deviation[j] == 0) {
                throw new InputException("column " + (j + 1) + " ('" + names.get(j)
                        + "') cannot be standardised: it is constant, " + least + " in all " + rows.length
                        + " rows for training; leave it out of the features or do not standardise");
            }
            if (!Double.isFinite(deviation[j])) {
                throw new InputException("column " + (j + 1) + " ('" + names.get(j)
                        + "') cannot be standardised: its numbers are too large, up to "
                        + Math.max(Math.abs(least), Math.abs(greatest)));
            }
        }
        return new Standardization(mean, deviation);
    }

    /** x̂. */
    public double[] apply(double[] x) {
        double[] result = new double[mean.length];
        for (int j = 0; j < result.length; j++) {
            result[j] = (x[j] - mean[j]) / deviation[j];
        }
        return result;
    }
}
