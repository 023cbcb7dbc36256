package org.turnpike.minimization;

/** ⟨u, v⟩ = uᵀMv on ℝⁿ, M symmetric and positive definite. */
public interface InnerProduct {
    /** n. */
    int size();

    /** M u into {@code out}, which is not u. */
    void gram(double[] u, double[] out);

    /** M⁻¹ g into {@code out}, which may be g. */
    void riesz(double[] g, double[] out);

    /** (uᵀMu)^½. */
    default double norm(double[] u) {
        double[] image = new double[u.length];
        gram(u, image);
        return Math.sqrt(Math.max(0, dot(u, image)));
    }

    /** (gᵀM⁻¹g)^½: the norm of the gradient whose covector is g. */
    default double dualNorm(double[] g) {
        double[] image = new double[g.length];
        riesz(g, image);
        return Math.sqrt(Math.max(0, dot(g, image)));
    }

    /** aᵀb. */
    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
