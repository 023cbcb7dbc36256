package org.turnpike.minimization;

import java.util.Map;

/**
 * Newton's method with a trust region in the norm of the space, each step by {@link TruncatedConjugateGradients}. Where the gradient vanishes, the
 * least curvature is estimated by Lanczos steps; if it is negative the method leaves the saddle along that direction, so it ends at
 * points that satisfy the second-order conditions as far as these steps see.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898719857">Conn, Gould, Toint: Trust-region methods, algorithms 7.5.1 and 6.1.1</a>
 */
public final class TrustRegionNewton {
    private static final double ACCEPT = 1e-4;
    private static final double ROUNDING = 1e-13;
    /** Lanczos steps; enough for the sign where eigenvalues cluster. */
    private static final int LANCZOS = 40;
    /** In the memory: radius of the trust region, escapes from saddles, steps without progress. */
    private static final String REGION = "trustRegion";

    private final SmoothFunction function;
    private final InnerProduct space;
    private final Limits limits;
    private final int n;
    private final TruncatedConjugateGradients steps;
    private long begin;
    private long evaluations;
    private long curvatureProducts;

    /**
     * When to end.
     *
     * @param tolerance on the gradient's norm (gᵀM⁻¹g)^½
     * @param iterations number of the last iterate, counted with those of an earlier run
     * @param seconds of wall time
     * @param escapes how often a saddle may be left; with 0 the curvature is not looked at
     */
    public record Limits(double tolerance, int iterations, double seconds, int escapes) {
        /** Leaves up to five saddles. */
        public Limits(double tolerance, int iterations, double seconds) {
            this(tolerance, iterations, seconds, 5);
        }
    }

    public TrustRegionNewton(SmoothFunction function, Limits limits) {
        this.function = function;
        this.limits = limits;
        space = function.space();
        n = space.size();
        steps = new TruncatedConjugateGradients(function, this::expired);
    }

    /** Minimises from {@code start}; {@code number} is that of the start among iterates. */
    public Minimum minimize(double[] start, int number, DescentListener listener) {
        return minimize(start, Map.of(), number, listener);
    }

    /**
     * The same, going on from an iterate of an earlier run.
     *
     * @param memory of that iterate; empty for a new run
     * @param number of that iterate; counts towards the limit
     */
    public Minimum minimize(double[] start, Map<String, double[]> memory, int number, DescentListener listener) {
        begin = System.nanoTime();
        double[] u = start.clone();
        double[] trial = new double[n];
        double[] g = new double[n];
        double value = function.gradient(u, g);
        evaluations++;
        double norm = space.dualNorm(g);
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            return minimum(
                    Termination.OVERFLOW, "The states overflow under the start's controls.", u, value, norm, number);
        }
        double[] region = memory.getOrDefault(REGION, new double[] {Math.max(1, space.norm(u)), 0, 0});
        double radius = region[0];
        int iteration = number;
        int escapes = (int) region[1];
        int stalled = (int) region[2];
        double length = 0;
        long before = 0;
        String remark = "";
        boolean rejected = false;
        while (true) {
            int inner = (int) (steps.products - before);
            before = steps.products;
            double[] now = {radius, escapes, stalled};
            if (!listener.iterate(new DescentListener.Iterate(
                    iteration, value, norm, inner, length, radius, remark, u, () -> Map.of(REGION, now)))) {
                return minimum(Termination.INTERRUPTED, "Interrupted.", u, value, norm, iteration);
            }
            boolean stuck = stalled > 2 || radius < 1e-14 * (1 + space.norm(u));
            boolean saddle = false;
            if (norm <= limits.tolerance || stuck) {
                LeastCurvature least = limits.escapes == 0 ? null : LeastCurvature.of(function, LANCZOS, 1e-3);
                curvatureProducts += least == null ? 0 : least.products();
                saddle = least != null && !stuck && least.value() + least.residual() < 0 && escapes < limits.escapes;
                if (least == null || !saddle) {
                    return ended(stuck, least == null ? Double.NaN : least.value(), u, value, norm, iteration);
                }
                escapes++;
                escape(least.direction(), g, least.value(), radius);
            }
            if (iteration >= limits.iterations) {
                return minimum(
                        Termination.ITERATION_LIMIT, "The limit on iterations was reached.", u, value, norm, iteration);
            }
            if (expired()) {
                return minimum(Termination.TIME_LIMIT, "The limit on time was reached.", u, value, norm, iteration);
            }
            iteration++;
            if (!saddle && !(rejected && steps.shorten(radius))) {
                steps.solve(g, radius, Math.min(0.1, Math.sqrt(norm)));
            }
            length = space.norm(steps.step);
            for (int j = 0; j < n; j++) {
                trial[j] = u[j] + steps.step[j];
            }
            double next = function.value(trial);
            evaluations++;
            double floor = ROUNDING * (1 + Math.abs(value));
            // Where both reductions are rounding, only the gradient can judge.
            boolean rounding = steps.predicted <= floor && Math.abs(next - value) <= floor;
            double ratio = Double.isFinite(next) ? (value - next) / steps.predicted : -1;
            rejected = !rounding && !(ratio > ACCEPT);
            if (rejected) {
                remark = Double.isFinite(next) ? "step rejected" : "overflow: step rejected";
                radius = length / (ratio > -1 ? 2 : 4);
                continue;
            }
            remark = saddle ? "saddle left along negative curvature" : steps.remark;
            double[] swap = u;
            u = trial;
            trial = swap;
            value = function.gradient(u, g);
            evaluations++;
            double reached = space.dualNorm(g);
            stalled = rounding && reached > 0.5 * norm ? stalled + 1 : 0;
            norm = reached;
            radius = ratio > 0.75 || rounding ? Math.max(radius, 2.5 * length) : ratio < 0.25 ? length / 2 : radius;
        }
    }

    private boolean expired() {
        return (System.nanoTime() - begin) * 1e-9 > limits.seconds;
    }

    private Minimum minimum(
            Termination termination, String reason, double[] u, double value, double norm, int iterations) {
        return minimum(termination, reason, u, value, norm, iterations, Double.NaN);
    }

    private Minimum minimum(
            Termination termination,
            String reason,
            double[] u,
            double value,
            double norm,
            int iterations,
            double least) {
        return new Minimum(
                termination,
                reason,
                u,
                value,
                norm,
                iterations,
                evaluations,
                steps.products + curvatureProducts,
                least);
    }

    private Minimum ended(boolean stuck, double least, double[] u, double value, double norm, int iteration) {
        boolean converged = norm <= limits.tolerance;
        String reason = Double.isNaN(least)
                ? "The gradient vanishes."
                : "The gradient vanishes and no negative curvature was found.";
        if (!converged) {
            reason = "Rounding allows no smaller gradient.";
        } else if (least < 0) {
            reason =
                    "The gradient vanishes, but the curvature is negative along a direction: a saddle that steps along it"
                            + " did not leave.";
        } else if (stuck) {
            reason = "The gradient vanishes up to rounding.";
        }
        return minimum(
                converged ? Termination.CONVERGED : Termination.STALLED, reason, u, value, norm, iteration, least);
    }

    /** A step along a direction of negative curvature, downhill, of the region's radius or 1. */
    private void escape(double[] along, double[] g, double least, double radius) {
        double sign = InnerProduct.dot(g, along) > 0 ? -1 : 1;
        double size = Math.min(radius, 1);
        for (int j = 0; j < n; j++) {
            steps.step[j] = sign * size * along[j];
        }
        steps.predicted = -InnerProduct.dot(g, steps.step) - 0.5 * least * size * size;
    }
}
