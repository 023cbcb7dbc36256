package org.turnpike.training;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;

/** A way to find the controls of a task in the reduced space. */
public interface TrainingMethod {
    /** How it is written in problem files. */
    String name();

    /** Why a task is not for this method, for a user to read; or null. */
    @Nullable
    String inapplicable(TrainingTask task);

    /** Trains; a failure is the termination of the result. */
    TrainedControls train(TrainingTask task, CostSource costs, TrainingRun run);
}
