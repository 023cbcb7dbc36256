package org.turnpike.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnclosureTest {
    private final ExpressionGraph graph = new ExpressionGraph();

    private Expression read(String text) {
        return new Elaborator(graph, new Scope() {
                    @Override
                    public Quantity value(String name, int from, int to) {
                        return Quantity.of(graph.variable(name));
                    }

                    @Override
                    public @Nullable Quantity valueAt(String name, End end, int from, int to) {
                        return null;
                    }

                    @Override
                    public Iterable<String> names() {
                        return List.of();
                    }
                })
                .scalar(Parser.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "x, -1, 2",
        "x^2, 0, 4",
        "x^3, -1, 8",
        "abs(x), 0, 2",
        "-x, -2, 1",
        "x + y, 2, 6",
        "x - y, -5, -1",
        "x*y, -4, 8",
        "x/y, -0.3333333333333333, 0.6666666666666666",
        "1/x, -Infinity, Infinity",
        "y^-2, 0.0625, 0.1111111111111111",
        "y^0.5, 1.7320508075688772, 2",
        "exp(x), 0.36787944117144233, 7.38905609893065",
        "log(y), 1.0986122886681098, 1.3862943611198906",
        "'max(x, 0) + min(y, 3.5)', 3, 5.5",
        "sin(x)*2, -2, 2",
        "x^y, -Infinity, Infinity",
    })
    void closedForms(String text, double lower, double upper) {
        // x in [-1, 2], y in [3, 4]
        double[] interval =
                Enclosure.of(read(text), v -> v.name().equals("x") ? new double[] {-1, 2} : new double[] {3, 4});
        assertEquals(lower, interval[0], 1e-10);
        assertEquals(upper, interval[1], 1e-10);
    }

    @Test
    void holdsTheValuesOfRandomExpressions() {
        SplittableRandom random = new SplittableRandom(3);
        String[] unary = {"sin", "cos", "tan", "atan", "asin", "acos", "sinh", "cosh", "tanh", "exp", "log", "sqrt", "abs", "sign"};
        int checked = 0;
        for (int n = 0; n < 2000; n++) {
            String text = "x";
            for (int k = 0; k < 4; k++) {
                text = switch (random.nextInt(8)) {
                    case 0 -> "(" + text + " + y)";
                    case 1 -> "(" + text + " - x)";
                    case 2 -> "(" + text + ")*y";
                    case 3 -> "(" + text + ")/(x - 1/3)";
                    case 4 -> "(" + text + ")^" + (random.nextInt(9) - 4) / 2.0;
                    case 5 -> "max(" + text + ", y)";
                    case 6 -> "atan2(" + text + ", x)";
                    default -> unary[random.nextInt(unary.length)] + "(" + text + ")";
                };
            }
            Expression f;
            try {
                f = read(text);
            } catch (SyntaxException undefinedEverywhere) {
                continue;
            }
            double low = random.nextDouble(-3, 3);
            double high = low + random.nextDouble(0, 3);
            double[] interval = Enclosure.of(f, v -> new double[] {low, high});
            NumericFunction value = new Interpreter(List.of(f), List.of(graph.variable("x"), graph.variable("y")));
            double[] result = new double[1];
            for (int k = 0; k < 20; k++) {
                value.evaluate(new double[] {random.nextDouble(low, high), random.nextDouble(low, high)}, result);
                if (Double.isFinite(result[0])) {
                    String shown = text + " = " + result[0];
                    assertTrue(interval[0] <= result[0] && result[0] <= interval[1], shown);
                    checked++;
                }
            }
        }
        assertTrue(checked > 10_000, "only " + checked + " values were defined");
    }
}
