package org.turnpike.training;

import org.turnpike.learning.TrainingTask;

/** Makes the sum over samples of a task: on this machine, or on a cluster. */
@FunctionalInterface
public interface CostSource {
    /** The cost of a task; to be closed by the caller. */
    SampleCost of(TrainingTask task);
}
