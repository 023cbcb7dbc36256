package org.turnpike.training.newton;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.CostSource;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.propagation.ExplicitRecursion;

/** Newton–CG in the space of controls: SL1 and SL* with the penalties L2, H1 and L1, the formulation L1, and exact control. */
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
        if (sparse(task) && task.regularization() == Regularization.H1) {
            return "A bound on controls that are linear on a layer is not for the reduced space.";
        }
        return null;
    }

    /** Whether the cost has norms or bounds of controls. */
    private static boolean sparse(TrainingTask task) {
        return LayerNorms.penalized(task) || task.bound() != null;
    }

    @Override
    public TrainedControls train(TrainingTask task, CostSource costs, TrainingRun run) {
        if (task.formulation() == Formulation.EXACT) {
            return new ExactTraining(task, costs, run).train();
        }
        if (sparse(task)) {
            return new SparseTraining(task, costs, run).train();
        }
        return new SmoothTraining(task, costs, run).train();
    }
}
