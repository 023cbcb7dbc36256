package org.turnpike.learning.pmp;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;

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
        TrustRegionNewton newton = new TrustRegionNewton(
                objective, limits.tolerance(), STEPS, () -> deadline.passed(objective.evaluations));
        double[] start = controls == null ? objective.space.start(task) : objective.space.flat(controls);
        TrustRegionNewton.Result result = newton.solve(start);
        objective.value(result.u());
        objective.residual(result.u(), new double[start.length]);
        return extremal(objective, result, deadline);
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
        double[] u = objective.space.flat(controls);
        double value = objective.value(u);
        double[] r = new double[u.length];
        objective.residual(u, r);
        TrustRegionNewton.Result result = new TrustRegionNewton.Result(
                IndirectStatus.STALLED, "Given controls.", u, value, objective.space.norm(r), 0);
        return extremal(objective, result, limits.start());
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
            DiscreteObjective objective, TrustRegionNewton.Result result, IndirectLimits.Deadline deadline) {
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
                result.status(),
                result.reason(),
                task,
                times,
                objective.space.byLayer(result.u()),
                states,
                costates,
                result.value(),
                times[layers],
                result.residual() / (1 + objective.space.norm(result.u())),
                result.iterations(),
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
