package org.turnpike.training.newton;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.nonsmooth.EntrywiseNorm;
import org.turnpike.minimization.nonsmooth.EuclideanNorm;
import org.turnpike.minimization.nonsmooth.GroupNorm;
import org.turnpike.minimization.nonsmooth.GroupedNorms.Group;

/** The norms of a task's controls, one group a layer; where the bound is on each component, one a component. */
final class LayerNorms {
    private final TrainingTask task;
    private final ControlSpace space;

    LayerNorms(TrainingTask task, ControlSpace space) {
        this.task = task;
        this.space = space;
    }

    /** Whether norms of controls, not their squares, are in the cost. */
    static boolean penalized(TrainingTask task) {
        return task.formulation() == Formulation.L1 || task.regularization() == Regularization.L1;
    }

    /**
     * λ h |u_k| with |u_k| ≤ M.
     *
     * @param lambda λ; 0 for the bound alone
     * @param share of h that a layer has
     */
    List<Group> groups(double lambda, double share) {
        ControlBound bound = task.bound();
        double limit = bound == null ? Double.POSITIVE_INFINITY : bound.limit();
        List<Group> groups = new ArrayList<>();
        for (int k = 0; k < task.layers(); k++) {
            int at = space.offset(space.row(k));
            double h = share * space.step(k);
            double[] weight = new double[task.model().controls(k)];
            for (int j = 0; j < weight.length; j++) {
                weight[j] = task.model().penaltyWeight(k, j);
            }
            if (bound != null && bound.norm() == Norm.COMPONENTWISE) {
                for (int j = 0; j < weight.length; j++) {
                    groups.add(new Group(at + j, h * weight[j], new EuclideanNorm(lambda, limit, new double[] {1})));
                }
            } else {
                // Without a bound, which names a norm, it is that of the L1 penalty.
                GroupNorm norm = bound != null && bound.norm() == Norm.EUCLIDEAN
                        ? new EuclideanNorm(lambda, limit, weight)
                        : new EntrywiseNorm(lambda, limit, weight);
                groups.add(new Group(at, h, norm));
            }
        }
        return groups;
    }
}
