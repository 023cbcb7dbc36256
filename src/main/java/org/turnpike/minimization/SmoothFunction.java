package org.turnpike.minimization;

/** J on a space with an inner product, with first derivatives and products with the second. Values that are not finite mean an overflow. */
public interface SmoothFunction {
    /** The space that J lives on. */
    InnerProduct space();

    /** J(u). Keeps what {@link #product} needs of the last {@link #gradient}. */
    double value(double[] u);

    /** J(u), and its derivative into {@code g}; later products are at this u. */
    double gradient(double[] u, double[] g);

    /** ∇²J v into {@code out}, at the u of the last {@link #gradient}. */
    void product(double[] v, double[] out);
}
