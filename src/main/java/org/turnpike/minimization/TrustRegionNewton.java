package org.turnpike.minimization;

import java.util.Map;

/**
 * Newton's method with a trust region in the norm of the space: the linear system ∇²J s = −g by conjugate gradients, preconditioned by
 * M⁻¹, cut off at the boundary or where the curvature is not positive (Steihaug). Where the gradient vanishes, the least curvature
 * is estimated by Lanczos steps; if it is negative the method leaves the saddle along that direction, so it ends at points that
 * satisfy the second-order conditions as far as these steps see.
 *
 * @see <a href="https://doi.org/10.1137/0720042">Steihaug: The conjugate gradient method and trust regions in large scale optimization, 1983</a>
 * @see <a href="https://doi.org/10.1137/1.9780898719857">Conn, Gould, Toint: Trust-region methods, algorithms 7.5.1 and 6.1.1</a>
 */
public final class TrustRegionNewton {
    private static final double ACCEPT = 1e-4;
    private static final double ROUNDING = 1e-13;
    private static final int ESCAPES = 5;

    private final SmoothFunction function;
    private final InnerProduct space;
    private final Limits limits;
    private final int n;
    private final double[] step;
    private final double[] image;
    private final double[] z;
    private final double[] residual;
    private final double[] direction;
    private long begin;
    private long evaluations;
    private long products;
    private int innerSteps;
    private String remark = "";

    /**
     * When to end.
     *
     * @param tolerance on the gradient's norm (gᵀM⁻¹g)^½
     * @param iterations Newton steps
     * @param seconds of wall time
     */
    public record Limits(double tolerance, int iterations, double seconds) {}

    public TrustRegionNewton(SmoothFunction function, Limits limits) {
        this.function = function;
        this.limits = limits;
        space = function.space();
        n = space.size();
        step = new double[n];
        image = new double[n];
        z = new double[n];
        residual = new double[n];
        direction = new double[n];
    }

    /** Minimises from {@code start}; {@code number} is that of the start among iterates. */
    public Minimum minimize(double[] start, int number, DescentListener listener) {
        begin = System.nanoTime();
        double[] u = start.clone();
        double[] trial = new double[n];
        double[] g = new double[n];
        double value = function.gradient(u, g);
        evaluations++;
        double norm = space.dualNorm(g);
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            return minimum(Termination.OVERFLOW, "The states overflow under the start's controls.", u, value, norm, 0);
        }
        double radius = Math.max(1, space.norm(u));
        int iteration = 0;
        int escapes = 0;
        int stalled = 0;
        double least = Double.NaN;
        double length = 0;
        while (true) {
            boolean goOn = listener.iterate(new DescentListener.Iterate(
                    number + iteration, value, norm, innerSteps, length, radius, remark, u, Map::of));
            if (!goOn) {
                return minimum(Termination.INTERRUPTED, "Interrupted.", u, value, norm, iteration);
            }
            innerSteps = 0;
            remark = "";
            boolean saddle = false;
            if (norm <= limits.tolerance || stalled > 2) {
                LeastCurvature curvature = new LeastCurvature(function);
                least = curvature.estimate();
                products += curvature.products();
                saddle = least < 0 && curvature.reliable() && escapes < ESCAPES;
                if (!saddle) {
                    Termination termination = stalled > 2 ? Termination.STALLED : Termination.CONVERGED;
                    String reason = stalled > 2
                            ? "Rounding allows no smaller gradient."
                            : least < 0
                                    ? "The gradient vanishes, but the curvature is negative along a direction: a saddle that "
                                            + ESCAPES + " steps along it did not leave."
                                    : "The gradient vanishes and no negative curvature was found.";
                    return new Minimum(termination, reason, u, value, norm, iteration, evaluations, products, least);
                }
                escapes++;
                stalled = 0;
                escape(curvature.direction(), g, radius);
            }
            if (iteration >= limits.iterations) {
                return minimum(
                        Termination.ITERATION_LIMIT, "The limit on iterations was reached.", u, value, norm, iteration);
            }
            if (expired()) {
                return minimum(Termination.TIME_LIMIT, "The limit on time was reached.", u, value, norm, iteration);
            }
            iteration++;
            double predicted = saddle
                    ? -InnerProduct.dot(g, step) - 0.5 * curvatureAlong(step)
                    : truncatedConjugateGradients(g, radius, Math.min(0.1, Math.sqrt(norm)));
            length = space.norm(step);
            for (int j = 0; j < n; j++) {
                trial[j] = u[j] + step[j];
            }
            double next = function.value(trial);
            evaluations++;
            double floor = ROUNDING * (1 + Math.abs(value));
            // Where both reductions are rounding, only the gradient can judge.
            boolean rounding = predicted <= floor && Math.abs(next - value) <= floor;
            double ratio = Double.isFinite(next) ? (value - next) / predicted : -1;
            if (rounding || ratio > ACCEPT) {
                System.arraycopy(trial, 0, u, 0, n);
                value = function.gradient(u, g);
                evaluations++;
                double reached = space.dualNorm(g);
                stalled = rounding && reached > 0.5 * norm ? stalled + 1 : 0;
                norm = reached;
                radius = ratio > 0.75 || rounding ? Math.max(radius, 2.5 * length) : ratio < 0.25 ? length / 2 : radius;
            } else {
                remark = Double.isFinite(next) ? "step rejected" : "overflow: step rejected";
                radius = length / 4;
                if (radius < 1e-14 * (1 + space.norm(u))) {
                    return minimum(Termination.STALLED, "No step reduces the cost.", u, value, norm, iteration);
                }
            }
        }
    }

    private boolean expired() {
        return (System.nanoTime() - begin) * 1e-9 > limits.seconds;
    }

    private Minimum minimum(
            Termination termination, String reason, double[] u, double value, double norm, int iterations) {
        return new Minimum(termination, reason, u, value, norm, iterations, evaluations, products, Double.NaN);
    }

    /** A step of the radius along a direction of negative curvature, downhill. */
    private void escape(double[] along, double[] g, double radius) {
        double sign = InnerProduct.dot(g, along) > 0 ? -1 : 1;
        double factor = sign * Math.min(radius, 1) / space.norm(along);
        for (int j = 0; j < n; j++) {
            step[j] = factor * along[j];
        }
        remark = "saddle left along negative curvature";
    }

    private double curvatureAlong(double[] v) {
        function.product(v, image);
        products++;
        return InnerProduct.dot(v, image);
    }

    /** Steihaug's step into {@link #step}; the reduction of J that the quadratic model predicts. */
    private double truncatedConjugateGradients(double[] g, double radius, double relative) {
        java.util.Arrays.fill(step, 0);
        System.arraycopy(g, 0, residual, 0, n);
        space.riesz(residual, z);
        double rz = InnerProduct.dot(residual, z);
        double goal = relative * relative * rz;
        for (int j = 0; j < n; j++) {
            direction[j] = -z[j];
        }
        double stepStep = 0;
        double stepDirection = 0;
        double directionDirection = rz;
        double model = 0;
        for (int i = 0; i < 2 * n + 20 && rz > goal; i++) {
            function.product(direction, image);
            products++;
            innerSteps++;
            double curvature = InnerProduct.dot(direction, image);
            double alpha = rz / curvature;
            double reach = stepStep + 2 * alpha * stepDirection + alpha * alpha * directionDirection;
            // A NaN of an overflowing product ends here, too.
            if (!(curvature > 0) || !(reach < radius * radius)) {
                double disc = stepDirection * stepDirection + directionDirection * (radius * radius - stepStep);
                double tau = (-stepDirection + Math.sqrt(Math.max(0, disc))) / directionDirection;
                add(tau, direction, step);
                remark = curvature > 0 ? "boundary of the trust region" : "negative curvature";
                return model + tau * rz - tau * tau * curvature / 2;
            }
            add(alpha, direction, step);
            model += alpha * rz / 2;
            add(alpha, image, residual);
            space.riesz(residual, z);
            double fresh = InnerProduct.dot(residual, z);
            double beta = fresh / rz;
            rz = fresh;
            stepStep = reach;
            stepDirection = beta * (stepDirection + alpha * directionDirection);
            directionDirection = fresh + beta * beta * directionDirection;
            for (int j = 0; j < n; j++) {
                direction[j] = beta * direction[j] - z[j];
            }
            if (expired()) {
                break;
            }
        }
        return model;
    }

    private static void add(double factor, double[] x, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += factor * x[j];
        }
    }
}
