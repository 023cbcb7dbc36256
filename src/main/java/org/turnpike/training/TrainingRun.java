package org.turnpike.training;

import java.util.Map;
import org.turnpike.minimization.DescentListener;

/**
 * Where a training begins and when it ends.
 *
 * @param start u, in the task's control space
 * @param memory of an earlier run that this one goes on with, as its last iterate gave it; empty for a new run
 * @param iteration number of that run's last iterate; 0 for a new run
 * @param tolerance on the gradient's norm, that of the control space's dual
 * @param iterationLimit iterations, or epochs of methods with minibatches
 * @param timeLimit wall seconds, infinite for none
 */
public record TrainingRun(
        double[] start,
        Map<String, double[]> memory,
        int iteration,
        double tolerance,
        int iterationLimit,
        double timeLimit,
        DescentListener listener) {

    /** A new run. */
    public static TrainingRun from(
            double[] start, double tolerance, int iterationLimit, double timeLimit, DescentListener listener) {
        return new TrainingRun(start, Map.of(), 0, tolerance, iterationLimit, timeLimit, listener);
    }
}
