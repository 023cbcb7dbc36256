package org.turnpike.learning.pmp;

import org.turnpike.minimization.InnerProduct;

/** u = argmin H as a function of g = Σ f_uᵀp, for f affine in u, with its tangent. */
sealed interface ControlLaw {
    /** u(g) into {@code u}; NaN where it is not determined. */
    void control(double[] g, double[] u);

    /** δu for δg into {@code du}, at the g and u of a call of {@link #control}. */
    void tangent(double[] g, double[] u, double[] dg, double[] du);

    /** The cost of the control per unit of time. */
    double cost(double[] u);

    /** Cost λ Σ ω_j u_j²: u_j = −g_j/(2λω_j). */
    record Quadratic(double lambda, double[] weights) implements ControlLaw {
        @Override
        public void control(double[] g, double[] u) {
            for (int j = 0; j < u.length; j++) {
                u[j] = -g[j] / (2 * lambda * weights[j]);
            }
        }

        @Override
        public void tangent(double[] g, double[] u, double[] dg, double[] du) {
            control(dg, du);
        }

        @Override
        public double cost(double[] u) {
            double sum = 0;
            for (int j = 0; j < u.length; j++) {
                sum += weights[j] * u[j] * u[j];
            }
            return lambda * sum;
        }
    }

    /** Cost λ|u|, |u| ≤ M Euclidean, on an arc where |g| &gt; λ: u = −M g/|g|. */
    record Ball(double lambda, double limit) implements ControlLaw {
        @Override
        public void control(double[] g, double[] u) {
            double size = Math.sqrt(InnerProduct.dot(g, g));
            for (int j = 0; j < u.length; j++) {
                u[j] = -limit * g[j] / size;
            }
        }

        @Override
        public void tangent(double[] g, double[] u, double[] dg, double[] du) {
            double size = Math.sqrt(InnerProduct.dot(g, g));
            double along = InnerProduct.dot(g, dg) / (size * size);
            for (int j = 0; j < u.length; j++) {
                du[j] = -limit * (dg[j] - along * g[j]) / size;
            }
        }

        @Override
        public double cost(double[] u) {
            return lambda * limit;
        }
    }

    /** A vertex of the set of controls: |u|₁ ≤ M, or |u_j| ≤ M. */
    record Vertex(double lambda, double[] value) implements ControlLaw {
        @Override
        public void control(double[] g, double[] u) {
            System.arraycopy(value, 0, u, 0, u.length);
        }

        @Override
        public void tangent(double[] g, double[] u, double[] dg, double[] du) {
            java.util.Arrays.fill(du, 0);
        }

        @Override
        public double cost(double[] u) {
            double sum = 0;
            for (double v : u) {
                sum += Math.abs(v);
            }
            return lambda * sum;
        }
    }
}
