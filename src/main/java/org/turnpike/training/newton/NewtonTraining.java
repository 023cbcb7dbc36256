package org.turnpike.training.newton;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.TrustRegionNewton;
import org.turnpike.training.CostSource;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.propagation.ExplicitRecursion;

/** Trust-region Newton–CG: SL1 and SL* with the penalties L2 and H1. */
public final class NewtonTraining implements TrainingMethod {
    @Override
    public String name() {
        return "reduced";
    }

    @Override
    public @Nullable String inapplicable(TrainingTask task) {
        String missing = ExplicitRecursion.missing(task);
        if (missing != null) {
            return missing;
        }
        if (task.formulation() == Formulation.L1 || task.formulation() == Formulation.EXACT) {
            return "The formulation " + task.formulation().label() + " is not for this method yet.";
        }
        return task.regularization() == Regularization.L1 ? "The penalty L1 is not for this method yet." : null;
    }

    @Override
    public TrainedControls train(TrainingTask task, CostSource costs, TrainingRun run) {
        try (SampleCost cost = costs.of(task)) {
            PenalizedCost function = new PenalizedCost(cost, new ControlSpace(task), task.lambda());
            TrustRegionNewton.Limits limits =
                    new TrustRegionNewton.Limits(run.tolerance(), run.iterationLimit(), run.timeLimit());
            Minimum minimum =
                    new TrustRegionNewton(function, limits).minimize(run.start(), run.iteration(), run.listener());
            return new TrainedControls(task, minimum, task.horizon());
        }
    }
}
