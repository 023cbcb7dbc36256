package org.turnpike.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sharing, simplification, derivatives function by function, diagnosis and printing. */
class ExpressionGraphTest {
    private final ExpressionGraph graph = new ExpressionGraph();
    private final Variable x = graph.variable("x");
    private final Variable y = graph.variable("y");

    @Test
    void equalExpressionsAreOneNode() {
        Expression first = graph.multiply(graph.add(x, y), graph.apply(UnaryFunction.SIN, x));
        Expression second = graph.multiply(graph.apply(UnaryFunction.SIN, x), graph.add(y, x));
        assertSame(first, second);
    }

    @Test
    void simplifies() {
        Constant zero = graph.constant(0);
        Constant one = graph.constant(1);
        assertSame(x, graph.add(x, zero));
        assertSame(x, graph.multiply(one, x));
        assertSame(zero, graph.multiply(x, zero));
        assertSame(zero, graph.subtract(x, x));
        assertSame(x, graph.negate(graph.negate(x)));
        assertSame(x, graph.power(x, one));
        assertSame(one, graph.power(x, zero));
        assertSame(graph.power(x, graph.constant(2)), graph.multiply(x, x));
        assertSame(graph.subtract(x, y), graph.add(x, graph.negate(y)));
        assertSame(graph.apply(UnaryFunction.SQRT, x), graph.power(x, graph.constant(0.5)));
        assertSame(
                graph.multiply(graph.constant(6), x),
                graph.multiply(graph.constant(2), graph.multiply(x, graph.constant(3))));
        assertEquals(5, ((Constant) graph.add(graph.constant(2), graph.constant(3))).value());
    }

    /** 1/0 and log(−1) stay as they are, so that a diagnosis can name them. */
    @Test
    void keepsUndefinedConstantOperations() {
        assertInstanceOf(Binary.class, graph.divide(graph.constant(1), graph.constant(0)));
        assertInstanceOf(Unary.class, graph.apply(UnaryFunction.LOG, graph.constant(-1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = UnaryFunction.class,
            names = {"SIGN", "CURVE"},
            mode = EnumSource.Mode.EXCLUDE)
    void derivativesOfUnaryFunctionsEqualDifferences(UnaryFunction function) {
        Expression f = graph.apply(function, x);
        Expression derivative = new Derivatives(graph).gradient(f, List.of(x)).get(0);
        double at = 0.37;
        double step = 1e-6;
        double difference = (function.apply(at + step) - function.apply(at - step)) / (2 * step);
        assertEquals(difference, value(derivative, at, 0), 1e-8);
    }

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void derivativesOfBinaryFunctionsEqualDifferences(BinaryFunction function) {
        Expression f = graph.apply(function, x, y);
        List<Expression> gradient = new Derivatives(graph).gradient(f, List.of(x, y));
        double a = 0.7;
        double b = 1.3;
        double step = 1e-6;
        double byLeft = (function.apply(a + step, b) - function.apply(a - step, b)) / (2 * step);
        double byRight = (function.apply(a, b + step) - function.apply(a, b - step)) / (2 * step);
        assertEquals(byLeft, value(gradient.get(0), a, b), 1e-8);
        assertEquals(byRight, value(gradient.get(1), a, b), 1e-8);
        List<Expression> tangent = new Derivatives(graph).tangent(List.of(f), x);
        assertEquals(byLeft, value(tangent.get(0), a, b), 1e-8);
    }

    /** A sum of 100,000 nested terms: deeper than any call stack. */
    @Test
    void survivesDeepExpressions() {
        Expression deep = x;
        for (int i = 0; i < 100_000; i++) {
            deep = graph.apply(UnaryFunction.SIN, graph.add(deep, y));
        }
        assertTrue(Double.isFinite(value(deep, 0.3, 0.1)));
        assertTrue(deep.toString().length() < 400);
        assertNotNull(new Derivatives(graph).tangent(List.of(deep), x));
    }

    @Test
    void substitutes() {
        Expression f = graph.add(graph.multiply(x, y), graph.apply(UnaryFunction.EXP, x));
        Expression g = new Derivatives(graph)
                .substitute(List.of(f), Map.of(x, graph.constant(0)))
                .get(0);
        assertSame(graph.constant(1), g);
    }

    @Test
    void namesTheFirstUndefinedOperation() {
        Expression f = graph.multiply(y, graph.apply(UnaryFunction.SQRT, graph.subtract(x, graph.constant(1))));
        Interpreter interpreter = new Interpreter(List.of(f), List.of(x, y));
        assertNull(interpreter.firstUndefined(new double[] {2, 1}));
        Interpreter.Undefined undefined = interpreter.firstUndefined(new double[] {0.7, 1});
        assertNotNull(undefined);
        assertEquals("sqrt(x - 1)", undefined.node().toString());
        assertEquals("x - 1", undefined.operand().toString());
        assertEquals(-0.3, undefined.value(), 1e-15);
    }

    @Test
    void printsWithTheFewestBrackets() {
        assertEquals("x - (y - x)", graph.subtract(x, graph.subtract(y, x)).toString());
        assertEquals(
                "(x + y)^2", graph.power(graph.add(x, y), graph.constant(2)).toString());
        assertEquals(
                "x/(2*y)", graph.divide(x, graph.multiply(graph.constant(2), y)).toString());
        assertEquals("-sin(x)", graph.negate(graph.apply(UnaryFunction.SIN, x)).toString());
        assertEquals("atan2(x, y)", graph.apply(BinaryFunction.ATAN2, x, y).toString());
    }

    private double value(Expression e, double a, double b) {
        double[] out = new double[1];
        new Interpreter(List.of(e), List.of(x, y)).evaluate(new double[] {a, b}, out);
        return out[0];
    }
}
