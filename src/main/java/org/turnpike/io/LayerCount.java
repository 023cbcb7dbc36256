package org.turnpike.io;

/** The number of layers as a number or an expression in the horizon T, such as {@code floor(T^1.5)}. */
final class LayerCount {
    private static final int MOST = 1_000_000;

    private LayerCount() {}

    /** @param horizon T, or NaN for models without one */
    static int of(Field field, double horizon) {
        double value = HorizonFormula.value(field, horizon);
        if (value != Math.rint(value) || value < 1 || value > MOST) {
            throw field.error("expected a whole number of layers from 1 to " + MOST + ", found " + Decimal.print(value)
                    + (value == Math.rint(value) ? "" : "; floor(…) rounds down"));
        }
        return (int) value;
    }
}
