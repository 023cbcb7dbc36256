package org.turnpike.expression;

/** A function of two operands. */
public final class Binary implements Expression {
    private final int id;
    private final BinaryFunction function;
    private final Expression left;
    private final Expression right;

    Binary(int id, BinaryFunction function, Expression left, Expression right) {
        this.id = id;
        this.function = function;
        this.left = left;
        this.right = right;
    }

    @Override
    public int id() {
        return id;
    }

    public BinaryFunction function() {
        return function;
    }

    public Expression left() {
        return left;
    }

    public Expression right() {
        return right;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
