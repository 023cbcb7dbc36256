package org.turnpike.training.propagation;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;

/** Which tasks have states that follow from the controls by a recursion without equations to solve. */
public final class ExplicitRecursion {
    private ExplicitRecursion() {}

    /** Why a task has none, or null. */
    public static @Nullable String missing(TrainingTask task) {
        if (task.model().continuous() && !task.integrator().isExplicit()) {
            return "The integrator " + task.integrator().name()
                    + " is implicit; the reduced space has the explicit ones: euler, midpoint, rk4.";
        }
        if (task.phases().free()) {
            return "The switching times between the phases are free; the reduced space has fixed ones.";
        }
        return null;
    }
}
