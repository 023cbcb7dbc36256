package org.turnpike.problem;

import org.turnpike.expression.Expression;
import org.turnpike.expression.Interval;
import org.turnpike.expression.Variable;

/**
 * A term with a kink, taken out of the expressions.
 *
 * @param original as the user wrote it
 * @param first its operand (the sum of squares for a norm), in which inner terms are already replaced by their symbols
 * @param second the other operand of a maximum or minimum; otherwise the same as {@code first}
 * @param symbol the variable that stands for it
 * @param values bounds of its values
 */
record NonsmoothTerm(
        Kind kind, Expression original, Expression first, Expression second, Variable symbol, Interval values) {
    enum Kind {
        ABSOLUTE,
        MAXIMUM,
        MINIMUM,
        /** Square root of a sum of squares, with a kink where all vanish. */
        NORM,
        SIGN
    }

    /** The way a minimised function may depend on it so that an inequality for it is tight: convex terms growing, concave falling. */
    Monotonicity exact() {
        return kind == Kind.MINIMUM ? Monotonicity.DECREASING : Monotonicity.INCREASING;
    }

    String text() {
        return symbol.name();
    }

    /** A smooth stand-in that a user might choose. */
    String smoothReplacement() {
        String e = first instanceof Variable ? first.toString() : "(" + first + ")";
        return switch (kind) {
            case ABSOLUTE -> "sqrt(" + e + "^2 + 1e-6)";
            case MAXIMUM -> "(" + e + " + (" + second + ") + sqrt((" + e + " - (" + second + "))^2 + 1e-6))/2";
            case MINIMUM -> "(" + e + " + (" + second + ") - sqrt((" + e + " - (" + second + "))^2 + 1e-6))/2";
            case NORM -> "sqrt(" + first + " + 1e-6)";
            case SIGN -> e + "/sqrt(" + e + "^2 + 1e-6)";
        };
    }

    /** What bounds would have to tell to make it smooth. */
    String deciding() {
        return switch (kind) {
            case ABSOLUTE, SIGN -> "the sign of " + first;
            case MAXIMUM, MINIMUM -> "which of " + first + " and " + second + " is larger";
            case NORM -> "that " + first + " stays away from 0";
        };
    }
}
