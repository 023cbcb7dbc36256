package org.turnpike.training;

/**
 * The part of a task's cost that is a sum over samples, C(u) = (1/N) Σ_i c_i(u), c_i the error of sample i at the end or along its way,
 * with first derivatives and products with the second. Where the samples are, and who sums, is the implementation's matter.
 *
 * <p>Vectors are those of {@link org.turnpike.learning.control.ControlSpace}. Values that are not finite mean that states overflow.
 */
public interface SampleCost extends AutoCloseable {
    /** The length of u. */
    int size();

    /** N. */
    long samples();

    /** C(u). Keeps what {@link #product} needs of the last {@link #gradient}. */
    double value(double[] u);

    /** C(u), and ∂C/∂u into {@code g}; later products are at this u. */
    double gradient(double[] u, double[] g);

    /** ∂²C/∂u² v into {@code out}, at the u of the last {@link #gradient}. */
    void product(double[] v, double[] out);

    /** Releases threads or whatever else it holds. */
    @Override
    void close();
}
