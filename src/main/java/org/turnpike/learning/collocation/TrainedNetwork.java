package org.turnpike.learning.collocation;

import org.turnpike.learning.TrainingTask;

/**
 * Controls, output weights and the training samples' states.
 *
 * @param controls by layer (or by node, for H1): u
 * @param outputMatrix P
 * @param states K + 1 × N × width
 * @param end the time at which the last layer ends: T, or the switching time T* after which the control is 0
 */
public record TrainedNetwork(
        TrainingTask task, double[][] controls, double[][] outputMatrix, double[][][] states, double end) {

    /** |u_k| in the Euclidean norm. */
    public double norm(int k) {
        double square = 0;
        for (double value : controls[k]) {
            square += value * value;
        }
        return Math.sqrt(square);
    }

    /** The time of node k. */
    public double time(int k) {
        return end * k / task.layers();
    }
}
