package org.turnpike.learning.pmp;

import java.util.function.BooleanSupplier;

/**
 * Newton's method for r(u) = 0 with r = M⁻¹∇J/(2λ): the linear system by conjugate gradients in the inner product M, cut off at the
 * boundary of a trust region or where the curvature is not positive, steps judged by J. It ends at minima, not at saddles,
 * unless it starts on one.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898719857">Conn, Gould, Toint: Trust-region methods, algorithms 7.5.1 and 6.1.1</a>
 */
final class TrustRegionNewton {
    private static final double ACCEPT = 1e-4;
    private static final double ROUNDING = 1e-13;

    private final DiscreteObjective objective;
    private final double tolerance;
    private final int iterationLimit;
    private final BooleanSupplier exhausted;
    private final int n;
    private final double[] step;
    private final double[] image;

    /**
     * @param tolerance on |r| / (1 + |u|), norms of M
     * @param exhausted whether time or evaluations have run out
     */
    TrustRegionNewton(DiscreteObjective objective, double tolerance, int iterationLimit, BooleanSupplier exhausted) {
        this.objective = objective;
        this.tolerance = tolerance;
        this.iterationLimit = iterationLimit;
        this.exhausted = exhausted;
        n = objective.space.size();
        step = new double[n];
        image = new double[n];
    }

    /**
     * The last iterate.
     *
     * @param residual |r| in the norm of M
     */
    record Result(IndirectStatus status, String reason, double[] u, double value, double residual, int iterations) {}

    Result solve(double[] start) {
        ControlSpace space = objective.space;
        double[] u = start.clone();
        double[] trial = new double[n];
        double[] r = new double[n];
        double value = objective.value(u);
        if (!Double.isFinite(value)) {
            return new Result(
                    IndirectStatus.OVERFLOW,
                    "The states overflow under the start's controls.",
                    u,
                    value,
                    Double.NaN,
                    0);
        }
        objective.residual(u, r);
        double residual = space.norm(r);
        double radius = Math.max(1, space.norm(u));
        int iteration = 0;
        int stalled = 0;
        while (iteration < iterationLimit) {
            if (residual <= tolerance * (1 + space.norm(u))) {
                return result(
                        IndirectStatus.CONVERGED,
                        "u_k = argmin H_k holds on every layer.",
                        u,
                        value,
                        residual,
                        iteration);
            }
            if (exhausted.getAsBoolean()) {
                return result(
                        IndirectStatus.LIMIT,
                        "The limit on time or evaluations was reached.",
                        u,
                        value,
                        residual,
                        iteration);
            }
            iteration++;
            double predicted = truncatedConjugateGradients(r, radius, Math.min(0.1, Math.sqrt(residual)));
            for (int j = 0; j < n; j++) {
                trial[j] = u[j] + step[j];
            }
            double length = space.norm(step);
            double next = objective.value(trial);
            double floor = ROUNDING * (1 + Math.abs(value));
            // Where both reductions are rounding, only the residual can judge.
            boolean rounding = predicted <= floor && Math.abs(next - value) <= floor;
            double ratio = Double.isFinite(next) ? (value - next) / predicted : -1;
            if (rounding || ratio > ACCEPT) {
                objective.residual(trial, image);
                double reached = space.norm(image);
                stalled = rounding && reached > 0.5 * residual ? stalled + 1 : 0;
                if (rounding && reached >= residual) {
                    objective.value(u);
                    objective.residual(u, r);
                    return result(
                            residual <= Math.sqrt(tolerance) * (1 + space.norm(u))
                                    ? IndirectStatus.CONVERGED
                                    : IndirectStatus.STALLED,
                            "Rounding allows no smaller residual of u_k = argmin H_k.",
                            u,
                            value,
                            residual,
                            iteration);
                }
                System.arraycopy(trial, 0, u, 0, n);
                System.arraycopy(image, 0, r, 0, n);
                value = next;
                residual = reached;
                radius = ratio > 0.75 || rounding ? Math.max(radius, 2.5 * length) : ratio < 0.25 ? length / 2 : radius;
            } else {
                radius = length / 4;
                objective.value(u);
                objective.residual(u, r);
                if (radius < 1e-14 * (1 + space.norm(u))) {
                    return result(IndirectStatus.STALLED, "No step reduces the cost.", u, value, residual, iteration);
                }
            }
        }
        return result(IndirectStatus.LIMIT, "The limit on Newton steps was reached.", u, value, residual, iteration);
    }

    private static Result result(
            IndirectStatus status, String reason, double[] u, double value, double residual, int iterations) {
        return new Result(status, reason, u, value, residual, iterations);
    }

    /** Steihaug's step into {@link #step}; the reduction of J that the quadratic model predicts. */
    private double truncatedConjugateGradients(double[] r0, double radius, double relative) {
        ControlSpace space = objective.space;
        java.util.Arrays.fill(step, 0);
        double[] gradient = new double[n];
        space.gram(r0, gradient);
        double[] z = r0.clone();
        double[] direction = new double[n];
        for (int j = 0; j < n; j++) {
            direction[j] = -z[j];
        }
        double rz = ControlSpace.dot(gradient, z);
        double goal = relative * relative * rz;
        double stepStep = 0;
        double stepDirection = 0;
        double directionDirection = rz;
        double model = 0;
        for (int i = 0; i < 2 * n + 20 && rz > goal; i++) {
            objective.product(direction, image);
            double curvature = ControlSpace.dot(direction, image);
            double alpha = rz / curvature;
            double reach = stepStep + 2 * alpha * stepDirection + alpha * alpha * directionDirection;
            if (curvature <= 0 || reach >= radius * radius) {
                double disc = stepDirection * stepDirection + directionDirection * (radius * radius - stepStep);
                double tau = (-stepDirection + Math.sqrt(Math.max(0, disc))) / directionDirection;
                axpy(tau, direction, step);
                return 2 * objective.lambda() * (model + tau * rz - tau * tau * curvature / 2);
            }
            axpy(alpha, direction, step);
            model += alpha * rz / 2;
            axpy(alpha, image, gradient);
            space.riesz(gradient, z);
            double fresh = ControlSpace.dot(gradient, z);
            double beta = fresh / rz;
            rz = fresh;
            stepStep = reach;
            stepDirection = beta * (stepDirection + alpha * directionDirection);
            directionDirection = fresh + beta * beta * directionDirection;
            for (int j = 0; j < n; j++) {
                direction[j] = beta * direction[j] - z[j];
            }
            if (exhausted.getAsBoolean()) {
                break;
            }
        }
        return 2 * objective.lambda() * model;
    }

    private static void axpy(double factor, double[] x, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += factor * x[j];
        }
    }
}
