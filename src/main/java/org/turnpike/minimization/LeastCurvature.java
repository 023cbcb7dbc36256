package org.turnpike.minimization;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.turnpike.linalg.SmallestEigenpair;

/**
 * The least eigenvalue μ of ∇²J v = μ M v by the Lanczos method in the inner product M, with full reorthogonalisation, from a fixed random
 * vector; an estimate from above. Where the Hessian is a multiple of the identity plus a compact operator in that product, what
 * is not near the multiple are a few isolated eigenvalues, which Lanczos finds first. μ &lt; 0 tells a saddle; μ ≥ 0 is what a local
 * minimum needs, and μ &gt; 0 makes it one.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611970739">Saad: Numerical methods for large eigenvalue problems, chapter 6</a>
 *
 * @param value μ; NaN if products are not finite
 * @param direction the eigenvector, of norm 1 in M
 * @param residual |∇²J v − μ M v| in the dual norm: some eigenvalue is at most this far from μ
 * @param products with ∇²J that it took
 */
public record LeastCurvature(double value, double[] direction, double residual, int products) {
    private static final int EVERY = 10;

    /**
     * At the point of the function's last gradient.
     *
     * @param steps at most
     * @param tolerance on the residual, relative to 1 + |μ|
     */
    public static LeastCurvature of(SmoothFunction function, int steps, double tolerance) {
        InnerProduct space = function.space();
        int n = space.size();
        SplittableRandom random = new SplittableRandom(1);
        double[] v = new double[n];
        for (int j = 0; j < n; j++) {
            v[j] = 2 * random.nextDouble() - 1;
        }
        scale(v, 1 / space.norm(v));
        List<double[]> basis = new ArrayList<>();
        List<double[]> images = new ArrayList<>();
        double[] diagonal = new double[Math.min(steps, n)];
        double[] beside = new double[diagonal.length];
        double[] w = new double[n];
        for (int k = 0; k < diagonal.length; k++) {
            double[] mv = new double[n];
            space.gram(v, mv);
            basis.add(v);
            images.add(mv);
            function.product(v, w);
            diagonal[k] = InnerProduct.dot(v, w);
            double[] z = new double[n];
            space.riesz(w, z);
            for (int pass = 0; pass < 2; pass++) {
                for (int q = 0; q <= k; q++) {
                    double overlap = InnerProduct.dot(images.get(q), z);
                    double[] old = basis.get(q);
                    for (int j = 0; j < n; j++) {
                        z[j] -= overlap * old[j];
                    }
                }
            }
            double beta = space.norm(z);
            boolean last = k == diagonal.length - 1 || beta < 1e-14 * Math.abs(diagonal[0]);
            if (last || k % EVERY == EVERY - 1) {
                SmallestEigenpair least = SmallestEigenpair.of(tridiagonal(diagonal, beside, k + 1), k + 1);
                if (least == null) {
                    return new LeastCurvature(Double.NaN, v, Double.NaN, k + 1);
                }
                double residual = beta * Math.abs(least.vector()[k]);
                if (last || residual < tolerance * (1 + Math.abs(least.value()))) {
                    return new LeastCurvature(least.value(), combination(basis, least.vector()), residual, k + 1);
                }
            }
            beside[k] = beta;
            scale(z, 1 / beta);
            v = z;
        }
        throw new IllegalStateException("a space without dimensions");
    }

    private static double[] tridiagonal(double[] diagonal, double[] beside, int n) {
        double[] matrix = new double[n * n];
        for (int k = 0; k < n; k++) {
            matrix[k * n + k] = diagonal[k];
            if (k + 1 < n) {
                matrix[k * n + k + 1] = beside[k];
                matrix[(k + 1) * n + k] = beside[k];
            }
        }
        return matrix;
    }

    private static double[] combination(List<double[]> basis, double[] weights) {
        double[] result = new double[basis.get(0).length];
        for (int q = 0; q < weights.length; q++) {
            double[] v = basis.get(q);
            for (int j = 0; j < result.length; j++) {
                result[j] += weights[q] * v[j];
            }
        }
        return result;
    }

    private static void scale(double[] v, double factor) {
        for (int j = 0; j < v.length; j++) {
            v[j] *= factor;
        }
    }
}
