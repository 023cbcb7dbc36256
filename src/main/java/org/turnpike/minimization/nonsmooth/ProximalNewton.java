package org.turnpike.minimization.nonsmooth;

import java.util.Arrays;
import java.util.Map;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.LeastCurvature;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.SmoothFunction;
import org.turnpike.minimization.Termination;
import org.turnpike.minimization.TruncatedConjugateGradients;
import org.turnpike.minimization.TrustRegionNewton.Limits;

/**
 * Newton's method on the manifold that proximal gradient steps identify, for f + g.
 *
 * <p>Where most of the least subgradient is tangent to the manifold of u (its zeros and bounds), a Newton step on the manifold: conjugate gradients with products
 * of ∇²f, cut off at a trust region, the result brought back to the manifold. Otherwise, and after a Newton step that did not reduce f + g, a proximal gradient step
 * u₊ = prox_γ(u − ∇f/γ), γ doubled until f + g decreases by a quarter of γ|u₊ − u|²: it changes the manifold, and makes the method converge from anywhere.
 */
public final class ProximalNewton {
    private static final double ACCEPT = 1e-4;
    private static final double ROUNDING = 1e-13;
    /** Lanczos steps; enough for the sign where eigenvalues cluster. */
    private static final int LANCZOS = 40;

    private final SmoothFunction f;
    private final GroupedNorms g;
    private final Limits limits;
    private final double trust;
    private final int n;
    private final ManifoldModel model;
    private final TruncatedConjugateGradients steps;
    private final double[] trial;
    private final double[] covector;
    private final double[] r;
    private final double[] tangential;
    private double gamma = 1;
    private long begin;
    private long evaluations;
    private long curvatureProducts;
    private String remark = "";
    /** The iterate, f + g there, the norm of its least subgradient, and that of the part along the manifold. */
    private double[] u;

    private double value;
    private double norm;
    private double along;

    /** @param limits the tolerance is on the norm of the least subgradient */
    public ProximalNewton(SmoothFunction f, GroupedNorms g, Limits limits) {
        this(f, g, limits, 1);
    }

    /** @param trust the first radius of the trust region, relative to the start's norm (at least 1) */
    public ProximalNewton(SmoothFunction f, GroupedNorms g, Limits limits, double trust) {
        this.trust = trust;
        this.f = f;
        this.g = g;
        this.limits = limits;
        n = f.space().size();
        model = new ManifoldModel(f, g);
        steps = new TruncatedConjugateGradients(model, this::expired);
        trial = new double[n];
        covector = new double[n];
        r = new double[n];
        tangential = new double[n];
        u = new double[n];
    }

    /** Minimises from {@code start}, or the nearest point within the bounds; {@code number} is that of the start among iterates, and counts towards the limit. */
    public Minimum minimize(double[] start, int number, DescentListener listener) {
        begin = System.nanoTime();
        u = start.clone();
        g.prox(u, Double.POSITIVE_INFINITY);
        evaluate();
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            return minimum(Termination.OVERFLOW, "The states overflow under the start's controls.", number, Double.NaN);
        }
        double radius = trust * Math.max(1, Math.sqrt(g.product(u, u)));
        double length = 0;
        int escapes = 0;
        int stalled = 0;
        boolean rejected = false;
        long before = 0;
        for (int iteration = number; ; iteration++) {
            int inner = (int) (steps.products() - before);
            before = steps.products();
            if (!listener.iterate(
                    new DescentListener.Iterate(iteration, value, norm, inner, length, radius, remark, u, Map::of))) {
                return minimum(Termination.INTERRUPTED, "Interrupted.", iteration, Double.NaN);
            }
            remark = "";
            LeastCurvature saddle = null;
            if (norm <= limits.tolerance() || stalled > 2) {
                LeastCurvature least = LeastCurvature.of(model, LANCZOS, 1e-3);
                curvatureProducts += least.products();
                if (stalled > 2 || !(least.value() + least.residual() < 0) || escapes++ >= limits.escapes()) {
                    return ended(least.value(), iteration);
                }
                saddle = least;
            }
            if (iteration >= limits.iterations()) {
                return minimum(
                        Termination.ITERATION_LIMIT, "The limit on iterations was reached.", iteration, Double.NaN);
            }
            if (expired()) {
                return minimum(Termination.TIME_LIMIT, "The limit on time was reached.", iteration, Double.NaN);
            }
            double reached = norm;
            double normal = Math.sqrt(Math.max(0, norm * norm - along * along));
            if (saddle == null && (rejected || normal > along)) {
                length = proximalStep();
                if (length < 0) {
                    return minimum(Termination.STALLED, "No step reduces the cost.", iteration, Double.NaN);
                }
                rejected = false;
                stalled = length <= 1e-15 ? stalled + 1 : stalled;
                continue;
            }
            double predicted;
            double[] step;
            if (saddle == null) {
                g.gram(tangential, covector);
                steps.solve(covector, radius, Math.min(0.1, Math.sqrt(norm)));
                step = steps.step();
                predicted = steps.predicted();
                remark = steps.remark();
            } else {
                step = escape(saddle, Math.min(radius, 1));
                predicted = -g.product(tangential, step) - 0.5 * saddle.value() * g.product(step, step);
                remark = "saddle left along negative curvature";
            }
            length = Math.sqrt(g.product(step, step));
            g.retract(u, step, trial);
            double next = f.value(trial) + g.value(trial);
            evaluations++;
            double floor = ROUNDING * (1 + Math.abs(value));
            boolean rounding = predicted <= floor && Math.abs(next - value) <= floor;
            double ratio = Double.isFinite(next) ? (value - next) / predicted : -1;
            if (rounding || ratio > ACCEPT) {
                System.arraycopy(trial, 0, u, 0, n);
                evaluate();
                stalled = rounding && norm > 0.5 * reached ? stalled + 1 : 0;
                radius = ratio > 0.75 || rounding ? Math.max(radius, 2.5 * length) : ratio < 0.25 ? length / 2 : radius;
            } else {
                remark = Double.isFinite(next) ? "step rejected" : "overflow: step rejected";
                rejected = true;
                radius = length / 4;
            }
        }
    }

    private Minimum ended(double least, int iterations) {
        boolean converged = norm <= limits.tolerance();
        String reason = !converged
                ? "Rounding allows no smaller subgradient."
                : least < 0
                        ? "The least subgradient vanishes, but the curvature is negative along a direction that steps did not leave."
                        : "The least subgradient vanishes and no negative curvature was found.";
        return minimum(converged ? Termination.CONVERGED : Termination.STALLED, reason, iterations, least);
    }

    /** A step along the manifold in a direction of negative curvature, downhill. */
    private double[] escape(LeastCurvature saddle, double length) {
        double[] step = saddle.direction().clone();
        g.project(u, step);
        double factor = (g.product(tangential, step) > 0 ? -length : length) / Math.sqrt(g.product(step, step));
        for (int j = 0; j < n; j++) {
            step[j] *= factor;
        }
        return step;
    }

    /** Value, gradient, and what they say about u. */
    private void evaluate() {
        value = f.gradient(u, covector) + g.value(u);
        evaluations++;
        g.riesz(covector, r);
        norm = g.leastSubgradient(u, r);
        System.arraycopy(r, 0, tangential, 0, n);
        g.gradient(u, tangential);
        along = Math.sqrt(g.product(tangential, tangential));
        model.at(u, r);
    }

    /** One proximal gradient step; its length, or −1 if none reduces f + g. */
    private double proximalStep() {
        double floor = ROUNDING * (1 + Math.abs(value));
        gamma /= 2;
        for (int attempt = 0; attempt < 100; attempt++, gamma *= 2) {
            double square = 0;
            for (int j = 0; j < n; j++) {
                trial[j] = u[j] - r[j] / gamma;
            }
            g.prox(trial, gamma);
            for (int j = 0; j < n; j++) {
                double move = trial[j] - u[j];
                covector[j] = move;
            }
            square = g.product(covector, covector);
            double next = f.value(trial) + g.value(trial);
            evaluations++;
            boolean rounding = gamma * square <= floor && Math.abs(next - value) <= 4 * floor;
            if (next <= value - 0.25 * gamma * square || rounding) {
                System.arraycopy(trial, 0, u, 0, n);
                evaluate();
                remark = "proximal gradient step";
                return Math.sqrt(square);
            }
        }
        return -1;
    }

    private boolean expired() {
        return (System.nanoTime() - begin) * 1e-9 > limits.seconds();
    }

    private Minimum minimum(Termination termination, String reason, int iterations, double least) {
        return new Minimum(
                termination,
                reason,
                Arrays.copyOf(u, n),
                value,
                norm,
                iterations,
                evaluations,
                steps.products() + curvatureProducts,
                least);
    }
}
