package org.turnpike.training.msa;

import java.util.Arrays;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;

/** The minimiser of a convex quadratic function by conjugate gradients, preconditioned by the Gram matrix of its space. */
final class ConjugateGradients {
    private static final double RELATIVE = 1e-11;

    private ConjugateGradients() {}

    /** From {@code v} to the minimiser, in place; the number of steps. */
    static int minimize(SmoothFunction function, double[] v) {
        int n = v.length;
        InnerProduct space = function.space();
        double[] g = new double[n];
        double[] z = new double[n];
        double[] d = new double[n];
        double[] image = new double[n];
        function.gradient(v, g);
        space.riesz(g, z);
        double gz = InnerProduct.dot(g, z);
        double goal = RELATIVE * RELATIVE * gz;
        Arrays.setAll(d, j -> -z[j]);
        for (int step = 0; step < n + 5; step++) {
            if (!(gz > goal)) {
                return step;
            }
            function.product(d, image);
            double curvature = InnerProduct.dot(d, image);
            if (!(curvature > 0)) {
                return step;
            }
            double alpha = gz / curvature;
            for (int j = 0; j < n; j++) {
                v[j] += alpha * d[j];
                g[j] += alpha * image[j];
            }
            space.riesz(g, z);
            double fresh = InnerProduct.dot(g, z);
            double beta = fresh / gz;
            gz = fresh;
            for (int j = 0; j < n; j++) {
                d[j] = beta * d[j] - z[j];
            }
        }
        return n + 5;
    }
}
