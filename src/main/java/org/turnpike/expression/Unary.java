package org.turnpike.expression;

import org.jspecify.annotations.Nullable;

/** A function of one operand. */
public final class Unary implements Expression {
    private final int id;
    private final UnaryFunction function;
    private final Expression operand;
    private final @Nullable Curve curve;
    private final int order;

    Unary(int id, UnaryFunction function, Expression operand) {
        this(id, function, operand, null, 0);
    }

    Unary(int id, UnaryFunction function, Expression operand, @Nullable Curve curve, int order) {
        this.id = id;
        this.function = function;
        this.operand = operand;
        this.curve = curve;
        this.order = order;
    }

    /**
     * The curve of a node with {@link UnaryFunction#CURVE}.
     *
     * @throws IllegalStateException of another node
     */
    public Curve curve() {
        if (curve == null) {
            throw new IllegalStateException(function + " is no curve");
        }
        return curve;
    }

    /** The order of the curve's derivative; 0 for its value. */
    public int order() {
        return order;
    }

    /** The value at x, in IEEE arithmetic; NaN where undefined. */
    public double at(double x) {
        return curve == null ? function.apply(x) : curve.at(x, order);
    }

    /** How its function is written. */
    String symbol() {
        return curve == null ? function.symbol() : curve.name() + "'".repeat(order);
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
