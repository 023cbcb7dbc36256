package org.turnpike.training.firstorder;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.EuclideanProduct;
import org.turnpike.minimization.Lbfgs;
import org.turnpike.minimization.Minimum;
import org.turnpike.training.CostSource;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.propagation.SmoothCost;

/** Training of smooth formulations by limited-memory BFGS on all samples. */
public record LbfgsTraining(LbfgsSettings settings) implements TrainingMethod {
    @Override
    public String name() {
        return "lbfgs";
    }

    @Override
    public @Nullable String inapplicable(TrainingTask task) {
        return SmoothCost.missing(task);
    }

    @Override
    public TrainedControls train(TrainingTask task, CostSource costs, TrainingRun run) {
        ControlSpace space = new ControlSpace(task);
        try (SampleCost cost = costs.of(task)) {
            Lbfgs lbfgs = new Lbfgs(
                    settings.memory(),
                    run.tolerance(),
                    run.iterationLimit(),
                    run.timeLimit(),
                    settings.euclidean() ? new EuclideanProduct(space.size()) : null);
            Minimum minimum = lbfgs.minimize(
                    new PenalizedCost(cost, space, task.lambda()),
                    run.start(),
                    run.memory(),
                    run.iteration(),
                    run.listener());
            return new TrainedControls(task, minimum, task.horizon());
        }
    }
}
