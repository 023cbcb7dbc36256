package org.turnpike.training;

import org.turnpike.learning.TrainingTask;
import org.turnpike.minimization.Minimum;

/**
 * What a training method ended with.
 *
 * @param task that the controls belong to
 * @param minimum u in the task's control space, with the value of the task's whole cost
 * @param end the time that the layers fill: T, or the switching time T* of the formulation L1 after which the control is 0
 */
public record TrainedControls(TrainingTask task, Minimum minimum, double end) {}
