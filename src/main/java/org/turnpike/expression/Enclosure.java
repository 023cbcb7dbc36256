package org.turnpike.expression;

import java.util.List;

/**
 * Bounds of the values that an expression takes over a box of its variables, by interval arithmetic: every value lies in the
 * interval, but not every number of the interval need be a value. The ends are widened against rounding.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898717716">Moore, Kearfott, Cloud: Introduction to Interval Analysis, chapter 5</a>
 */
public final class Enclosure {
    /** The box: lower and upper bound of each variable. */
    @FunctionalInterface
    public interface Box {
        /** {lower, upper} of {@code variable}. */
        double[] of(Variable variable);
    }

    private static final double[] EVERYTHING = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};

    private Enclosure() {}

    /** {lower, upper} with lower ≤ f ≤ upper wherever f is defined in the box. */
    public static double[] of(Expression f, Box box) {
        Tape tape = Tape.of(List.of(f));
        double[][] intervals = new double[tape.size()][];
        for (int i = 0; i < intervals.length; i++) {
            Expression node = tape.node(i);
            double[] interval;
            if (node instanceof Constant c) {
                interval = new double[] {c.value(), c.value()};
            } else if (node instanceof Variable v) {
                interval = box.of(v);
            } else if (node instanceof Unary u) {
                interval = unary(u.function(), intervals[tape.position(u.operand())]);
            } else {
                Binary b = (Binary) node;
                interval = binary(b, intervals[tape.position(b.left())], intervals[tape.position(b.right())]);
            }
            intervals[i] = node instanceof Unary || node instanceof Binary ? widened(interval) : interval;
        }
        return intervals[tape.position(f)];
    }

    private static double[] widened(double[] interval) {
        if (Double.isNaN(interval[0]) || Double.isNaN(interval[1]) || interval[0] > interval[1]) {
            return EVERYTHING;
        }
        return new double[] {
            interval[0] - 1e-12 * Math.abs(finite(interval[0])), interval[1] + 1e-12 * Math.abs(finite(interval[1]))
        };
    }

    private static double finite(double x) {
        return Double.isInfinite(x) ? 0 : x;
    }

    private static double[] unary(UnaryFunction function, double[] a) {
        return switch (function) {
            case NEGATE -> new double[] {-a[1], -a[0]};
            case ABS -> magnitude(a);
            case SIGN -> new double[] {Math.signum(a[0]), Math.signum(a[1])};
            case SIN, COS -> new double[] {-1, 1};
            case TAN -> EVERYTHING;
            case COSH -> {
                double[] m = magnitude(a);
                yield new double[] {Math.cosh(m[0]), Math.cosh(m[1])};
            }
            case SQRT -> new double[] {Math.sqrt(Math.max(0, a[0])), Math.sqrt(Math.max(0, a[1]))};
            case LOG -> new double[] {Math.log(Math.max(0, a[0])), Math.log(Math.max(0, a[1]))};
            case ASIN -> new double[] {Math.asin(unit(a[0])), Math.asin(unit(a[1]))};
            case ACOS -> new double[] {Math.acos(unit(a[1])), Math.acos(unit(a[0]))};
            case ATAN, SINH, TANH, EXP -> new double[] {function.apply(a[0]), function.apply(a[1])};
        };
    }

    private static double unit(double x) {
        return Math.max(-1, Math.min(1, x));
    }

    /** |a|. */
    private static double[] magnitude(double[] a) {
        double largest = Math.max(Math.abs(a[0]), Math.abs(a[1]));
        return new double[] {a[0] <= 0 && a[1] >= 0 ? 0 : Math.min(Math.abs(a[0]), Math.abs(a[1])), largest};
    }

    private static double[] binary(Binary node, double[] a, double[] b) {
        return switch (node.function()) {
            case ADD -> new double[] {a[0] + b[0], a[1] + b[1]};
            case SUBTRACT -> new double[] {a[0] - b[1], a[1] - b[0]};
            case MULTIPLY -> product(a, b);
            case DIVIDE -> b[0] <= 0 && b[1] >= 0 ? EVERYTHING : product(a, new double[] {1 / b[1], 1 / b[0]});
            case MINIMUM -> new double[] {Math.min(a[0], b[0]), Math.min(a[1], b[1])};
            case MAXIMUM -> new double[] {Math.max(a[0], b[0]), Math.max(a[1], b[1])};
            case ATAN2 -> new double[] {-Math.PI, Math.PI};
            case POWER -> node.right() instanceof Constant c ? power(a, c.value()) : EVERYTHING;
        };
    }

    private static double[] product(double[] a, double[] b) {
        double lower = Double.POSITIVE_INFINITY;
        double upper = Double.NEGATIVE_INFINITY;
        for (double x : a) {
            for (double y : b) {
                double value = x == 0 || y == 0 ? 0 : x * y;
                lower = Math.min(lower, value);
                upper = Math.max(upper, value);
            }
        }
        return new double[] {lower, upper};
    }

    private static double[] power(double[] a, double exponent) {
        if (exponent != Math.rint(exponent)) {
            // Defined for a ≥ 0 only, and monotone there.
            double[] base = {Math.max(0, a[0]), Math.max(0, a[1])};
            double[] ends = {Math.pow(base[0], exponent), Math.pow(base[1], exponent)};
            return exponent > 0 ? ends : new double[] {ends[1], ends[0]};
        }
        if (exponent < 0 && a[0] <= 0 && a[1] >= 0) {
            return EVERYTHING;
        }
        boolean even = exponent % 2 == 0;
        double[] base = even ? magnitude(a) : a;
        double[] ends = {Math.pow(base[0], exponent), Math.pow(base[1], exponent)};
        return exponent > 0 ? ends : new double[] {ends[1], ends[0]};
    }
}
