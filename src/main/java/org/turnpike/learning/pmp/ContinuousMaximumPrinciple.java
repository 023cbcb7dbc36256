package org.turnpike.learning.pmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;

/**
 * The maximum principle of a training task in continuous time: a boundary-value problem for states, costates and, with H1, controls, solved
 * by multiple shooting.
 *
 * <p>Starts are tried in this order: what is given, or the discrete maximum principle from the file's start, on refined layers; the
 * turnpike (states without error, p = 0, u = 0), whose boundary layers Newton's method adds; no control at all. If none leads to a solution, λ
 * is raised until no control does, and lowered again step by step.
 */
public final class ContinuousMaximumPrinciple {
    private static final int LARGEST = 150;

    private final TrainingTask task;
    private final IndirectLimits limits;

    public ContinuousMaximumPrinciple(TrainingTask task, IndirectLimits limits) {
        this.task = task;
        this.limits = limits;
    }

    /** Why the equations are not written for a task, or null. */
    public static @Nullable String inapplicable(TrainingTask task) {
        if (!task.model().continuous()) {
            return "The model has layers, not a continuous time.";
        }
        String missing = WrittenConditions.missing(task);
        if (missing != null) {
            return missing;
        }
        int n = 2 * task.samples() * task.model().width(0);
        if (n > LARGEST) {
            return String.format(
                    Locale.ROOT,
                    "The canonical equations have %d components (samples x width x 2), shooting takes at most %d.",
                    n,
                    LARGEST);
        }
        if (task.formulation() == Formulation.L1) {
            return BangArcs.inapplicable(task);
        }
        if (task.formulation() == Formulation.EXACT
                && (task.output().size() > task.output().inputs()
                        || task.output().nonlinearity() != Output.Nonlinearity.NONE)) {
            return "An exact control needs an output P x with at most as many components as the state.";
        }
        if (!task.loss().smooth() && task.formulation() != Formulation.EXACT) {
            return "The loss '" + task.loss().label()
                    + "' is not differentiable at its zero, where these solutions end.";
        }
        return null;
    }

    /** Solves from nothing but the task; a failure is a status of the result. */
    public Extremal solve() {
        return solve(null);
    }

    /**
     * Solves from an extremal of the same samples and model, such as a discrete one or a direct solution's values.
     *
     * @param start null for none
     */
    public Extremal solve(@Nullable Extremal start) {
        IndirectLimits.Deadline deadline = limits.start();
        String refused = inapplicable(task);
        if (refused != null) {
            return failure(task, IndirectStatus.NOT_APPLICABLE, refused, deadline);
        }
        if (task.formulation() == Formulation.L1) {
            return new BangArcs(task, limits, deadline).solve(start);
        }
        SmoothShooting shooting = new SmoothShooting(task, limits, deadline);
        List<TrajectoryGuess> guesses = new ArrayList<>();
        Extremal layers = start;
        if (start == null && DiscreteMaximumPrinciple.inapplicable(task) == null) {
            layers = new DiscreteMaximumPrinciple(task, limits).solve();
        }
        if (layers != null && layers.states().length > 1) {
            boolean coarse = DiscreteMaximumPrinciple.inapplicable(task) == null && !layers.nodal();
            guesses.add(TrajectoryGuess.of(coarse ? new RefinedLayers(task, limits, deadline).of(layers) : layers));
        }
        guesses.add(TrajectoryGuess.turnpike(task));
        guesses.add(TrajectoryGuess.off(task, shooting.equations()));
        Extremal first = null;
        for (TrajectoryGuess guess : guesses) {
            Extremal extremal = shooting.solve(guess);
            if (extremal.status().converged() || extremal.status() == IndirectStatus.LIMIT) {
                return extremal;
            }
            first = first == null ? extremal : first;
        }
        Extremal continued = new PenaltyContinuation(task, limits, deadline).solve();
        return continued.status().converged() || first == null ? continued : first;
    }

    static Extremal failure(TrainingTask task, IndirectStatus status, String reason, IndirectLimits.Deadline deadline) {
        return new Extremal(
                status,
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
}
