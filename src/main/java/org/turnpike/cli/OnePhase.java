package org.turnpike.cli;

import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.StackedProblem;

/** What commands require that take problems of one phase. */
final class OnePhase {
    private OnePhase() {}

    /** @throws InputException if the file has phases, or points inside the horizon */
    static void require(ProblemFile file) {
        StackedProblem phases = file.phases();
        if (phases != null) {
            throw new InputException(
                    file.path() + ": the maximum principle is applied to problems of one phase in this version;"
                            + " this one has " + phases.phases().phases().size()
                            + " (points inside the horizon count as borders of phases). turnpike solve takes it, and checks each phase"
                            + " against the maximum principle");
        }
    }
}
