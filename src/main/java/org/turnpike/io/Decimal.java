package org.turnpike.io;

/** Numbers as a user writes them. */
final class Decimal {
    private Decimal() {}

    static String print(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
