package org.turnpike.problem;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Variable;

/** The values of all variables of a problem at a point of its guess. */
final class GuessPoint {
    private final OptimalControlProblem problem;
    private final List<Variable> variables = new ArrayList<>();

    GuessPoint(OptimalControlProblem problem) {
        this.problem = problem;
        variables.addAll(problem.stateVariables());
        problem.states().forEach(state -> variables.add(state.atStart()));
        problem.states().forEach(state -> variables.add(state.atEnd()));
        variables.addAll(problem.controlVariables());
        variables.addAll(problem.parameterVariables());
        Horizon horizon = problem.horizon();
        variables.addAll(List.of(horizon.time(), horizon.startTime(), horizon.endTime()));
    }

    /** The order of {@link #at}. */
    List<Variable> variables() {
        return variables;
    }

    /** The values at time t of a guess on [start, end]. */
    double[] at(double t, double start, double end) {
        double[] values = new double[variables.size()];
        int i = 0;
        Guess guess = problem.guess();
        for (Guess.Profile state : guess.states()) {
            values[i++] = state.at(t, start, end);
        }
        for (Guess.Profile state : guess.states()) {
            values[i++] = state.at(start, start, end);
        }
        for (Guess.Profile state : guess.states()) {
            values[i++] = state.at(end, start, end);
        }
        for (Guess.Profile control : guess.controls()) {
            values[i++] = control.at(t, start, end);
        }
        for (double parameter : guess.parameters()) {
            values[i++] = parameter;
        }
        values[i++] = t;
        values[i++] = start;
        values[i] = end;
        return values;
    }
}
