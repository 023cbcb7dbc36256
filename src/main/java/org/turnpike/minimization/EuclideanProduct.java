package org.turnpike.minimization;

/**
 * uᵀv on ℝⁿ.
 *
 * @param size n
 */
public record EuclideanProduct(int size) implements InnerProduct {
    @Override
    public void gram(double[] u, double[] out) {
        System.arraycopy(u, 0, out, 0, size);
    }

    @Override
    public void riesz(double[] g, double[] out) {
        System.arraycopy(g, 0, out, 0, size);
    }
}
