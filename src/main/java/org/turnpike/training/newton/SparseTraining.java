package org.turnpike.training.newton;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.BangOff;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.SmoothFunction;
import org.turnpike.minimization.Termination;
import org.turnpike.minimization.nonsmooth.GroupedNorms;
import org.turnpike.minimization.nonsmooth.ProximalNewton;
import org.turnpike.training.CostSource;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.Weights;

/**
 * Training with norms of the controls in the cost, or bounds on them: first with controls on all layers, by the proximal Newton method; then, where the optimum is
 * bang-off, with the switching time as an unknown. The latter is not convex in T*, so that its result counts only if it is not worse than the mesh's; else
 * it is started again from other T*.
 */
final class SparseTraining {
    /** Factors of the first guess of T*; further ones only if those before failed. */
    private static final double[] RESTARTS = {1, 0.7, 1.4, 0.4, 2.5};

    private final TrainingTask task;
    private final CostSource costs;
    private final TrainingRun run;
    private final ControlSpace space;
    private final RunningLimits limits;

    SparseTraining(TrainingTask task, CostSource costs, TrainingRun run) {
        this.task = task;
        this.costs = costs;
        this.run = run;
        space = new ControlSpace(task);
        limits = new RunningLimits(run);
    }

    TrainedControls train() {
        ControlBound bound = task.bound();
        TrainedControls result;
        if (bound != null && BangOff.concerns(task)) {
            SwitchingTime polish = new SwitchingTime(task, bound, costs, run, limits);
            TrainedControls restarted = restarted(polish);
            result = restarted == null ? switched(polish, onMesh()) : restarted;
        } else {
            result = onMesh();
        }
        return new TrainedControls(task, limits.total(result.minimum()), result.end());
    }

    /** From an earlier solution's T*, or an interrupted run's; null if there is none, or if it leads to nothing better. */
    private @Nullable TrainedControls restarted(SwitchingTime polish) {
        double[] resumed = run.memory().get(SwitchingTime.MEMORY);
        double[] u = run.start();
        double end = resumed == null ? Double.NaN : resumed[0];
        if (resumed == null) {
            if (!(task.start() instanceof ControlStart.Restart restart) || restart.bang() == null) {
                return null;
            }
            u = space.flat(restart.bang().controls(), space.outputMatrix(u));
            end = Math.min(restart.bang().switchTime(), 0.999 * task.horizon());
        }
        TrainedControls result = polish.from(u, end);
        return SmoothingChain.stopped(result.minimum()) || SwitchingTime.counts(result, polish.value(u, end))
                ? explained(result, "")
                : null;
    }

    private TrainedControls onMesh() {
        SmoothingChain.Result result = new SmoothingChain(task).minimize(run.start(), this::minimize);
        Minimum minimum = result.minimum();
        double value = minimum.value();
        if (result.epsilon() > 0) {
            try (SampleCost sharp = costs.of(task, Weights.of(task), 0)) {
                value = smooth(sharp).value(minimum.u()) + norms().value(minimum.u());
            }
        }
        String reason = minimum.reason() + " " + new LayerCensus(task, norms()).text(minimum.u());
        return new TrainedControls(
                task, SmoothingChain.with(minimum, minimum.termination(), reason, minimum.u(), value), task.horizon());
    }

    private GroupedNorms norms() {
        return new GroupedNorms(
                new LayerNorms(task, space).groups(LayerNorms.penalized(task) ? task.lambda() : 0, 1), space);
    }

    private SmoothFunction smooth(SampleCost cost) {
        return LayerNorms.penalized(task)
                ? new SumOfFunctions(cost, QuadraticPenalty.ofOutput(space, task.lambda()))
                : new PenalizedCost(cost, space, task.lambda());
    }

    private Minimum minimize(double epsilon, double[] start) {
        try (SampleCost cost = costs.of(task, Weights.of(task), epsilon)) {
            return limits.count(new ProximalNewton(smooth(cost), norms(), limits.left(epsilon))
                    .minimize(start, limits.number(), run.listener()));
        }
    }

    /** With T* as an unknown. */
    private TrainedControls switched(SwitchingTime polish, TrainedControls mesh) {
        BangOff structure = SmoothingChain.ended(mesh.minimum())
                ? BangOff.of(task, space.byRow(mesh.minimum().u()))
                : null;
        if (structure == null) {
            return mesh;
        }
        double[] u = space.flat(
                structure.controls(), space.outputMatrix(mesh.minimum().u()));
        String failure = "";
        for (double factor : RESTARTS) {
            double time = Math.min(factor * structure.switchTime(), 0.999 * task.horizon());
            TrainedControls result = polish.from(u, time);
            if (SwitchingTime.counts(result, mesh.minimum().value())) {
                return explained(result, " " + mesh.minimum().reason().replace("The least", "On the mesh the least"));
            }
            if (SmoothingChain.stopped(result.minimum())) {
                return better(result, mesh);
            }
            if (failure.isEmpty()) {
                failure = "ended at " + result.minimum().value() + ": "
                        + result.minimum().reason();
            }
        }
        return new TrainedControls(
                task,
                SmoothingChain.with(
                        mesh.minimum(),
                        Termination.STALLED,
                        "The switching time is the mesh's: the cost with it as an unknown " + failure + " "
                                + mesh.minimum().reason()),
                mesh.end());
    }

    /** What is best so far of a run that was stopped. */
    private TrainedControls better(TrainedControls stopped, TrainedControls mesh) {
        Minimum last = stopped.minimum();
        if (last.value() <= mesh.minimum().value()) {
            return explained(stopped, "");
        }
        String reason = last.reason() + " " + mesh.minimum().reason();
        return new TrainedControls(task, SmoothingChain.with(mesh.minimum(), last.termination(), reason), mesh.end());
    }

    private TrainedControls explained(TrainedControls result, String mesh) {
        String reason = String.format(
                Locale.ROOT,
                "%s |u| = M until T* = %.9g, found as an unknown, then exactly 0.%s",
                result.minimum().reason(),
                result.end(),
                mesh);
        return new TrainedControls(
                task, SmoothingChain.with(result.minimum(), result.minimum().termination(), reason), result.end());
    }
}
