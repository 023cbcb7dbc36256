package org.turnpike.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.expression.CubicSpline.Ends;
import org.turnpike.expression.compile.CompiledFunction;

class CubicSplineTest {
    private static double[] knots(Random random, int n) {
        double[] x = new double[n];
        x[0] = random.nextDouble();
        for (int i = 1; i < n; i++) {
            x[i] = x[i - 1] + 0.1 + random.nextDouble();
        }
        return x;
    }

    private static CubicSpline random(Random random, int n, Ends ends) {
        return new CubicSpline("f", knots(random, n), random.doubles(n, -1, 1).toArray(), ends, true);
    }

    /** Not-a-knot splines of a cubic are that cubic; three points give a parabola, two a line. */
    @Test
    void reproducesPolynomials() {
        for (int n = 2; n <= 7; n++) {
            int degree = Math.min(3, n - 1);
            double[] x = knots(new Random(n), n);
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                y[i] = 1 + Math.pow(x[i] - 2, degree);
            }
            CubicSpline spline = new CubicSpline("f", x, y, Ends.NOT_A_KNOT, true);
            for (double t = x[0]; t < x[n - 1]; t += 0.03) {
                assertEquals(1 + Math.pow(t - 2, degree), spline.at(t, 0), 1e-11);
                assertEquals(degree * Math.pow(t - 2, degree - 1), spline.at(t, 1), 1e-10);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Ends.class)
    void isTwiceContinuouslyDifferentiableAndGoesThroughThePoints(Ends ends) {
        Random random = new Random(3);
        double[] x = knots(random, 9);
        double[] y = random.doubles(9, -1, 1).toArray();
        CubicSpline spline = new CubicSpline("f", x, y, ends, true);
        for (int i = 0; i < x.length; i++) {
            assertEquals(y[i], spline.at(x[i], 0), 1e-12);
            boolean inside = i > 0 && i < x.length - 1;
            for (int order = 0; order <= (inside || ends == Ends.NATURAL ? 2 : 1); order++) {
                double jump = spline.at(x[i] + 1e-9, order) - spline.at(x[i] - 1e-9, order);
                double slope =
                        Math.abs(spline.at(x[i] + 1e-9, order + 1)) + Math.abs(spline.at(x[i] - 1e-9, order + 1));
                assertEquals(0, jump, 1e-10 + 3e-9 * slope, "order " + order);
            }
        }
        double third = spline.at(x[0] + 1e-3, 3) - spline.at(x[1] + 1e-3, 3);
        assertEquals(ends == Ends.NOT_A_KNOT, Math.abs(third) < 1e-9);
    }

    @Test
    void goesOnAlongItsTangentsOrIsUndefined() {
        double[] x = {0, 1, 2, 4};
        double[] y = {1, 0, 2, 1};
        CubicSpline line = new CubicSpline("f", x, y, Ends.NOT_A_KNOT, true);
        CubicSpline none = new CubicSpline("f", x, y, Ends.NOT_A_KNOT, false);
        assertEquals(1 - 3 * line.at(0, 1), line.at(-3, 0), 1e-12);
        assertEquals(1 + 2 * line.at(4, 1), line.at(6, 0), 1e-12);
        assertEquals(0, line.at(6, 2));
        assertTrue(Double.isNaN(none.at(4.1, 0)) && Double.isNaN(none.at(-0.1, 1)));
        assertTrue(none.mayBeUndefined(new Interval(0, 5)));
        assertFalse(none.mayBeUndefined(new Interval(0, 4)) || line.mayBeUndefined(new Interval(-9, 9)));
    }

    /** Exact derivatives of expressions with curves: central differences, and the compiled code against the interpreter. */
    @Test
    void derivativesAreThoseOfTheFunctionInterpretedAndCompiled() {
        ExpressionGraph graph = new ExpressionGraph();
        Variable x = graph.variable("x");
        Variable y = graph.variable("y");
        Random random = new Random(11);
        CubicSpline spline = random(random, 6, Ends.NOT_A_KNOT);
        Expression inner = graph.add(graph.apply(UnaryFunction.SIN, x), graph.multiply(graph.constant(2), y));
        Expression f = graph.multiply(x, graph.apply(spline, 0, inner));
        Expression g = graph.multiply(f, graph.apply(new Step(0.7, 0), 0, graph.subtract(x, y)));
        List<Variable> inputs = List.of(x, y);
        Derivatives derivatives = new Derivatives(graph);
        List<Expression> gradient = derivatives.gradient(g, inputs);
        List<Expression> all = new java.util.ArrayList<>(List.of(g));
        all.addAll(gradient);
        all.addAll(derivatives.tangent(gradient, x));
        all.addAll(derivatives.tangent(gradient, y));
        Interpreter interpreter = new Interpreter(all, inputs);
        CompiledFunction compiled = new CompiledFunction(all, inputs);
        double[] value = new double[all.size()];
        double[] other = new double[all.size()];
        double[] left = new double[all.size()];
        double[] right = new double[all.size()];
        double h = 1e-5;
        for (int trial = 0; trial < 200; trial++) {
            double[] at = {random.nextDouble() * 2 - 1, random.nextDouble() * 2 - 0.5};
            interpreter.evaluate(at, value);
            compiled.evaluate(at, other);
            for (int i = 0; i < value.length; i++) {
                assertEquals(value[i], other[i], 1e-13 * (1 + Math.abs(value[i])));
            }
            for (int v = 0; v < 2; v++) {
                at[v] += h;
                interpreter.evaluate(at, right);
                at[v] -= 2 * h;
                interpreter.evaluate(at, left);
                at[v] += h;
                assertEquals((right[0] - left[0]) / (2 * h), value[1 + v], 1e-6 * (1 + Math.abs(value[1 + v])));
                assertEquals((right[1] - left[1]) / (2 * h), value[3 + 2 * v], 1e-2 * (1 + Math.abs(value[3 + 2 * v])));
                assertEquals((right[2] - left[2]) / (2 * h), value[4 + 2 * v], 1e-2 * (1 + Math.abs(value[4 + 2 * v])));
            }
        }
    }

    @Test
    void rangesHoldAllValues() {
        Random random = new Random(5);
        for (int trial = 0; trial < 50; trial++) {
            CubicSpline spline = random(random, 2 + random.nextInt(6), trial % 2 == 0 ? Ends.NATURAL : Ends.NOT_A_KNOT);
            Curve curve = trial % 5 == 4 ? new Step(0.3, 0) : spline;
            double a = random.nextDouble() * 6 - 2;
            Interval x = new Interval(a, a + random.nextDouble() * 3);
            for (int order = 0; order <= 3; order++) {
                Interval range = curve.range(x, order);
                for (int i = 0; i <= 40; i++) {
                    double value = curve.at(x.lower() + i * (x.upper() - x.lower()) / 40, order);
                    assertTrue(range.contains(value), () -> value + " outside " + range);
                }
            }
        }
        assertTrue(random(random, 4, Ends.NATURAL).range(Interval.WHOLE, 0).upper() > 1e300
                || random(random, 4, Ends.NATURAL).range(Interval.WHOLE, 0).lower() < -1e300);
    }

    /** Of two arguments: exact for products of cubics, through the points, and the same if x and y change places. */
    @Test
    void tensorProductsReproduceBicubicPolynomials() {
        ExpressionGraph graph = new ExpressionGraph();
        double[] x = knots(new Random(1), 5);
        double[] y = knots(new Random(2), 6);
        double[][] z = new double[5][6];
        double[][] transposed = new double[6][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 6; j++) {
                z[i][j] = (1 - x[i] * x[i]) * (2 + y[j] * y[j] * y[j]);
                transposed[j][i] = z[i][j];
            }
        }
        List<Variable> inputs = List.of(graph.variable("x"), graph.variable("y"));
        Expression f = TabulatedFunction.of("f", x, y, z, Ends.NOT_A_KNOT, true).apply(graph, List.copyOf(inputs));
        Expression g = TabulatedFunction.of("g", y, x, transposed, Ends.NOT_A_KNOT, true)
                .apply(graph, List.of(inputs.get(1), inputs.get(0)));
        Interpreter both = new Interpreter(List.of(f, g), inputs);
        double[] value = new double[2];
        Random random = new Random(7);
        for (int trial = 0; trial < 50; trial++) {
            double s = x[0] + random.nextDouble() * (x[4] - x[0]);
            double t = y[0] + random.nextDouble() * (y[5] - y[0]);
            both.evaluate(new double[] {s, t}, value);
            double exact = (1 - s * s) * (2 + t * t * t);
            assertEquals(exact, value[0], 1e-10 * (1 + Math.abs(exact)));
            assertEquals(exact, value[1], 1e-10 * (1 + Math.abs(exact)));
        }
    }
}
