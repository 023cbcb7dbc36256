package org.turnpike.solution;

import java.util.List;
import org.turnpike.problem.StackedProblem;

/**
 * The solution of a sequence of phases.
 *
 * @param problem the phases, and the stacked problem that was solved
 * @param whole status, objective and sizes; parameters are the user's; times from the start of the first phase to the last end;
 *     structure and verification put together from the phases; problem and trajectory are the stacked ones
 * @param phases each phase in its own time with its own costates; their objectives are not told apart (NaN)
 */
public record PhasedSolution(StackedProblem problem, Solution whole, List<Solution> phases) {
    public PhasedSolution {
        phases = List.copyOf(phases);
    }

    /** The name of a phase. */
    public String name(int phase) {
        return problem.phases().phases().get(phase).name();
    }

    /** Whether each phase begins where the one before it ends, so that all fit on one axis of time. */
    public boolean inSequence() {
        for (int i = 1; i < phases.size(); i++) {
            double end = phases.get(i - 1).finalTime();
            double gap = phases.get(i).startTime() - end;
            if (gap < -1e-9 * (1 + Math.abs(end))) {
                return false;
            }
        }
        return true;
    }
}
