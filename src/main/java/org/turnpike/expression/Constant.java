package org.turnpike.expression;

/** A number. */
public final class Constant implements Expression {
    private final int id;
    private final double value;

    Constant(int id, double value) {
        this.id = id;
        this.value = value;
    }

    @Override
    public int id() {
        return id;
    }

    public double value() {
        return value;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
