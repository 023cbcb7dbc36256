package org.turnpike.io;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Elaborator;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Parser;
import org.turnpike.expression.Quantity;
import org.turnpike.expression.Syntax;
import org.turnpike.expression.SyntaxException;
import org.turnpike.problem.Range;

/** Reads fields as numbers and expressions. */
final class Formulas {
    private final Symbols symbols;
    private final Definitions definitions;

    Formulas(Symbols symbols, Definitions definitions) {
        this.symbols = symbols;
        this.definitions = definitions;
    }

    ExpressionGraph graph() {
        return symbols.graph();
    }

    Symbols symbols() {
        return symbols;
    }

    /** The syntax of a field's text. */
    static Syntax parse(Field field) {
        Node.Scalar scalar = field.scalar("a number or an expression");
        try {
            return Parser.parse(scalar.text());
        } catch (SyntaxException e) {
            throw field.error(e.from(), e.to(), e.getMessage() + flowHint(scalar, e));
        }
    }

    /** In [a(b, c)] without quotes YAML sees two items: what is left of the first is a bracket without its partner. */
    static String flowHint(Node.Scalar scalar, SyntaxException e) {
        boolean cut = scalar.isPlain() && scalar.inFlow() && e.getMessage().contains("unbalanced");
        return cut ? "; inside [ ] and { } a text with a comma needs quotes" : "";
    }

    /** The value of a field that must be one number at each point of {@code place}. */
    Expression expression(Field field, Place place) {
        Syntax syntax = parse(field);
        definitions.prepare(List.of(syntax), place);
        try {
            return symbols.at(place).scalar(syntax);
        } catch (SyntaxException e) {
            throw field.error(e.from(), e.to(), e.getMessage());
        }
    }

    /** The value of a field that must be one number, its names as {@code elaborator} knows them. */
    static Expression scalar(Field field, Elaborator elaborator) {
        Syntax syntax = parse(field);
        try {
            return elaborator.scalar(syntax);
        } catch (SyntaxException e) {
            throw field.error(e.from(), e.to(), e.getMessage());
        }
    }

    /** The values of a field: an expression of a number or a vector, or a list of numbers' expressions. */
    Quantity quantity(Field field, Place place) {
        if (field.isList()) {
            List<Expression> components = new ArrayList<>();
            for (Field item : field.items("a list")) {
                components.add(expression(item, place));
            }
            return Quantity.vector(components);
        }
        Syntax syntax = parse(field);
        definitions.prepare(List.of(syntax), place);
        try {
            return symbols.at(place).quantity(syntax);
        } catch (SyntaxException e) {
            throw field.error(e.from(), e.to(), e.getMessage());
        }
    }

    /** Checks and evaluates the definitions that {@code syntax} uses, then the syntax itself. */
    Quantity quantity(Syntax syntax, Place place) {
        definitions.prepare(List.of(syntax), place);
        return symbols.at(place).quantity(syntax);
    }

    /** A number, its definitions checked and evaluated first. */
    Expression scalar(Syntax syntax, Place place) {
        definitions.prepare(List.of(syntax), place);
        return symbols.at(place).scalar(syntax);
    }

    /** A finite number, written as such or as an expression of constants. */
    double number(Field field) {
        Node.Scalar scalar = field.scalar("a number");
        if (isInfinity(scalar.text()) != 0 || isNotANumber(scalar.text())) {
            throw field.error("expected a finite number, found " + scalar.text());
        }
        return constant(field, expression(field, Place.CONSTANT));
    }

    /** A lower bound: a number or -.inf. */
    double lower(Field field) {
        return bound(field, -1);
    }

    /** An upper bound: a number or .inf. */
    double upper(Field field) {
        return bound(field, 1);
    }

    private double bound(Field field, int natural) {
        int infinity = isInfinity(field.scalar("a number").text());
        if (infinity == natural) {
            return natural * Double.POSITIVE_INFINITY;
        }
        if (infinity != 0) {
            String side = natural > 0 ? "an upper bound cannot be -infinity" : "a lower bound cannot be +infinity";
            throw field.error(side);
        }
        return number(field);
    }

    /** A whole number in a range. */
    int whole(Field field, int least, int most) {
        double value = number(field);
        if (value != Math.rint(value) || value < least || value > most) {
            throw field.error(
                    "expected a whole number from " + least + " to " + most + ", found " + Decimal.print(value));
        }
        return (int) value;
    }

    /** A positive finite number. */
    double positive(Field field) {
        double value = number(field);
        if (!(value > 0)) {
            throw field.error("expected a positive number, found " + Decimal.print(value));
        }
        return value;
    }

    /** A list of rows of one length. */
    double[][] matrix(Field field) {
        List<Field> rows = field.items("a list of rows such as [[1, 2], [3, 4]]");
        if (rows.isEmpty()) {
            throw field.error("expected at least one row, as in [[1, 2]]");
        }
        double[][] matrix = new double[rows.size()][];
        for (int r = 0; r < matrix.length; r++) {
            List<Field> entries = rows.get(r).items("a row of numbers such as [1, 2]");
            matrix[r] = new double[entries.size()];
            for (int c = 0; c < matrix[r].length; c++) {
                matrix[r][c] = number(entries.get(c));
            }
            if (matrix[r].length == 0 || matrix[r].length != matrix[0].length) {
                throw rows.get(r)
                        .error("expected a row of " + matrix[0].length + " numbers, found " + matrix[r].length);
            }
        }
        return matrix;
    }

    /** The interval that {@code lower} and {@code upper} of a mapping give. */
    Range range(Field mapping) {
        Field low = mapping.get("lower");
        Field high = mapping.get("upper");
        double lower = low == null ? Double.NEGATIVE_INFINITY : lower(low);
        double upper = high == null ? Double.POSITIVE_INFINITY : upper(high);
        return interval(lower, upper, low != null ? low : mapping);
    }

    /** [lower, upper], refused at {@code field} if it is empty. */
    static Range interval(double lower, double upper, Field field) {
        if (!(lower <= upper)) {
            throw field.error("the bounds are crossed: lower " + Decimal.print(lower) + " is above upper "
                    + Decimal.print(upper));
        }
        return new Range(lower, upper);
    }

    private static double constant(Field field, Expression value) {
        if (value instanceof Constant c && Double.isFinite(c.value())) {
            return c.value();
        }
        throw field.error("expected a finite number, found " + value);
    }

    private static int isInfinity(String text) {
        return switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> 1;
            case "-.inf", "-.Inf", "-.INF" -> -1;
            default -> 0;
        };
    }

    private static boolean isNotANumber(String text) {
        return text.equals(".nan") || text.equals(".NaN") || text.equals(".NAN");
    }
}
