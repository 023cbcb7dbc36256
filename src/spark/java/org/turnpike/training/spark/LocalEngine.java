package org.turnpike.training.spark;

import org.turnpike.learning.TrainingTask;
import org.turnpike.training.SampleCost;
import org.turnpike.training.Weights;
import org.turnpike.training.propagation.LocalSampleCost;

/**
 * The local engine for one partition, on one thread, as Spark runs a task a core.
 *
 * @param neighbours partitions that share a JVM, and with it the memory for states between a gradient and its products
 * @param weights of running and terminal error
 * @param epsilon smooths losses with kinks
 */
record LocalEngine(int neighbours, Weights weights, double epsilon) implements PartitionCost {
    /** The share of the heap that engines together may keep states in: about another quarter holds samples. */
    private static final int SHARE = 4;

    @Override
    public SampleCost of(TrainingTask task) {
        long budget = Runtime.getRuntime().maxMemory() / SHARE / neighbours;
        return new LocalSampleCost(task, weights, epsilon, 1, budget);
    }
}
