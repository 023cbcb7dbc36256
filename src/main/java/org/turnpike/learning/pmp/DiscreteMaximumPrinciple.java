package org.turnpike.learning.pmp;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.minimization.TrustRegionNewton;

/**
 * The maximum principle of the layers: u_k = argmin H_k on every layer, solved for the controls with states and costates by
 * recursion. Its solutions are the stationary points of the direct method's program with the same layers.
 */
public final class DiscreteMaximumPrinciple {
    private static final int STEPS = 500;

    private final TrainingTask task;
    private final IndirectLimits limits;

    public DiscreteMaximumPrinciple(TrainingTask task, IndirectLimits limits) {
        this.task = task;
        this.limits = limits;
    }

    /** Why the conditions are not written for a task, or null. */
    public static @Nullable String inapplicable(TrainingTask task) {
        String missing = WrittenConditions.missing(task);
        if (missing != null) {
            return missing;
        }
        if (task.model().continuous() && !task.integrator().isExplicit()) {
            return "The integrator " + task.integrator().name()
                    + " is implicit; the discrete maximum principle is written for explicit ones.";
        }
        if (task.formulation() == Formulation.EXACT) {
            return "The formulation exact has end constraints; its discrete conditions are not solved here.";
        }
        if (!task.loss().smooth()) {
            return "The loss '" + task.loss().label()
                    + "' is not differentiable at its zero, where these solutions end.";
        }
        if (task.formulation().running() && !equalWidths(task)) {
            return "The error runs through layers of different widths.";
        }
        return task.formulation() == Formulation.L1 ? DiscreteBangOff.inapplicable(task) : null;
    }

    private static boolean equalWidths(TrainingTask task) {
        for (int k = 0; k < task.layers(); k++) {
            if (task.model().width(k) != task.output().inputs()) {
                return false;
            }
        }
        return true;
    }

    /** Solves from the task's start; a failure is a status of the result. */
    public Extremal solve() {
        return solve(null, task.horizon());
    }

    /**
     * Solves from given controls.
     *
     * @param controls by layer (by node for H1), or null for the task's start
     * @param end T, or for the formulation L1 the switching time that goes with the controls
     */
    public Extremal solve(double @Nullable [][] controls, double end) {
        IndirectLimits.Deadline deadline = limits.start();
        String refused = inapplicable(task);
        if (refused != null) {
            return nothing(refused, deadline);
        }
        if (task.formulation() == Formulation.L1) {
            return new DiscreteBangOff(task, limits, deadline)
                    .solve(controls == null ? null : new DiscreteBangOff.Start(controls, end));
        }
        DiscreteObjective objective = new DiscreteObjective(task);
        double[] start =
                controls == null ? objective.space.start(task) : objective.space.flat(controls, new double[0][]);
        TrustRegionNewton newton = new TrustRegionNewton(
                objective, new TrustRegionNewton.Limits(limits.tolerance(), STEPS, limits.seconds(), 0));
        Minimum minimum = newton.minimize(
                start,
                0,
                iterate -> !deadline.passed(objective.evaluations)
                        && iterate.gradientNorm() > limits.tolerance() * (1 + objective.space.norm(iterate.u())));
        return extremal(objective, minimum, status(minimum, objective.space), minimum.reason(), deadline);
    }

    /** The tolerance is relative to 1 + |u|; where rounding allows no less than its root, the conditions hold, too. */
    private IndirectStatus status(Minimum minimum, ControlSpace space) {
        double relative = minimum.gradientNorm() / (1 + space.norm(minimum.u()));
        if (relative <= limits.tolerance()) {
            return IndirectStatus.CONVERGED;
        }
        return switch (minimum.termination()) {
            case CONVERGED -> IndirectStatus.CONVERGED;
            case STALLED ->
                relative <= Math.sqrt(limits.tolerance()) ? IndirectStatus.CONVERGED : IndirectStatus.STALLED;
            case ITERATION_LIMIT, TIME_LIMIT, INTERRUPTED, EARLY_STOP -> IndirectStatus.LIMIT;
            case DIVERGED -> IndirectStatus.DIVERGED;
            case INFEASIBLE -> IndirectStatus.STALLED;
            case OVERFLOW -> IndirectStatus.OVERFLOW;
        };
    }

    /**
     * States, costates and cost of given controls of the formulations with a smooth penalty; the status says nothing about them.
     *
     * @throws IllegalArgumentException if the conditions are not written for the task
     */
    public Extremal evaluated(double[][] controls) {
        String refused = inapplicable(task);
        if (refused != null) {
            throw new IllegalArgumentException(refused);
        }
        DiscreteObjective objective = new DiscreteObjective(task);
        double[] u = objective.space.flat(controls, new double[0][]);
        double[] g = new double[u.length];
        double value = objective.gradient(u, g);
        double norm = objective.space.dualNorm(g);
        Minimum minimum = new Minimum(Termination.STALLED, "", u, value, norm, 0, 1, 0, Double.NaN);
        return extremal(objective, minimum, IndirectStatus.STALLED, "Given controls.", limits.start());
    }

    private Extremal nothing(String reason, IndirectLimits.Deadline deadline) {
        return new Extremal(
                IndirectStatus.NOT_APPLICABLE,
                reason,
                task,
                new double[0],
                new double[0][],
                new double[0][][],
                new double[0][][],
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0,
                0,
                deadline.seconds());
    }

    private Extremal extremal(
            DiscreteObjective objective,
            Minimum minimum,
            IndirectStatus status,
            String reason,
            IndirectLimits.Deadline deadline) {
        // States and costates are those of the last gradient.
        objective.gradient(minimum.u(), new double[minimum.u().length]);
        int layers = task.layers();
        double[] times = new double[layers + 1];
        double[][][] states = new double[layers + 1][][];
        double[][][] costates = new double[layers + 1][][];
        for (int k = 0; k <= layers; k++) {
            times[k] = task.model().continuous() ? task.horizon() * k / layers : k;
            states[k] = bySample(objective.system.states(k), task.samples());
            costates[k] = bySample(objective.system.costates[k], task.samples());
        }
        return new Extremal(
                status,
                status == IndirectStatus.CONVERGED ? "u_k = argmin H_k holds on every layer." : reason,
                task,
                times,
                objective.space.byRow(minimum.u()),
                states,
                costates,
                2 * task.lambda() * minimum.value(),
                times[layers],
                minimum.gradientNorm() / (1 + objective.space.norm(minimum.u())),
                minimum.iterations(),
                objective.evaluations,
                deadline.seconds());
    }

    /** N rows of a flat array. */
    static double[][] bySample(double[] flat, int samples) {
        int width = flat.length / samples;
        double[][] rows = new double[samples][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = java.util.Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }
}
