package org.turnpike.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.turnpike.expression.Binary;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

/** Builds small problems in tests: states x, y, … with x′ = 0 until told otherwise, on [0, 1]. */
final class SmallProblem {
    final ExpressionGraph graph = new ExpressionGraph();
    final Variable time = graph.variable("t");
    final Variable startTime = graph.variable("t(start)");
    final Variable endTime = graph.variable("t(end)");
    Range start = Range.fixed(0);
    Range end = Range.fixed(1);
    boolean maximize;
    Expression endpoint = graph.constant(0);
    Expression running = graph.constant(0);
    final List<State> states = new ArrayList<>();
    final List<Control> controls = new ArrayList<>();
    final List<Parameter> parameters = new ArrayList<>();
    final List<Expression> dynamics = new ArrayList<>();
    final List<PathConstraint> path = new ArrayList<>();
    final List<BoundaryConstraint> boundary = new ArrayList<>();
    final List<IntegralConstraint> integrals = new ArrayList<>();
    /** The guess, constant in time: states, then controls. */
    final double[] guess = new double[8];

    double[] parameterGuess = {};

    Variable state(String name, Range bounds, Range atStart, Range atEnd) {
        Variable v = graph.variable(name);
        states.add(new State(
                name, v, graph.variable(name + "(start)"), graph.variable(name + "(end)"), bounds, atStart, atEnd));
        dynamics.add(graph.constant(0));
        return v;
    }

    Variable state(String name, Range bounds) {
        return state(name, bounds, Range.FREE, Range.FREE);
    }

    Variable control(String name, Range bounds) {
        Variable v = graph.variable(name);
        controls.add(new Control(name, v, bounds, false));
        return v;
    }

    Variable parameter(String name, Range bounds, double value) {
        Variable v = graph.variable(name);
        parameters.add(new Parameter(name, v, bounds, false));
        parameterGuess = Arrays.copyOf(parameterGuess, parameters.size());
        parameterGuess[parameters.size() - 1] = value;
        return v;
    }

    void path(String name, Expression function, Range range) {
        path.add(new PathConstraint(name, function, range));
    }

    Expression abs(Expression e) {
        return graph.apply(UnaryFunction.ABS, e);
    }

    Expression max(Expression a, Expression b) {
        return graph.apply(BinaryFunction.MAXIMUM, a, b);
    }

    Expression min(Expression a, Expression b) {
        return graph.apply(BinaryFunction.MINIMUM, a, b);
    }

    Expression sqrt(Expression e) {
        return graph.apply(UnaryFunction.SQRT, e);
    }

    Expression square(Expression e) {
        return graph.power(e, graph.constant(2));
    }

    Expression number(double value) {
        return graph.constant(value);
    }

    OptimalControlProblem build() {
        List<Guess.Profile> stateGuess = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            int index = i;
            stateGuess.add((t, a, b) -> guess[index]);
        }
        List<Guess.Profile> controlGuess = new ArrayList<>();
        for (int i = 0; i < controls.size(); i++) {
            int index = states.size() + i;
            controlGuess.add((t, a, b) -> guess[index]);
        }
        double first = Math.max(start.lower(), -100);
        double last = Math.min(end.upper(), 100);
        return new OptimalControlProblem(
                "small",
                graph,
                new Horizon(time, startTime, endTime, start, end, first, last),
                states,
                controls,
                parameters,
                dynamics,
                new Objective(maximize, endpoint, running),
                path,
                boundary,
                integrals,
                new Guess(stateGuess, controlGuess, parameterGuess),
                Map.of(),
                null);
    }

    /** Whether an expression still has a kink. */
    static boolean hasKink(Expression e) {
        return org.turnpike.expression.Tape.of(List.of(e)).nodes().stream()
                .anyMatch(node -> node instanceof org.turnpike.expression.Unary u
                                && (u.function() == UnaryFunction.ABS || u.function() == UnaryFunction.SIGN)
                        || node instanceof Binary b
                                && (b.function() == BinaryFunction.MAXIMUM || b.function() == BinaryFunction.MINIMUM));
    }
}
