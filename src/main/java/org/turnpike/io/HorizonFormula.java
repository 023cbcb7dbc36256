package org.turnpike.io;

import org.turnpike.expression.Syntax;

/** A number that may depend on the horizon T, such as {@code floor(T^1.5)} layers or a switch at {@code T/4}. */
final class HorizonFormula {
    private final Field field;
    private final double horizon;

    private HorizonFormula(Field field, double horizon) {
        this.field = field;
        this.horizon = horizon;
    }

    /** @param horizon T, or NaN for models without one */
    static double value(Field field, double horizon) {
        return new HorizonFormula(field, horizon).value(Formulas.parse(field));
    }

    /** Whether T occurs in the text. */
    static boolean mentionsHorizon(Field field) {
        return field.isScalar() && field.text().matches("(?s).*\\bT\\b.*");
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
