package org.turnpike.training.spark;

import java.io.Serializable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.SampleCost;

/** Makes, on an executor, the sum over the samples of one partition. */
@FunctionalInterface
interface PartitionCost extends Serializable {
    SampleCost of(TrainingTask task);
}
