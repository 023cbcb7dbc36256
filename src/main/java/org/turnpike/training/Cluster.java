package org.turnpike.training;

import org.turnpike.learning.data.StoredSamples;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.SampleErrors;
import org.turnpike.learning.loss.Loss;

/** Machines that share the sum over samples. */
public interface Cluster extends AutoCloseable {
    /** As a user may write it down: what it is and its version. */
    String description();

    /** Deals the samples of a task out from here. */
    CostSource costs();

    /**
     * Sums over samples that are there already; of a task's own samples nothing is used.
     *
     * @param samples from {@link #parquet}
     */
    CostSource costs(StoredSamples samples);

    /**
     * Samples that the cluster reads by itself, in parts that stay where they are; they never come together on this machine.
     *
     * @throws org.turnpike.problem.InputException saying what is wrong with file or columns
     */
    StoredSamples parquet(StoredTable table);

    /**
     * A forward pass of samples that are there; without states.
     *
     * @param samples from {@link #parquet}
     * @param running whether the running error is wanted
     */
    SampleErrors errors(StoredSamples samples, Network network, Loss loss, boolean running);

    /** Leaves the cluster, which forgets everything. */
    @Override
    void close();
}
