package org.turnpike.expression;

import java.util.List;

/**
 * A number or a vector of numbers, as an expression of a problem file may denote one.
 *
 * @param components one for a number
 * @param isVector whether it was declared as a vector, be it of one component
 */
public record Quantity(List<Expression> components, boolean isVector) {
    public Quantity {
        components = List.copyOf(components);
    }

    /** A number. */
    public static Quantity of(Expression number) {
        return new Quantity(List.of(number), false);
    }

    /** A vector. */
    public static Quantity vector(List<? extends Expression> components) {
        return new Quantity(List.copyOf(components), true);
    }

    /** The number of components. */
    public int size() {
        return components.size();
    }

    /** The number, of a quantity that is no vector. */
    public Expression scalar() {
        if (isVector) {
            throw new IllegalStateException("a vector is no number");
        }
        return components.get(0);
    }
}
