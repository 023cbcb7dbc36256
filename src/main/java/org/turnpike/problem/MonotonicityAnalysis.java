package org.turnpike.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Binary;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Interval;
import org.turnpike.expression.IntervalEvaluator;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

/**
 * How a function changes with some of its variables, by the chain rule on signs: one sweep from the root to the leaves, where the
 * sign of each partial derivative comes from interval analysis and paths that disagree give {@link Monotonicity#UNKNOWN}. So does an operation that is not defined on all its
 * operand's values: a domain is a constraint too, and replacing a term must not change it.
 *
 * @see <a href="https://doi.org/10.1007/0-387-30528-9_7">Grant, Boyd, Ye: Disciplined Convex Programming (2006)</a>
 */
final class MonotonicityAnalysis {
    private static final Interval INCREASING = new Interval(0, Double.POSITIVE_INFINITY);
    private static final Interval DECREASING = new Interval(Double.NEGATIVE_INFINITY, 0);

    /**
     * How a variable occurs.
     *
     * @param affine whether the function is affine in it, the other variables of interest held fixed
     */
    record Occurrence(Monotonicity monotonicity, boolean affine) {
        Occurrence and(Occurrence other) {
            return new Occurrence(monotonicity.and(other.monotonicity), affine && other.affine);
        }
    }

    private final ExpressionGraph graph;
    private final IntervalEvaluator intervals;
    private final Set<Variable> interesting;

    MonotonicityAnalysis(ExpressionGraph graph, IntervalEvaluator intervals, Set<Variable> interesting) {
        this.graph = graph;
        this.intervals = intervals;
        this.interesting = interesting;
    }

    /** The variables of interest in {@code root}, each with its occurrence, given how the whole depends on the root. */
    Map<Variable, Occurrence> occurrences(Expression root, Monotonicity ofRoot) {
        Tape tape = Tape.of(java.util.List.of(root));
        boolean[] depends = new boolean[tape.size()];
        for (int i = 0; i < tape.size(); i++) {
            Expression node = tape.node(i);
            depends[i] = node instanceof Variable v && interesting.contains(v)
                    || node instanceof Unary u && depends[tape.position(u.operand())]
                    || node instanceof Binary b
                            && (depends[tape.position(b.left())] || depends[tape.position(b.right())]);
        }
        @Nullable Occurrence[] seen = new Occurrence[tape.size()];
        seen[tape.position(root)] = new Occurrence(ofRoot, true);
        Map<Variable, Occurrence> result = new LinkedHashMap<>();
        for (int i = tape.size() - 1; i >= 0; i--) {
            @Nullable Occurrence own = seen[i];
            if (own == null || !depends[i]) {
                continue;
            }
            Expression node = tape.node(i);
            if (node instanceof Variable v) {
                result.put(v, own);
            } else if (node instanceof Unary u) {
                boolean linear = u.function() == UnaryFunction.NEGATE;
                pass(seen, tape.position(u.operand()), own, partial(u), linear);
            } else if (node instanceof Binary b) {
                int left = tape.position(b.left());
                int right = tape.position(b.right());
                if (depends[left]) {
                    pass(seen, left, own, leftPartial(b), linearInLeft(b, depends[right]));
                }
                if (depends[right]) {
                    pass(seen, right, own, rightPartial(b), linearInRight(b, depends[left]));
                }
            }
        }
        return result;
    }

    private static void pass(@Nullable Occurrence[] seen, int child, Occurrence own, Interval partial, boolean linear) {
        Occurrence passed = new Occurrence(own.monotonicity().times(partial), own.affine() && linear);
        @Nullable Occurrence before = seen[child];
        seen[child] = before == null ? passed : before.and(passed);
    }

    private static boolean linearInLeft(Binary b, boolean rightDepends) {
        return switch (b.function()) {
            case ADD, SUBTRACT -> true;
            case MULTIPLY, DIVIDE -> !rightDepends;
            default -> false;
        };
    }

    private static boolean linearInRight(Binary b, boolean leftDepends) {
        return switch (b.function()) {
            case ADD, SUBTRACT -> true;
            case MULTIPLY -> !leftDepends;
            default -> false;
        };
    }

    /** An interval of the derivative's sign. */
    private Interval partial(Unary u) {
        Expression x = u.operand();
        return switch (u.function()) {
            case NEGATE -> DECREASING;
            case EXP, ATAN, SINH, TANH, SIGN -> INCREASING;
            case LOG, SQRT -> intervals.interval(x).isNonNegative() ? INCREASING : Interval.WHOLE;
            case ASIN -> withinUnit(x) ? INCREASING : Interval.WHOLE;
            case ACOS -> withinUnit(x) ? DECREASING : Interval.WHOLE;
            case ABS, COSH -> intervals.interval(x);
            case SIN -> intervals.interval(graph.apply(UnaryFunction.COS, x));
            case COS -> reversed(intervals.interval(graph.apply(UnaryFunction.SIN, x)));
            case CURVE -> intervals.interval(graph.apply(u.curve(), u.order() + 1, x));
            case TAN -> intervals.mayBeUndefined(u) ? Interval.WHOLE : INCREASING;
        };
    }

    private Interval leftPartial(Binary b) {
        Interval right = intervals.interval(b.right());
        return switch (b.function()) {
            case ADD, SUBTRACT, MINIMUM, MAXIMUM -> INCREASING;
            case MULTIPLY, DIVIDE -> right;
            case POWER -> powerInBase(intervals.interval(b.left()), b.right(), right);
            case ATAN2 -> crossesCut(b) ? Interval.WHOLE : right;
        };
    }

    private Interval rightPartial(Binary b) {
        Interval left = intervals.interval(b.left());
        return switch (b.function()) {
            case ADD, MINIMUM, MAXIMUM -> INCREASING;
            case SUBTRACT -> DECREASING;
            case MULTIPLY -> left;
            case DIVIDE -> {
                Interval right = intervals.interval(b.right());
                yield right.isNonNegative() || right.isNonPositive() ? reversed(left) : Interval.WHOLE;
            }
            case POWER ->
                left.lower() >= 1
                        ? INCREASING
                        : left.isNonNegative() && left.upper() <= 1 ? DECREASING : Interval.WHOLE;
            case ATAN2 -> crossesCut(b) ? Interval.WHOLE : reversed(left);
        };
    }

    /** ∂(aᶜ)/∂a = c aᶜ⁻¹. */
    private static Interval powerInBase(Interval base, Expression exponent, Interval exponents) {
        if (exponent instanceof Constant c && c.value() == Math.rint(c.value())) {
            if (c.value() > 0) {
                return c.value() % 2 == 0 ? base : INCREASING;
            }
            boolean pole = base.lower() < 0 && base.upper() > 0;
            return pole ? Interval.WHOLE : c.value() % 2 == 0 ? reversed(base) : DECREASING;
        }
        return base.isNonNegative() ? exponents : Interval.WHOLE;
    }

    private boolean withinUnit(Expression x) {
        Interval values = intervals.interval(x);
        return values.lower() >= -1 && values.upper() <= 1;
    }

    private boolean crossesCut(Binary angle) {
        Interval y = intervals.interval(angle.left());
        Interval x = intervals.interval(angle.right());
        return !(x.lower() > 0 || y.lower() > 0 || y.upper() < 0);
    }

    private static Interval reversed(Interval interval) {
        return new Interval(-interval.upper(), -interval.lower());
    }
}
