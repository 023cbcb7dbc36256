package org.turnpike.learning.data;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.linalg.RightSingularVectors;
import org.turnpike.problem.InputException;

/**
 * s = A (x − c): the coordinates along the k directions in which the rows that it was fitted on vary most, not rescaled unless whitened.
 *
 * @param center c, the mean of the rows
 * @param axes A (k × d), orthonormal rows (divided by deviations if whitened); the entry of each that is largest in magnitude is positive
 * @param variance of the rows along each axis (divisor N), descending
 * @see <a href="https://doi.org/10.1007/b98835">Jolliffe: Principal Component Analysis, section 3.5 (by singular values)</a>
 */
public record PrincipalComponents(double[] center, double[][] axes, double[] variance) implements Serializable {
    /** What varies less than this, relative to the first component, is rounding. */
    private static final double LEAST_SHARE = 1e-20;

    /**
     * Fits the first k components by the singular-value decomposition of the centred rows.
     *
     * @throws InputException if k is not in 1, …, min(N, d)
     */
    public static PrincipalComponents fit(double[][] rows, int k) {
        int d = rows[0].length;
        if (k < 1 || k > Math.min(rows.length, d)) {
            throw new InputException("the number of principal components must be between 1 and "
                    + Math.min(rows.length, d) + " for " + rows.length + " rows of " + d + " features, found " + k);
        }
        double[] center = Means.ofColumns(rows);
        double[][] centered = new double[rows.length][d];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < d; j++) {
                centered[i][j] = rows[i][j] - center[j];
            }
        }
        @Nullable RightSingularVectors found = RightSingularVectors.of(centered, k);
        if (found == null) {
            throw new InputException(
                    "the principal components cannot be computed: the singular values do not converge");
        }
        double[] variance = new double[k];
        for (int c = 0; c < k; c++) {
            double sigma = found.values()[c];
            variance[c] = sigma * sigma / rows.length;
        }
        return new PrincipalComponents(center, found.vectors(), variance);
    }

    /**
     * The same coordinates divided by their standard deviations: each has variance 1 on the rows of the fit.
     *
     * @throws InputException if a component does not vary
     */
    public PrincipalComponents whitened() {
        double[][] scaled = new double[axes.length][center.length];
        double[] one = new double[axes.length];
        for (int c = 0; c < axes.length; c++) {
            if (!(variance[c] > LEAST_SHARE * variance[0])) {
                throw new InputException("principal component " + (c + 1) + " does not vary and cannot be whitened; "
                        + c + (c == 1 ? " does" : " do"));
            }
            double deviation = Math.sqrt(variance[c]);
            for (int j = 0; j < center.length; j++) {
                scaled[c][j] = axes[c][j] / deviation;
            }
            one[c] = 1;
        }
        return new PrincipalComponents(center, scaled, one);
    }

    /** k. */
    public int count() {
        return axes.length;
    }

    /** pc1, …, pck. */
    public List<String> names() {
        return Dataset.numbered("pc", count());
    }

    /** s. */
    public double[] apply(double[] x) {
        double[] result = new double[axes.length];
        for (int c = 0; c < result.length; c++) {
            double sum = 0;
            for (int j = 0; j < center.length; j++) {
                sum += axes[c][j] * (x[j] - center[j]);
            }
            result[c] = sum;
        }
        return result;
    }
}
