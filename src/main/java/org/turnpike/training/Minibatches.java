package org.turnpike.training;

/** A cost whose samples can be taken a few at a time. */
public interface Minibatches extends SampleCost {
    /**
     * (1/|B|) Σ_{i ∈ B} c_i(u), and its derivative into {@code g}; forgets the point of {@link #gradient(double[], double[])}.
     *
     * @param batch B, indices of samples, counted from 0
     * @param from of the first that counts
     * @param count |B|
     */
    double gradient(double[] u, double[] g, int[] batch, int from, int count);
}
