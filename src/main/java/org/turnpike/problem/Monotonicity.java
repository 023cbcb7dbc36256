package org.turnpike.problem;

import org.turnpike.expression.Interval;

/** How a function changes when one of its subexpressions grows, everything else held fixed. */
enum Monotonicity {
    INCREASING,
    DECREASING,
    UNKNOWN;

    Monotonicity reversed() {
        return this == INCREASING ? DECREASING : this == DECREASING ? INCREASING : UNKNOWN;
    }

    /** Along a path through an operation with this partial derivative. */
    Monotonicity times(Interval partial) {
        return partial.isNonNegative() ? this : partial.isNonPositive() ? reversed() : UNKNOWN;
    }

    /** Along two paths. */
    Monotonicity and(Monotonicity other) {
        return this == other ? this : UNKNOWN;
    }
}
