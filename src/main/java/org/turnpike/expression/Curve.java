package org.turnpike.expression;

/**
 * A real function of one number that no formula gives: a table's spline, or a step. Expressions use it by {@link
 * ExpressionGraph#apply(Curve, int, Expression)}, and its derivatives likewise. Immutable; safe for use by several threads.
 */
public interface Curve {
    /** The derivative of an order from 0 (the value) to {@link #lastOrder} at x; NaN where undefined. Allocates nothing. */
    double at(double x, int order);

    /** The highest order of a derivative that does not vanish everywhere. */
    int lastOrder();

    /** An interval that holds all defined values of a derivative on an interval. */
    Interval range(Interval x, int order);

    /** Whether it may be undefined somewhere on an interval. */
    boolean mayBeUndefined(Interval x);

    /** How messages call it. */
    String name();
}
