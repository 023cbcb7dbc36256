package org.turnpike.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElaboratorTest {
    private final ExpressionGraph graph = new ExpressionGraph();
    private final Scope scope = new Scope() {
        @Override
        public @Nullable Quantity value(String name, int from, int to) {
            return switch (name) {
                case "x", "y", "drag" -> Quantity.of(graph.variable(name));
                case "n" -> Quantity.of(graph.constant(2));
                case "q" -> vector("q", 3);
                case "r" -> vector("r", 3);
                case "w" -> vector("w", 2);
                default -> null;
            };
        }

        private Quantity vector(String name, int size) {
            List<Expression> components = new ArrayList<>();
            for (int i = 1; i <= size; i++) {
                components.add(graph.variable(name + "[" + i + "]"));
            }
            return Quantity.vector(components);
        }

        @Override
        public @Nullable Quantity valueAt(String name, End end, int from, int to) {
            return switch (name) {
                case "x" -> Quantity.of(graph.variable("x(" + end + ")"));
                case "q" -> vector("q" + end, 3);
                default -> null;
            };
        }

        @Override
        public Iterable<String> names() {
            return List.of("x", "y", "drag", "n", "q", "r", "w");
        }
    };
    private final Elaborator elaborator = new Elaborator(graph, scope);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2*3 + 4^2/8 - 1 | 7",
                "-2^2 | -4",
                "sqrt(16) + abs(-3) + sign(-2) | 6",
                "min(3, 1, 2) + max(3, 1, 2) | 4",
                "norm(3, 4) | 5",
                "norm(-3) | 3",
                "relu(-2) + relu(2) | 2",
                "atan2(1, 1) - atan(1) | 0",
                "log(exp(2)) | 2",
                "sin(0) + cos(0) + tan(0) + sinh(0) + cosh(0) + tanh(0) + asin(0) + acos(1) | 2",
                "sum(1, 2, 3) | 6",
            })
    void constants(String text, double expected) {
        Expression value = elaborator.scalar(Parser.parse(text));
        assertEquals(expected, ((Constant) value).value(), 1e-15);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "norm(q) | sqrt(q[3]^2 + q[1]^2 + q[2]^2)",
                "dot(q, r) | q[3]*r[3] + q[1]*r[1] + q[2]*r[2]",
                "sum(w) | w[1] + w[2]",
                "q[n] | q[2]",
                "norm(q - r) | sqrt((q[3] - r[3])^2 + (q[1] - r[1])^2 + (q[2] - r[2])^2)",
                "sum(2*w/y) | 2*w[1]/y + 2*w[2]/y",
                "x(end) - x(start) | x(END) - x(START)",
                "q[3](end) | qEND[3]",
                "max(x, y) | max(x, y)",
            })
    void namesVectorsAndEnds(String text, String expected) {
        assertEquals(expected, elaborator.scalar(Parser.parse(text)).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1 + droag | 4 | 9 | unknown name 'droag'; did you mean 'drag'?",
                "zzz | 0 | 3 | unknown name 'zzz'",
                "e^x | 0 | 1 | unknown name 'e'; write exp(1) for Euler's number",
                "sin + 1 | 0 | 3 | the function 'sin' needs its argument, as in sin(x)",
                "ln(x) | 0 | 2 | unknown function 'ln'; did you mean 'log'?",
                "sinn(x) | 0 | 4 | unknown function 'sinn'; did you mean 'sin'?",
                "pow(x, 2) | 0 | 3 | unknown function 'pow'; a power is written a^b",
                "x(y) | 0 | 4 | 'x' is no function; a product is written x*(…), a value at an end x(start) or x(end)",
                "z(end) | 0 | 1 | unknown name 'z'",
                "atan2(x) | 0 | 8 | atan2 takes 2 arguments, found 1",
                "sin(x, y) | 0 | 9 | sin takes 1 argument, found 2",
                "min(x) | 0 | 6 | min takes two or more values, found 1",
                "sin(q) | 4 | 5 | sin takes a number, found a vector of 3 components; index it, as in x[1]",
                "q | 0 | 1 | expected a number, found a vector of 3 components; index it, as in x[1]",
                "q + 1 | 0 | 5 | '+' has no meaning between a vector of 3 components and a number; index the components, as in x[1]",
                "q + w | 0 | 5 | vectors of different lengths, 3 and 2",
                "dot(q, w) | 0 | 9 | dot takes vectors of one length, found 3 and 2",
                "q[4] | 2 | 3 | 'q' has the components 1 to 3, not 4",
                "q[0] | 2 | 3 | 'q' has the components 1 to 3, not 0",
                "q[x] | 2 | 3 | an index must be a constant whole number",
                "q[1.5] | 2 | 5 | an index must be a constant whole number",
                "x[1] | 0 | 4 | 'x' is no vector and has no components",
                "x + log(-1) | 4 | 11 | log(-1) has no finite value",
                "x/(n - 2) | 0 | 9 | division by zero",
                "1e300*1e300 | 0 | 11 | 1.0E300*1.0E300 has no finite value",
            })
    void errorsPointAtTheCulprit(String text, int from, int to, String message) {
        SyntaxException e = assertThrows(SyntaxException.class, () -> elaborator.scalar(Parser.parse(text)));
        assertEquals(message, e.getMessage());
        assertEquals(from, e.from());
        assertEquals(to, e.to());
    }

    @Test
    void aLongSumIsNoDeepRecursion() {
        StringBuilder text = new StringBuilder("x");
        for (int i = 0; i < 15_000; i++) {
            text.append(i % 2 == 0 ? "+y" : "*x");
        }
        Expression sum = elaborator.scalar(Parser.parse(text.toString()));
        NumericFunction f = new Interpreter(List.of(sum), List.of(graph.variable("x"), graph.variable("y")));
        double[] value = new double[1];
        f.evaluate(new double[] {1, 2}, value);
        assertEquals(1 + 7500 * 2, value[0]);
    }
}
