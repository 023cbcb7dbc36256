package org.turnpike.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Tape;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

/** The unknowns and inequalities that stand for nonsmooth terms; see {@link NonsmoothReformulation} for their formulas. */
final class AuxiliaryUnknowns {
    /** Smallest value of a norm's auxiliary relative to the norm's magnitude: above Ipopt's relaxation of bounds, 1e-8. */
    private static final double APEX = 4e-8;

    private final OptimalControlProblem problem;
    private final ExpressionGraph graph;
    private final NonsmoothUses uses;
    private final boolean tight;
    private final double room;
    private final List<PathConstraint> path = new ArrayList<>();
    private final List<BoundaryConstraint> boundary = new ArrayList<>();
    private final Map<Variable, Expression> values = new HashMap<>();
    private final Map<Variable, Expression> truth = new HashMap<>();
    private final List<Control> controls;
    private final List<Parameter> parameters;
    private final List<Guess.Profile> controlGuesses;
    private final List<Double> parameterGuesses = new ArrayList<>();

    /**
     * @param tight whether auxiliaries obey both bounds of their terms
     * @param room how far guesses keep from their inequalities, relative to 1 + |value|
     */
    AuxiliaryUnknowns(OptimalControlProblem problem, NonsmoothUses uses, boolean tight, double room) {
        this.problem = problem;
        this.graph = problem.graph();
        this.uses = uses;
        this.tight = tight;
        this.room = room;
        this.controls = new ArrayList<>(problem.controls());
        this.parameters = new ArrayList<>(problem.parameters());
        this.controlGuesses = new ArrayList<>(problem.guess().controls());
        for (double value : problem.guess().parameters()) {
            parameterGuesses.add(value);
        }
    }

    /** What replaces each symbol that has an auxiliary. */
    Map<Variable, Expression> values() {
        return values;
    }

    /** The user's controls, then the auxiliary ones. */
    List<Control> controls() {
        return controls;
    }

    /** The user's parameters, then the auxiliary ones. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** The inequalities along the path. */
    List<PathConstraint> path() {
        return path;
    }

    /** The inequalities at the ends. */
    List<BoundaryConstraint> boundary() {
        return boundary;
    }

    /** The user's guess, then that of the auxiliaries. */
    Guess guess() {
        return new Guess(
                problem.guess().states(),
                List.copyOf(controlGuesses),
                parameterGuesses.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Adds the auxiliary of a term that needs one; inner terms come first. */
    void add(NonsmoothTerm term) {
        Derivatives derivatives = new Derivatives(graph);
        List<Expression> exact = derivatives.substitute(List.of(term.first(), term.second()), truth);
        Expression value = truthOf(term, exact.get(0), exact.get(1));
        truth.put(term.symbol(), value);
        if (!uses.isRequired(term)) {
            return;
        }
        Expression first = uses.substitute(term.first(), uses.operands(term), values);
        Expression second = uses.substitute(term.second(), uses.operands(term), values);
        boolean varies = Tape.of(List.of(value)).nodes().stream().anyMatch(this::variesInTime);
        boolean split = !tight && term.kind() != NonsmoothTerm.Kind.NORM && !uses.isNonlinear(term);
        if (split) {
            split(term, first, second, exact, varies);
        } else {
            epigraph(term, first, second, value, varies);
        }
    }

    private Expression truthOf(NonsmoothTerm term, Expression first, Expression second) {
        return switch (term.kind()) {
            case ABSOLUTE -> graph.apply(UnaryFunction.ABS, first);
            case SIGN -> graph.apply(UnaryFunction.SIGN, first);
            case NORM -> graph.apply(UnaryFunction.SQRT, first);
            case MAXIMUM -> graph.apply(BinaryFunction.MAXIMUM, first, second);
            case MINIMUM -> graph.apply(BinaryFunction.MINIMUM, first, second);
        };
    }

    private boolean variesInTime(Expression node) {
        return node == problem.horizon().time()
                || problem.states().stream().anyMatch(state -> state.variable() == node)
                || problem.controls().stream().anyMatch(control -> control.variable() == node);
    }

    private void split(
            NonsmoothTerm term, Expression first, Expression second, List<Expression> exact, boolean varies) {
        String name = term.text() + " split";
        Variable v = graph.variable(name);
        Expression a = exact.get(0);
        Expression b = exact.get(1);
        Expression excess;
        Expression row;
        switch (term.kind()) {
            case ABSOLUTE -> {
                values.put(term.symbol(), graph.add(first, graph.multiply(graph.constant(2), v)));
                row = graph.add(first, v);
                excess = graph.negate(a);
            }
            case MAXIMUM -> {
                values.put(term.symbol(), graph.add(second, v));
                row = graph.add(v, graph.subtract(second, first));
                excess = graph.subtract(a, b);
            }
            default -> {
                values.put(term.symbol(), graph.subtract(second, v));
                row = graph.add(v, graph.subtract(first, second));
                excess = graph.subtract(b, a);
            }
        }
        Expression guess = graph.apply(BinaryFunction.MAXIMUM, excess, graph.constant(0));
        addUnknown(name, v, new Range(0, Double.POSITIVE_INFINITY), guess, room, varies);
        addRow(name, row, varies);
    }

    private void epigraph(NonsmoothTerm term, Expression first, Expression second, Expression value, boolean varies) {
        Variable s = term.symbol();
        values.put(s, s);
        boolean below = term.kind() == NonsmoothTerm.Kind.MINIMUM;
        double least = term.kind() == NonsmoothTerm.Kind.NORM
                ? Math.max(term.values().lower(), APEX * magnitude(term, value))
                : term.values().lower();
        double lower = below && !tight ? Double.NEGATIVE_INFINITY : least;
        double upper =
                !below && !tight ? Double.POSITIVE_INFINITY : term.values().upper();
        addUnknown(term.text(), s, new Range(lower, upper), value, below ? -room : room, varies);
        String name = term.text() + " epigraph";
        switch (term.kind()) {
            case NORM -> addRow(name, graph.subtract(s, graph.divide(first, s)), varies);
            case MINIMUM -> {
                addRow(name, graph.subtract(first, s), varies);
                addRow(name + " (2)", graph.subtract(second, s), varies);
            }
            case MAXIMUM -> {
                addRow(name, graph.subtract(s, first), varies);
                addRow(name + " (2)", graph.subtract(s, second), varies);
            }
            default -> {
                addRow(name, graph.subtract(s, first), varies);
                addRow(name + " (2)", graph.add(s, first), varies);
            }
        }
    }

    /** How large a norm may be, from its bounds or its guess, at least 1. */
    private double magnitude(NonsmoothTerm norm, Expression value) {
        if (Double.isFinite(norm.values().upper())) {
            return Math.max(1, norm.values().upper());
        }
        Horizon horizon = problem.horizon();
        double start = horizon.startGuess();
        double end = horizon.endGuess();
        AuxiliaryGuess guess = new AuxiliaryGuess(problem, value, 0, Range.FREE);
        double largest = 1;
        for (double t : new double[] {start, (start + end) / 2, end}) {
            largest = Math.max(largest, guess.at(t, start, end));
        }
        return largest;
    }

    /** function ≥ 0. */
    private void addRow(String name, Expression function, boolean varies) {
        Range range = new Range(0, Double.POSITIVE_INFINITY);
        if (varies) {
            path.add(new PathConstraint(name, function, range));
        } else {
            boundary.add(new BoundaryConstraint(name, function, range));
        }
    }

    private void addUnknown(
            String name, Variable variable, Range bounds, Expression guess, double margin, boolean varies) {
        AuxiliaryGuess profile = new AuxiliaryGuess(problem, guess, margin, bounds);
        if (varies) {
            controls.add(new Control(name, variable, bounds, true));
            controlGuesses.add(profile);
        } else {
            Horizon horizon = problem.horizon();
            parameters.add(new Parameter(name, variable, bounds, true));
            parameterGuesses.add(profile.at(horizon.startGuess(), horizon.startGuess(), horizon.endGuess()));
        }
    }
}
