package org.turnpike.training.propagation;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;

/**
 * Which tasks have as their whole cost a {@link org.turnpike.training.PenalizedCost} without constraints, which methods of descent with first
 * derivatives can minimise.
 */
public final class SmoothCost {
    private SmoothCost() {}

    /** Why a task has not, or null. */
    public static @Nullable String missing(TrainingTask task) {
        String reason = ExplicitRecursion.missing(task);
        if (reason != null) {
            return reason;
        }
        if (task.formulation() == Formulation.EXACT) {
            return "The formulation exact has end constraints, which this method does not know.";
        }
        if (task.formulation() == Formulation.L1 || task.regularization() == Regularization.L1) {
            return "The penalty |u| is not differentiable at 0, where this method would never arrive.";
        }
        return task.bound() == null ? null : "The control has bounds, which this method does not know.";
    }
}
