package org.turnpike.training;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;

/** Tasks whose whole cost is the {@link PenalizedCost}, without constraints: what methods of descent ask for. */
public final class SmoothTraining {
    private SmoothTraining() {}

    /** Why a task is not of this kind, or null. */
    public static @Nullable String inapplicable(TrainingTask task) {
        if (task.formulation() == Formulation.EXACT) {
            return "The formulation exact has end constraints, which this method does not know.";
        }
        if (task.formulation() == Formulation.L1 || task.regularization() == Regularization.L1) {
            return "The penalty |u| is not differentiable at 0, where this method would never arrive.";
        }
        if (task.bound() != null) {
            return "The control has bounds, which this method does not know.";
        }
        if (task.model().continuous() && !task.integrator().isExplicit()) {
            return "The integrator " + task.integrator().name()
                    + " is implicit; the states follow by recursion only from explicit ones.";
        }
        return task.phases().free() ? "The switching times are free, which this method does not know." : null;
    }
}
