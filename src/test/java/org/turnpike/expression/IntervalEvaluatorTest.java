package org.turnpike.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalEvaluatorTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private final ExpressionGraph graph = new ExpressionGraph();
    private final Variable x = graph.variable("x");
    private final Variable y = graph.variable("y");

    private Interval bound(Expression e, double lower, double upper) {
        return new IntervalEvaluator(Map.of(x, new Interval(lower, upper))).interval(e);
    }

    private boolean undefined(Expression e, double lower, double upper) {
        return new IntervalEvaluator(Map.of(x, new Interval(lower, upper))).mayBeUndefined(e);
    }

    private Expression power(double exponent) {
        return graph.power(x, graph.constant(exponent));
    }

    private Expression apply(UnaryFunction f) {
        return graph.apply(f, x);
    }

    private static void assertClose(double lower, double upper, Interval actual) {
        assertTrue(
                actual.lower() <= lower && Math.nextUp(Math.nextUp(actual.lower())) >= lower,
                actual + " lower " + lower);
        assertTrue(
                actual.upper() >= upper && Math.nextDown(Math.nextDown(actual.upper())) <= upper,
                actual + " upper " + upper);
    }

    @Test
    void exactSumsKeepZeroExact() {
        assertEquals(new Interval(0, INF), bound(graph.subtract(x, graph.constant(1)), 1, INF));
        assertEquals(new Interval(-1, 2), bound(graph.negate(x), -2, 1));
    }

    @Test
    void integerPowersKnowTheirSign() {
        assertEquals(new Interval(0, 9), bound(power(2), -3, 2));
        assertEquals(new Interval(-27, 8), bound(power(3), -3, 2));
        assertClose(0.25, INF, bound(power(-2), -2, 1));
        assertClose(-INF, -0.125, bound(power(-3), -2, 0));
        assertEquals(Interval.WHOLE, bound(power(-3), -2, 1));
        assertTrue(undefined(power(-2), -2, 1));
        assertFalse(undefined(power(2), -2, 1));
    }

    @Test
    void divisionThroughZero() {
        Expression reciprocal = graph.divide(graph.constant(1), x);
        assertEquals(Interval.WHOLE, bound(reciprocal, -1, 2));
        assertEquals(new Interval(0.5, INF), bound(reciprocal, 0, 2));
        assertEquals(new Interval(-INF, -0.5), bound(reciprocal, -2, 0));
        assertTrue(undefined(reciprocal, 0, 2));
        assertFalse(undefined(reciprocal, 1, 2));
    }

    @Test
    void sineFindsItsExtrema() {
        assertEquals(new Interval(-1, 1), bound(apply(UnaryFunction.SIN), 0, 7));
        assertClose(0, 1, bound(apply(UnaryFunction.SIN), 0, Math.PI));
        assertClose(Math.sin(-1), Math.sin(1), bound(apply(UnaryFunction.SIN), -1, 1));
        assertClose(-1, Math.cos(4), bound(apply(UnaryFunction.COS), 3, 4));
        assertEquals(new Interval(-1, 1), bound(apply(UnaryFunction.COS), -INF, INF));
    }

    @Test
    void domainsAreClippedAndReported() {
        assertEquals(new Interval(0, 2), bound(apply(UnaryFunction.SQRT), -1, 4));
        assertTrue(undefined(apply(UnaryFunction.SQRT), -1, 4));
        assertFalse(undefined(apply(UnaryFunction.SQRT), 0, 4));
        assertEquals(-INF, bound(apply(UnaryFunction.LOG), -1, 1).lower());
        assertEquals(0, bound(apply(UnaryFunction.LOG), -1, 1).upper());
        assertTrue(undefined(apply(UnaryFunction.LOG), 0, 1));
        assertEquals(Interval.WHOLE, bound(apply(UnaryFunction.LOG), -2, -1));
        assertClose(0, Math.PI, bound(apply(UnaryFunction.ACOS), -5, 5));
        assertEquals(Interval.WHOLE, bound(apply(UnaryFunction.TAN), 1, 2));
        assertTrue(undefined(apply(UnaryFunction.TAN), 1, 2));
    }

    @Test
    void exponentialOfTheHalfLineStaysBelowOne() {
        assertEquals(new Interval(0, 1), bound(apply(UnaryFunction.EXP), -INF, 0));
    }

    @Test
    void knownNodesAreIntersected() {
        Expression difference = graph.subtract(y, x);
        IntervalEvaluator evaluator = new IntervalEvaluator(
                Map.of(x, new Interval(0, 2), y, new Interval(1, 5), difference, new Interval(0, INF)));
        assertEquals(new Interval(0, 5), evaluator.interval(difference));
    }

    /** 5,000 expressions, 40 points each: every value lies inside, and a box without the flag has no undefined point. */
    @Test
    void valuesOfRandomFormulasLieInside() {
        Random random = new Random(20240229);
        int compared = 0;
        int narrowing = 0;
        for (int trial = 0; trial < 5000; trial++) {
            ExpressionGraph own = new ExpressionGraph();
            List<Variable> variables = List.of(own.variable("a"), own.variable("b"), own.variable("c"));
            Expression e = RandomFormulas.draw(own, variables, 1 + random.nextInt(8), random);
            Map<Variable, Interval> box = new HashMap<>();
            for (Variable v : variables) {
                double low = random.nextInt(3) == 0 ? random.nextInt(5) - 2 : 4 * random.nextDouble() - 2;
                box.put(v, new Interval(low, low + (random.nextInt(6) == 0 ? 0 : 3 * random.nextDouble())));
            }
            IntervalEvaluator evaluator = new IntervalEvaluator(box);
            Interval bound = evaluator.interval(e);
            Interpreter interpreter = new Interpreter(List.of(e), variables);
            double[] point = new double[3];
            double[] value = new double[1];
            for (int sample = 0; sample < 40; sample++) {
                for (int i = 0; i < 3; i++) {
                    Interval side = box.get(variables.get(i));
                    int corner = random.nextInt(5);
                    double inside = side.lower() + random.nextDouble() * (side.upper() - side.lower());
                    point[i] = corner == 0 ? side.lower() : corner == 1 ? side.upper() : Math.min(inside, side.upper());
                }
                interpreter.evaluate(point, value);
                boolean defined = interpreter.firstUndefined(point) == null;
                String where = e + " at " + java.util.Arrays.toString(point) + " = " + value[0] + ", box " + box
                        + ", bound " + bound;
                assertTrue(Double.isNaN(value[0]) || !defined || bound.contains(value[0]), where);
                boolean overflow = Math.max(Math.abs(bound.lower()), Math.abs(bound.upper())) > 1e100;
                assertTrue(!Double.isNaN(value[0]) || evaluator.mayBeUndefined(e) || overflow, where);
                compared++;
            }
            if (!bound.equals(Interval.WHOLE)) {
                narrowing++;
            }
        }
        assertEquals(200000, compared);
        assertTrue(narrowing > 2500, narrowing + " bounds say something");
    }
}
