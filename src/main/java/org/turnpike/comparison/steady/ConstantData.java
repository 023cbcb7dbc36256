package org.turnpike.comparison.steady;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Tape;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;

/** Whether dynamics, running cost and path constraints are the same at all times. */
record ConstantData(OptimalControlProblem problem) {
    /** In words where time occurs, or null. */
    @Nullable
    String violation() {
        for (int i = 0; i < problem.dynamics().size(); i++) {
            if (timed(problem.dynamics().get(i))) {
                return "time occurs in the dynamics of "
                        + problem.states().get(i).name();
            }
        }
        if (timed(problem.objective().running())) {
            return "time occurs in the running cost";
        }
        for (PathConstraint constraint : problem.path()) {
            if (timed(constraint.function())) {
                return "time occurs in " + constraint.name();
            }
        }
        return null;
    }

    private boolean timed(Expression expression) {
        Tape tape = Tape.of(List.of(expression));
        return tape.contains(problem.horizon().time())
                || tape.contains(problem.horizon().startTime())
                || tape.contains(problem.horizon().endTime());
    }
}
