package org.turnpike.training.newton;

import java.util.Map;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.TrustRegionNewton;
import org.turnpike.training.CostSource;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.Weights;

/** SL1 and SL* with the penalties L2 and H1. */
final class SmoothTraining {
    private final TrainingTask task;
    private final CostSource costs;
    private final TrainingRun run;
    private final ControlSpace space;
    private final RunningLimits limits;

    SmoothTraining(TrainingTask task, CostSource costs, TrainingRun run) {
        this.task = task;
        this.costs = costs;
        this.run = run;
        space = new ControlSpace(task);
        limits = new RunningLimits(run);
    }

    TrainedControls train() {
        SmoothingChain.Result result = new SmoothingChain(task).minimize(run.start(), this::minimize);
        Minimum minimum = result.minimum();
        if (result.epsilon() > 0) {
            try (SampleCost cost = costs.of(task, Weights.of(task), 0)) {
                double value = new PenalizedCost(cost, space, task.lambda()).value(minimum.u());
                minimum = SmoothingChain.with(minimum, minimum.termination(), minimum.reason(), minimum.u(), value);
            }
        }
        return new TrainedControls(task, limits.total(minimum), task.horizon());
    }

    private Minimum minimize(double epsilon, double[] start) {
        // Only the first minimisation goes on where an earlier run was.
        Map<String, double[]> memory = limits.number() == run.iteration() ? run.memory() : Map.of();
        try (SampleCost cost = costs.of(task, Weights.of(task), epsilon)) {
            PenalizedCost function = new PenalizedCost(cost, space, task.lambda());
            return limits.count(new TrustRegionNewton(function, limits.left(epsilon))
                    .minimize(start, memory, limits.number(), run.listener()));
        }
    }
}
