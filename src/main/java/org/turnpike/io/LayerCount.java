package org.turnpike.io;

import org.turnpike.expression.Syntax;

/** The number of layers as a number or an expression in the horizon T, such as {@code floor(T^1.5)}. */
final class LayerCount {
    private static final int MOST = 1_000_000;
    private final Field field;
    private final double horizon;

    private LayerCount(Field field, double horizon) {
        this.field = field;
        this.horizon = horizon;
    }

    /** @param horizon T, or NaN for models without one */
    static int of(Field field, double horizon) {
        double value = new LayerCount(field, horizon).value(Formulas.parse(field));
        if (value != Math.rint(value) || value < 1 || value > MOST) {
            throw field.error("expected a whole number of layers from 1 to " + MOST + ", found " + Decimal.print(value)
                    + (value == Math.rint(value) ? "" : "; floor(…) rounds down"));
        }
        return (int) value;
    }

    private double value(Syntax syntax) {
        if (syntax instanceof Syntax.Number number) {
            return number.value();
        }
        if (syntax instanceof Syntax.Name name && name.name().equals("T") && !Double.isNaN(horizon)) {
            return horizon;
        }
        if (syntax instanceof Syntax.Negation negation) {
            return -value(negation.operand());
        }
        if (syntax instanceof Syntax.Operation operation) {
            double a = value(operation.left());
            double b = value(operation.right());
            return switch (operation.operator()) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                case '/' -> a / b;
                default -> Math.pow(a, b);
            };
        }
        if (syntax instanceof Syntax.Call call && call.arguments().size() == 1) {
            double x = value(call.arguments().get(0));
            switch (call.function()) {
                case "floor":
                    return Math.floor(x);
                case "ceil":
                    return Math.ceil(x);
                case "round":
                    return Math.rint(x);
                case "sqrt":
                    return Math.sqrt(x);
                default:
                    break;
            }
        }
        throw field.error(
                syntax.from(),
                syntax.to(),
                "expected numbers, T, + - * / ^, floor, ceil, round or sqrt, as in floor(T^1.5)");
    }
}
