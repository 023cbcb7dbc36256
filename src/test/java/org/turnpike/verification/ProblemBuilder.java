package org.turnpike.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Control;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.Objective;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;
import org.turnpike.problem.Reference;
import org.turnpike.problem.State;

/** Problems written in Java, for tests. */
public final class ProblemBuilder {
    public final ExpressionGraph graph = new ExpressionGraph();
    public final Variable t = graph.variable("t");
    private final Variable start = graph.variable("t(start)");
    private final Variable end = graph.variable("t(end)");
    private final List<State> states = new ArrayList<>();
    private final List<Expression> dynamics = new ArrayList<>();
    private final List<Control> controls = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<PathConstraint> path = new ArrayList<>();
    private final List<BoundaryConstraint> boundary = new ArrayList<>();
    private final List<IntegralConstraint> integrals = new ArrayList<>();
    private Range endTime = Range.fixed(1);
    private boolean maximize;
    private Expression running = graph.constant(0);
    private String name = "test";
    private @Nullable Reference reference;

    public Variable state(String of, Range bounds, Range atStart, Range atEnd) {
        Variable x = graph.variable(of);
        states.add(
                new State(of, x, graph.variable(of + "(start)"), graph.variable(of + "(end)"), bounds, atStart, atEnd));
        return x;
    }

    public Variable control(String of, Range bounds) {
        return control(of, bounds, false);
    }

    public Variable control(String of, Range bounds, boolean auxiliary) {
        Variable u = graph.variable(of);
        controls.add(new Control(of, u, bounds, auxiliary));
        return u;
    }

    public Variable parameter(String of, Range bounds) {
        Variable p = graph.variable(of);
        parameters.add(new Parameter(of, p, bounds, false));
        return p;
    }

    public ProblemBuilder dynamics(Expression... f) {
        dynamics.addAll(List.of(f));
        return this;
    }

    public ProblemBuilder name(String text) {
        name = text;
        return this;
    }

    public ProblemBuilder reference(double objective, double tolerance) {
        reference = new Reference(objective, tolerance, "closed form");
        return this;
    }

    public ProblemBuilder endTime(Range range) {
        endTime = range;
        return this;
    }

    public ProblemBuilder running(Expression l) {
        running = l;
        return this;
    }

    public ProblemBuilder maximize() {
        maximize = true;
        return this;
    }

    public ProblemBuilder path(String text, Expression g, Range range) {
        path.add(new PathConstraint(text, g, range));
        return this;
    }

    public ProblemBuilder boundary(String text, Expression b, Range range) {
        boundary.add(new BoundaryConstraint(text, b, range));
        return this;
    }

    public ProblemBuilder integral(String text, Expression q, Range range) {
        integrals.add(new IntegralConstraint(text, q, range));
        return this;
    }

    public OptimalControlProblem build() {
        return new OptimalControlProblem(
                name,
                graph,
                new Horizon(t, start, end, Range.fixed(0), endTime, 0, 1),
                states,
                controls,
                parameters,
                dynamics,
                new Objective(maximize, graph.constant(0), running),
                path,
                boundary,
                integrals,
                new Guess(List.of(), List.of(), new double[parameters.size()]),
                Map.of(),
                reference);
    }
}
