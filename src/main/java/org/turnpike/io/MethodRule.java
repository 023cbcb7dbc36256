package org.turnpike.io;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.problem.SolverSettings;

/** Says whether a method can train a task. */
@FunctionalInterface
public interface MethodRule {
    /** Refuses nothing. */
    MethodRule ANY = (task, settings) -> null;

    /** Why not, for a user to read; or null. */
    @Nullable
    String inapplicable(TrainingTask task, SolverSettings settings);
}
