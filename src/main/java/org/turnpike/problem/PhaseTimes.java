package org.turnpike.problem;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Variable;
import org.turnpike.problem.MultiphaseProblem.Phase;

/**
 * When phases begin and how long they take: numbers where they are fixed, else unknowns. The unknown of a free end is the duration
 * T ≥ 0, not the end itself, so that no iterate has a phase that runs backwards; a range of the end is then a constraint, unless
 * the start is a number and it is a bound of T.
 */
final class PhaseTimes {
    private final ExpressionGraph graph;
    private final List<Expression> starts = new ArrayList<>();
    private final List<Expression> durations = new ArrayList<>();
    private final List<Parameter> unknowns = new ArrayList<>();
    private final List<Double> guesses = new ArrayList<>();
    private final List<BoundaryConstraint> constraints = new ArrayList<>();

    PhaseTimes(MultiphaseProblem problem) {
        graph = problem.graph();
        Expression previousEnd = graph.constant(0);
        for (Phase phase : problem.phases()) {
            previousEnd = add(phase, previousEnd);
        }
    }

    /** t₀ of each phase over {@link #unknowns}. */
    List<Expression> starts() {
        return starts;
    }

    /** T of each phase over {@link #unknowns}. */
    List<Expression> durations() {
        return durations;
    }

    List<Parameter> unknowns() {
        return unknowns;
    }

    List<Double> guesses() {
        return guesses;
    }

    /** Ranges of ends that are no bounds. */
    List<BoundaryConstraint> constraints() {
        return constraints;
    }

    /** The values of expressions over the unknowns. */
    double[] values(List<Expression> expressions, double[] unknownValues) {
        List<Variable> inputs = unknowns.stream().map(Parameter::variable).toList();
        double[] values = new double[expressions.size()];
        new Interpreter(expressions, inputs).evaluate(unknownValues, values);
        return values;
    }

    private Expression add(Phase phase, Expression previousEnd) {
        Horizon horizon = phase.problem().horizon();
        Expression start = phase.follows()
                ? previousEnd
                : horizon.start().isFixed()
                        ? graph.constant(horizon.start().lower())
                        : unknown("start", phase, horizon.start(), horizon.startGuess());
        Range startRange = horizon.start();
        Range end = horizon.end();
        boolean startKnown = startRange.isFixed();
        Expression duration;
        if (startKnown && end.isFixed()) {
            duration = graph.constant(end.lower() - startRange.lower());
        } else {
            double shortest = Math.max(0, end.lower() - startRange.upper());
            double longest = end.upper() - startRange.lower();
            double guess = horizon.endGuess() - horizon.startGuess();
            duration = unknown("duration", phase, new Range(shortest, longest), guess);
            if (!startKnown && !end.isFree()) {
                constraints.add(new BoundaryConstraint(
                        MultiphaseProblem.qualified("t(end)", phase.name()), graph.add(start, duration), end));
            }
        }
        starts.add(start);
        durations.add(duration);
        return graph.add(start, duration);
    }

    private Variable unknown(String what, Phase phase, Range bounds, double guess) {
        String name = MultiphaseProblem.qualified(what, phase.name());
        Variable variable = graph.variable(name);
        // Not the user's: a phase's times are told in its own entry.
        unknowns.add(new Parameter(name, variable, bounds, true));
        guesses.add(DefaultGuess.clip(guess, bounds));
        return variable;
    }
}
