package org.turnpike.nlp;

import org.jspecify.annotations.Nullable;

/** A solver of {@link NonlinearProgram}s. It knows nothing of time, meshes or expressions. */
public interface NlpSolver {
    /** Name, version, linear solver. */
    SolverIdentity identity();

    /**
     * Solves {@code program} from {@code start}. Numerical failure is a status of the result, never an exception.
     *
     * @param scaling factors the solver works with, or null for the solver's own choice
     * @throws UnknownOptionException if an option is not the solver's
     */
    NlpSolution solve(
            NonlinearProgram program,
            NlpStart start,
            @Nullable Scaling scaling,
            NlpOptions options,
            IterationListener listener);
}
