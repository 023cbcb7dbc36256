package org.turnpike.training;

import org.turnpike.learning.TrainingTask;

/** Makes the sum over samples of a task: on this machine, or on a cluster. */
@FunctionalInterface
public interface CostSource {
    /**
     * The cost of a task with other weights than its formulation's; to be closed by the caller.
     *
     * @param epsilon smooths losses with kinks: √(e² + ε²)
     */
    SampleCost of(TrainingTask task, Weights weights, double epsilon);

    /** The cost of a task; to be closed by the caller. */
    default SampleCost of(TrainingTask task) {
        return of(task, Weights.of(task), 0);
    }
}
