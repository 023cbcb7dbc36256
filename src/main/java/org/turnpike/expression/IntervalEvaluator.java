package org.turnpike.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of expressions over a box of their variables, by the natural interval extension: each operation is replaced by its
 * interval form along the tape, so the result contains every value, but can be wider than their range when a variable occurs
 * several times.
 *
 * <p>Where an operation is not defined on all of its operand, such as log on [−1, 2], the operand is clipped to the domain and
 * {@link #mayBeUndefined} reports it; an operand wholly outside gives the whole line.
 *
 * <p>Results are kept: evaluating expressions that share nodes costs each node once.
 */
public final class IntervalEvaluator {
    private static final Interval UNIT = new Interval(-1, 1);
    private static final Interval NOT_NEGATIVE = new Interval(0, Double.POSITIVE_INFINITY);
    /** Beyond this the argument reduction modulo π is not trusted. */
    private static final double LARGE_ANGLE = 1e9;

    private record Bound(Interval interval, boolean mayBeUndefined) {}

    private final Map<Expression, Interval> known;
    private final Map<Expression, Bound> bounds = new HashMap<>();

    /**
     * @param known the box: intervals of variables (a variable without one may be any number), and of other nodes whose range is known
     *     from elsewhere, such as a difference that is positive by agreement
     */
    public IntervalEvaluator(Map<? extends Expression, Interval> known) {
        this.known = new HashMap<>(known);
    }

    /** Gives a variable that was not evaluated before its interval. */
    public void define(Variable v, Interval interval) {
        if (bounds.containsKey(v)) {
            throw new IllegalStateException(v + " has been evaluated");
        }
        known.put(v, interval);
    }

    /** An interval that contains all defined values of e on the box. */
    public Interval interval(Expression e) {
        return bound(e).interval();
    }

    /** Whether some point of the box might leave e without a value; false is a proof that none does. */
    public boolean mayBeUndefined(Expression e) {
        return bound(e).mayBeUndefined();
    }

    private Bound bound(Expression e) {
        @Nullable Bound ready = bounds.get(e);
        if (ready != null) {
            return ready;
        }
        Tape tape = Tape.of(java.util.List.of(e));
        Bound last = new Bound(Interval.WHOLE, true);
        for (int i = 0; i < tape.size(); i++) {
            Expression node = tape.node(i);
            @Nullable Bound bound = bounds.get(node);
            if (bound == null) {
                bound = intersectKnown(node, evaluate(node));
                bounds.put(node, bound);
            }
            last = bound;
        }
        return last;
    }

    private Bound intersectKnown(Expression node, Bound bound) {
        @Nullable Interval other = node instanceof Variable ? null : known.get(node);
        return other == null ? bound : new Bound(bound.interval().clippedTo(other), bound.mayBeUndefined());
    }

    private Bound evaluate(Expression node) {
        if (node instanceof Constant c) {
            return new Bound(
                    Double.isNaN(c.value()) ? Interval.WHOLE : Interval.point(c.value()), !Double.isFinite(c.value()));
        }
        if (node instanceof Variable v) {
            return new Bound(known.getOrDefault(v, Interval.WHOLE), false);
        }
        if (node instanceof Unary u) {
            Bound a = ready(u.operand());
            if (u.function() == UnaryFunction.CURVE) {
                return new Bound(
                        u.curve().range(a.interval(), u.order()),
                        a.mayBeUndefined() || u.curve().mayBeUndefined(a.interval()));
            }
            return new Bound(
                    unary(u.function(), a.interval()), a.mayBeUndefined() || leavesDomain(u.function(), a.interval()));
        }
        Binary b = (Binary) node;
        Bound left = ready(b.left());
        Bound right = ready(b.right());
        boolean undefined = left.mayBeUndefined() || right.mayBeUndefined();
        return switch (b.function()) {
            case ADD -> new Bound(left.interval().add(right.interval()), undefined);
            case SUBTRACT -> new Bound(left.interval().subtract(right.interval()), undefined);
            case MULTIPLY -> new Bound(left.interval().multiply(right.interval()), undefined);
            case DIVIDE ->
                new Bound(
                        left.interval().divide(right.interval()),
                        undefined || right.interval().contains(0));
            case POWER -> power(left.interval(), right.interval(), undefined);
            case MINIMUM ->
                new Bound(
                        new Interval(
                                Math.min(
                                        left.interval().lower(),
                                        right.interval().lower()),
                                Math.min(
                                        left.interval().upper(),
                                        right.interval().upper())),
                        undefined);
            case MAXIMUM ->
                new Bound(
                        new Interval(
                                Math.max(
                                        left.interval().lower(),
                                        right.interval().lower()),
                                Math.max(
                                        left.interval().upper(),
                                        right.interval().upper())),
                        undefined);
            case ATAN2 -> new Bound(angle(left.interval(), right.interval()), undefined);
        };
    }

    private Bound ready(Expression operand) {
        return java.util.Objects.requireNonNull(bounds.get(operand));
    }

    private static boolean leavesDomain(UnaryFunction function, Interval x) {
        return switch (function) {
            case ASIN, ACOS -> x.lower() < -1 || x.upper() > 1;
            case LOG -> x.lower() <= 0;
            case SQRT -> x.lower() < 0;
            case TAN -> containsMultiple(x, Math.PI / 2, Math.PI);
            default -> false;
        };
    }

    private static Interval unary(UnaryFunction function, Interval x) {
        return switch (function) {
            case CURVE -> throw new IllegalStateException("the node knows its curve");
            case NEGATE -> x.negate();
            case ABS -> x.abs();
            case SIGN -> new Interval(Math.signum(x.lower()), Math.signum(x.upper()));
            case SQRT -> increasing(function, x, NOT_NEGATIVE, false);
            case LOG -> increasing(function, x, NOT_NEGATIVE, true);
            case EXP -> increasing(function, x, Interval.WHOLE, true).clippedTo(NOT_NEGATIVE);
            case ATAN, SINH -> increasing(function, x, Interval.WHOLE, true);
            case TANH -> increasing(function, x, Interval.WHOLE, true).clippedTo(UNIT);
            case ASIN -> increasing(function, x, UNIT, true);
            case ACOS ->
                x.upper() < -1 || x.lower() > 1
                        ? Interval.WHOLE
                        : Interval.hull(
                                        Math.acos(x.clippedTo(UNIT).upper()),
                                        Math.acos(x.clippedTo(UNIT).lower()))
                                .widened();
            case COSH -> {
                Interval distance = x.abs();
                yield new Interval(Math.cosh(distance.lower()), Math.cosh(distance.upper()))
                        .widened()
                        .clippedTo(new Interval(1, Double.POSITIVE_INFINITY));
            }
            case SIN -> wave(x, Math.sin(x.lower()), Math.sin(x.upper()), Math.PI / 2);
            case COS -> wave(x, Math.cos(x.lower()), Math.cos(x.upper()), 0);
            case TAN ->
                containsMultiple(x, Math.PI / 2, Math.PI)
                        ? Interval.WHOLE
                        : Interval.hull(Math.tan(x.lower()), Math.tan(x.upper()))
                                .widened();
        };
    }

    private static Interval increasing(UnaryFunction function, Interval x, Interval domain, boolean widen) {
        if (x.upper() < domain.lower() || x.lower() > domain.upper()) {
            return Interval.WHOLE;
        }
        Interval inside = x.clippedTo(domain);
        Interval image = new Interval(function.apply(inside.lower()), function.apply(inside.upper()));
        if (!widen) {
            return image;
        }
        Interval wide = image.widened();
        // exp(0) = 1 is exact, and 1 − exp(x) has a known sign only if it stays so
        return function == UnaryFunction.EXP
                ? new Interval(x.lower() == 0 ? 1 : wide.lower(), x.upper() == 0 ? 1 : wide.upper())
                : wide;
    }

    /** A sine or cosine whose maxima lie at top + 2πk and whose minima at top + π + 2πk. */
    private static Interval wave(Interval x, double atLower, double atUpper, double top) {
        boolean maximum = containsMultiple(x, top, 2 * Math.PI);
        boolean minimum = containsMultiple(x, top + Math.PI, 2 * Math.PI);
        if (maximum && minimum) {
            return UNIT;
        }
        Interval between = Interval.hull(atLower, atUpper).widened();
        return new Interval(minimum ? -1 : Math.max(-1, between.lower()), maximum ? 1 : Math.min(1, between.upper()));
    }

    /** Whether some offset + k·period might lie in x; true in doubt. */
    private static boolean containsMultiple(Interval x, double offset, double period) {
        if (!(x.lower() > -LARGE_ANGLE && x.upper() < LARGE_ANGLE)) {
            return true;
        }
        double doubt = 4 * Math.ulp(Math.max(Math.abs(x.lower()), Math.abs(x.upper())) + period);
        double first = Math.ceil((x.lower() - doubt - offset) / period);
        double last = Math.floor((x.upper() + doubt - offset) / period);
        return first <= last;
    }

    private static Bound power(Interval base, Interval exponent, boolean undefined) {
        if (exponent.isPoint() && exponent.lower() == Math.rint(exponent.lower()) && Math.abs(exponent.lower()) < 1e9) {
            return integerPower(base, (int) exponent.lower(), undefined);
        }
        if (exponent.isPoint() && base.upper() >= 0) {
            double e = exponent.lower();
            Interval inside = base.clippedTo(NOT_NEGATIVE);
            Interval image = Interval.hull(Math.pow(inside.lower(), e), Math.pow(inside.upper(), e));
            boolean outside = e > 0 ? base.lower() < 0 : base.lower() <= 0;
            return new Bound(image.widened().clippedTo(NOT_NEGATIVE), undefined || outside);
        }
        if (base.lower() < 0) {
            // a negative base has values at the integers among the exponents
            return new Bound(Interval.WHOLE, true);
        }
        double[] corners = {
            Math.pow(base.lower(), exponent.lower()),
            Math.pow(base.lower(), exponent.upper()),
            Math.pow(base.upper(), exponent.lower()),
            Math.pow(base.upper(), exponent.upper())
        };
        for (double corner : corners) {
            if (Double.isNaN(corner)) {
                return new Bound(NOT_NEGATIVE, undefined);
            }
        }
        boolean pole = base.lower() == 0 && exponent.lower() < 0;
        return new Bound(Interval.hull(corners).widened().clippedTo(NOT_NEGATIVE), undefined || pole);
    }

    private static Bound integerPower(Interval base, int n, boolean undefined) {
        if (n == 0) {
            return new Bound(Interval.point(1), undefined);
        }
        boolean pole = n < 0 && base.contains(0);
        if (n % 2 == 0) {
            Interval distance = base.abs();
            Interval image = widenedPower(distance, n);
            return new Bound(image.clippedTo(NOT_NEGATIVE), undefined || pole);
        }
        if (n < 0 && base.lower() < 0 && base.upper() > 0) {
            return new Bound(Interval.WHOLE, true);
        }
        if (n < 0 && base.lower() < 0) {
            // the mirror image, so that the pole is approached from below
            return new Bound(widenedPower(base.negate(), n).negate(), undefined || pole);
        }
        return new Bound(widenedPower(base, n), undefined || pole);
    }

    /** The image of a monotone power; integers stay exact. */
    private static Interval widenedPower(Interval x, int n) {
        double atLower = Math.pow(x.lower(), n);
        double atUpper = Math.pow(x.upper(), n);
        Interval image = Interval.hull(atLower, atUpper);
        Interval wide = image.widened();
        return new Interval(
                isExact(image.lower()) ? image.lower() : wide.lower(),
                isExact(image.upper()) ? image.upper() : wide.upper());
    }

    private static boolean isExact(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1 << 24;
    }

    /** The angle of (x, y); extreme at the corners of a box that neither contains the origin nor meets the cut y = 0 &gt; x. */
    private static Interval angle(Interval y, Interval x) {
        if (!(x.lower() > 0 || y.lower() > 0 || y.upper() < 0)) {
            return new Interval(-Math.PI, Math.PI);
        }
        return Interval.hull(
                        Math.atan2(y.lower(), x.lower()),
                        Math.atan2(y.lower(), x.upper()),
                        Math.atan2(y.upper(), x.lower()),
                        Math.atan2(y.upper(), x.upper()))
                .widened();
    }
}
