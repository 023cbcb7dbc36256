package org.turnpike.minimization;

import java.util.SplittableRandom;

/**
 * The least eigenvalue of M⁻¹∇²J at the point of the last gradient, estimated from above by Lanczos steps with full reorthogonalisation from a
 * fixed random vector. Penalty and error make the spectrum cluster at 2λ with few eigenvalues away from it, so a few dozen steps see the ends.
 *
 * @see <a href="https://doi.org/10.1137/1.9781421407944">Golub, Van Loan: Matrix computations, section 10.1</a>
 */
public final class LeastCurvature {
    private static final int STEPS = 40;
    private static final double CONVERGED = 1e-3;

    private final SmoothFunction function;
    private final InnerProduct space;
    private final int n;
    private double[] direction = new double[0];
    private double bound = Double.POSITIVE_INFINITY;
    private double value = Double.NaN;
    private double largest;
    private long products;

    public LeastCurvature(SmoothFunction function) {
        this.function = function;
        space = function.space();
        n = space.size();
    }

    /** vᵀ∇²Jv/vᵀMv of the best direction v found. */
    public double estimate() {
        int steps = Math.min(STEPS, n);
        double[][] basis = new double[steps][];
        double[] alpha = new double[steps];
        double[] beta = new double[steps + 1];
        double[] image = new double[n];
        double[] gram = new double[n];
        SplittableRandom random = new SplittableRandom(20_201);
        double[] v = new double[n];
        for (int j = 0; j < n; j++) {
            v[j] = 2 * random.nextDouble() - 1;
        }
        normalize(v);
        int count = 0;
        double[] ritz = {1};
        while (count < steps) {
            basis[count] = v;
            function.product(v, image);
            products++;
            alpha[count] = InnerProduct.dot(v, image);
            double[] next = new double[n];
            space.riesz(image, next);
            for (int pass = 0; pass < 2; pass++) {
                space.gram(next, gram);
                for (int q = 0; q <= count; q++) {
                    double share = InnerProduct.dot(basis[q], gram);
                    for (int j = 0; j < n; j++) {
                        next[j] -= share * basis[q][j];
                    }
                }
            }
            beta[count + 1] = space.norm(next);
            count++;
            ritz = smallest(alpha, beta, count);
            bound = beta[count] * Math.abs(ritz[count - 1]);
            if (bound <= CONVERGED * Math.abs(value) || beta[count] <= 1e-12 * Math.max(largest, 1e-300)) {
                break;
            }
            for (int j = 0; j < n; j++) {
                next[j] /= beta[count];
            }
            v = next;
        }
        direction = new double[n];
        for (int q = 0; q < count; q++) {
            for (int j = 0; j < n; j++) {
                direction[j] += ritz[q] * basis[q][j];
            }
        }
        return value;
    }

    private void normalize(double[] v) {
        double norm = space.norm(v);
        for (int j = 0; j < n; j++) {
            v[j] /= norm;
        }
    }

    /** Whether the curvature found is negative by more than the rounding of products. */
    public boolean reliable() {
        return Math.abs(value) > 1e-9 * largest;
    }

    /** The direction of the estimate, of norm 1. */
    public double[] direction() {
        return direction;
    }

    /** |M⁻¹∇²J v − value v| of the direction found: an eigenvalue is as near as that. */
    public double residual() {
        return bound;
    }

    /** Products with ∇²J used. */
    public long products() {
        return products;
    }

    /** The eigenvector of the least eigenvalue of the tridiagonal matrix, by bisection and inverse iteration. */
    private double[] smallest(double[] alpha, double[] beta, int count) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int q = 0; q < count; q++) {
            double off = (q > 0 ? beta[q] : 0) + (q + 1 < count ? beta[q + 1] : 0);
            low = Math.min(low, alpha[q] - off);
            high = Math.max(high, alpha[q] + off);
        }
        largest = Math.max(Math.abs(low), Math.abs(high));
        double scale = Math.max(largest, 1e-300);
        double a = low - 1e-14 * scale;
        double b = high + 1e-14 * scale;
        while (b - a > 1e-14 * scale) {
            double middle = (a + b) / 2;
            if (middle <= a || middle >= b) {
                break;
            }
            if (below(alpha, beta, count, middle) > 0) {
                b = middle;
            } else {
                a = middle;
            }
        }
        value = (a + b) / 2;
        return inverseIteration(alpha, beta, count, a - 1e-13 * scale);
    }

    /** How many eigenvalues are below x: Sturm's sequence. */
    private static int below(double[] alpha, double[] beta, int count, double x) {
        int negative = 0;
        double d = 1;
        for (int q = 0; q < count; q++) {
            d = alpha[q] - x - (q > 0 ? beta[q] * beta[q] / d : 0);
            if (d == 0) {
                d = 1e-300;
            }
            negative += d < 0 ? 1 : 0;
        }
        return negative;
    }

    /** T − shift is positive definite: no pivoting. */
    private static double[] inverseIteration(double[] alpha, double[] beta, int count, double shift) {
        double[] pivot = new double[count];
        for (int q = 0; q < count; q++) {
            pivot[q] = alpha[q] - shift - (q > 0 ? beta[q] * beta[q] / pivot[q - 1] : 0);
            if (!(pivot[q] > 0)) {
                pivot[q] = 1e-300;
            }
        }
        double[] x = new double[count];
        java.util.Arrays.fill(x, 1 / Math.sqrt(count));
        for (int sweep = 0; sweep < 4; sweep++) {
            for (int q = 1; q < count; q++) {
                x[q] -= beta[q] / pivot[q - 1] * x[q - 1];
            }
            double square = 0;
            for (int q = count - 1; q >= 0; q--) {
                x[q] = (x[q] - (q + 1 < count ? beta[q + 1] * x[q + 1] : 0)) / pivot[q];
                square = Math.max(square, Math.abs(x[q]));
            }
            double sum = 0;
            for (int q = 0; q < count; q++) {
                x[q] /= square;
                sum += x[q] * x[q];
            }
            double norm = Math.sqrt(sum);
            for (int q = 0; q < count; q++) {
                x[q] /= norm;
            }
        }
        return x;
    }
}
