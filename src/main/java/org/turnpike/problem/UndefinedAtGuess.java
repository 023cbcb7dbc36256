package org.turnpike.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Binary;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.Variable;

/**
 * Looks for the first value of a problem that is undefined at its guess. A solver can only say that something is NaN somewhere;
 * the user wants to know which expression, when, and which operand.
 */
public final class UndefinedAtGuess {
    /** Fractions of the horizon that are tried. */
    private static final int NODES = 20;

    /**
     * What is undefined.
     *
     * @param where such as {@code dynamics of v}
     * @param time the node's time
     * @param operation the operation without a finite value, such as {@code sqrt(h - 1)}
     * @param operand the operand to blame, such as {@code h - 1}
     * @param value the operand's value
     * @param sentence for the user
     */
    public record Report(
            String where, double time, Expression operation, Expression operand, double value, String sentence) {}

    private record Watched(String where, boolean atEnds, Expression expression, Interpreter interpreter) {}

    private final OptimalControlProblem problem;
    private final GuessPoint point;
    private final Map<Variable, String> ends = new HashMap<>();
    private final List<Watched> watched = new ArrayList<>();

    private UndefinedAtGuess(OptimalControlProblem problem) {
        this.problem = problem;
        this.point = new GuessPoint(problem);
        for (int i = 0; i < problem.states().size(); i++) {
            watch(
                    "dynamics of " + problem.states().get(i).name(),
                    false,
                    problem.dynamics().get(i));
        }
        watch("integral cost", false, problem.objective().running());
        problem.path()
                .forEach(constraint -> watch("path constraint " + constraint.name(), false, constraint.function()));
        problem.integrals()
                .forEach(
                        constraint -> watch("integral constraint " + constraint.name(), false, constraint.integrand()));
        watch("initial and final cost", true, problem.objective().endpoint());
        problem.boundary()
                .forEach(constraint -> watch("boundary constraint " + constraint.name(), true, constraint.function()));
        // users write plain state names at the ends
        for (State state : problem.states()) {
            ends.put(state.atStart(), state.name());
            ends.put(state.atEnd(), state.name());
        }
    }

    private void watch(String where, boolean atEnds, Expression expression) {
        watched.add(new Watched(where, atEnds, expression, new Interpreter(List.of(expression), point.variables())));
    }

    /** The first undefined value, ordered by time (initial, inner nodes, final), or null if all are defined. */
    public static @Nullable Report first(OptimalControlProblem problem) {
        return new UndefinedAtGuess(problem).search();
    }

    /** The sentence of {@link #first}, or null. */
    public static @Nullable String of(OptimalControlProblem problem) {
        @Nullable Report report = first(problem);
        return report == null ? null : report.sentence();
    }

    private @Nullable Report search() {
        Horizon horizon = problem.horizon();
        double start = horizon.startGuess();
        double end = horizon.endGuess();
        for (int k = 0; k <= NODES; k++) {
            double time = k == NODES ? end : start + (end - start) * k / NODES;
            double[] values = point.at(time, start, end);
            for (Watched one : watched) {
                if (one.atEnds() && k > 0) {
                    continue;
                }
                Interpreter.@Nullable Undefined undefined = one.interpreter().firstUndefined(values);
                if (undefined != null) {
                    return report(one, time, undefined, values);
                }
            }
        }
        return null;
    }

    private Report report(Watched one, double time, Interpreter.Undefined undefined, double[] values) {
        Expression operation = undefined.node();
        Expression operand = undefined.operand();
        if (operation instanceof Variable) {
            String sentence = "the guess of " + operation + " is " + undefined.value() + " at t = " + number(time)
                    + "; give it a finite value.";
            return new Report(one.where(), time, operation, operand, undefined.value(), sentence);
        }
        String place = one.atEnds() ? " at the guess: " : " at t = " + number(time) + " of the guess: ";
        boolean overflow = isOverflow(operation, undefined.value(), values);
        String detail = operand + " = " + number(undefined.value());
        String sentence = one.where() + ": " + operation + (overflow ? " overflows" : " is undefined") + place + detail
                + "; " + advice(operation, operand, overflow) + ".";
        return new Report(one.where(), time, operation, operand, undefined.value(), sentence);
    }

    private double evaluate(Expression e, double[] values) {
        double[] result = new double[1];
        new Interpreter(List.of(e), point.variables()).evaluate(values, result);
        return result[0];
    }

    /** Whether the operation has a value there, only too large for a floating-point number. */
    private boolean isOverflow(Expression operation, double operand, double[] values) {
        return Double.isInfinite(evaluate(operation, values))
                && !(operation instanceof Binary b
                        && (b.function() == BinaryFunction.DIVIDE || b.function() == BinaryFunction.POWER)
                        && operand == 0)
                && !(operation instanceof Unary && operand == 0);
    }

    private String advice(Expression operation, Expression operand, boolean overflow) {
        TreeSet<String> names = new TreeSet<>();
        for (Expression node : Tape.of(List.of(operand)).nodes()) {
            if (node instanceof Variable v) {
                names.add(ends.getOrDefault(v, v.name()));
            }
        }
        if (names.isEmpty()) {
            return "no guess can help: " + operand + " is a constant";
        }
        return "give a guess for " + String.join(", ", names) + " that keeps it "
                + (overflow ? "smaller" : domain(operation));
    }

    private static String domain(Expression operation) {
        if (operation instanceof Unary u) {
            return switch (u.function()) {
                case SQRT, LOG -> "positive";
                case ASIN, ACOS -> "between -1 and 1";
                case CURVE -> "within its table";
                default -> "finite";
            };
        }
        return switch (((Binary) operation).function()) {
            case DIVIDE -> "away from 0";
            case POWER -> "positive";
            default -> "finite";
        };
    }

    private static String number(double value) {
        return FeasibilityPrecheck.number(value);
    }
}
