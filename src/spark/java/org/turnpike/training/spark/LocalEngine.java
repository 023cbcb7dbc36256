package org.turnpike.training.spark;

import org.turnpike.learning.TrainingTask;
import org.turnpike.training.SampleCost;

/** The local engine of one partition. */
final class LocalEngine {
    private LocalEngine() {}

    /** Spark runs one task a core: one thread. */
    static SampleCost of(TrainingTask task) {
        throw new UnsupportedOperationException();
    }
}
