package org.turnpike.learning.pmp;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Model;

/** What both principles ask of a task. */
final class WrittenConditions {
    private WrittenConditions() {}

    /** Why neither is written for it, or null. */
    static @Nullable String missing(TrainingTask task) {
        if (task.output().trained()) {
            return "The output matrix P is trained; the maximum principle is written for fixed P.";
        }
        if (task.bound() != null && task.formulation() != Formulation.L1) {
            return "A bound on the control is written into the law u = argmin H for the formulation L1 only.";
        }
        if (task.regularization() == Regularization.L1 && task.formulation() != Formulation.L1) {
            return "An L1 penalty without bound leaves u = argmin H undetermined.";
        }
        if (task.model().continuous() && !uniform(task)) {
            return "The model changes from layer to layer (phases, maps or widths); the maximum principle is written for one vector field.";
        }
        return null;
    }

    /** One field on [0, T]: one phase, no maps of the state, the same function on every layer. */
    private static boolean uniform(TrainingTask task) {
        Model model = task.model();
        if (task.phases().count() > 1) {
            return false;
        }
        for (int k = 0; k < task.layers(); k++) {
            boolean same = model.transfer(k) == null
                    && !model.ratesOfNextWidth(k)
                    && model.width(k) == model.width(k + 1)
                    && model.sameLayer(0, k);
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
