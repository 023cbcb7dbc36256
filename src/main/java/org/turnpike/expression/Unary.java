package org.turnpike.expression;

/** A function of one operand. */
public final class Unary implements Expression {
    private final int id;
    private final UnaryFunction function;
    private final Expression operand;

    Unary(int id, UnaryFunction function, Expression operand) {
        this.id = id;
        this.function = function;
        this.operand = operand;
    }

    @Override
    public int id() {
        return id;
    }

    public UnaryFunction function() {
        return function;
    }

    public Expression operand() {
        return operand;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
