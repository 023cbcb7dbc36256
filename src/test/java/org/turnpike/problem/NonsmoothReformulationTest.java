package org.turnpike.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

class NonsmoothReformulationTest {
    private static final Range UNIT = new Range(-1, 1);
    private static final Range BELOW_ONE = new Range(Double.NEGATIVE_INFINITY, 1);
    private static final Range ABOVE_ONE = new Range(1, Double.POSITIVE_INFINITY);
    private static final Range ABOVE_ZERO = new Range(0, Double.POSITIVE_INFINITY);
    private final SmallProblem p = new SmallProblem();

    private String refusal() {
        return assertThrows(InputException.class, () -> NonsmoothReformulation.of(p.build()))
                .getMessage();
    }

    private static void assertContains(String part, String message) {
        assertTrue(message.contains(part), message);
    }

    @Test
    void smoothProblemsAreLeftAlone() {
        Variable u = p.control("u", UNIT);
        p.running = p.square(u);
        OptimalControlProblem problem = p.build();
        assertSame(problem, NonsmoothReformulation.of(problem));
    }

    @Test
    void absoluteControlIsSplit() {
        Variable u = p.control("u", UNIT);
        p.running = p.abs(u);
        p.guess[0] = -0.5;
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals(
                List.of("u", "|u| split"),
                q.controls().stream().map(Control::name).toList());
        assertTrue(q.controls().get(1).auxiliary());
        assertEquals(ABOVE_ZERO, q.controls().get(1).bounds());
        assertEquals("u + 2*|u| split", q.objective().running().toString());
        assertEquals(1, q.path().size());
        assertEquals("|u| split", q.path().get(0).name());
        assertEquals("u + |u| split", q.path().get(0).function().toString());
        assertEquals(ABOVE_ZERO, q.path().get(0).range());
        double v = q.guess().controls().get(1).at(0, 0, 1);
        assertTrue(v > 0.5 && v < 0.55, "strictly inside " + v);
    }

    @Test
    void boundsDecideBranchesEverywhere() {
        Variable x = p.state("x", new Range(0, 5));
        Variable u = p.control("u", new Range(-3, -1));
        p.dynamics.set(0, p.graph.multiply(p.abs(u), p.max(x, p.number(-1))));
        p.running = p.graph.apply(UnaryFunction.SIGN, u);
        p.maximize = true;
        p.path("both", p.graph.add(p.abs(x), p.min(u, x)), UNIT);
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals("-(x*u)", q.dynamics().get(0).toString());
        assertTrue(q.objective().running().is(-1));
        assertEquals(p.graph.add(x, u), q.path().get(0).function());
        assertEquals(UNIT, q.path().get(0).range());
        assertEquals(1, q.controls().size());
    }

    @Test
    void horizonLengthIsPositive() {
        p.end = new Range(-1, 5);
        p.endpoint = p.abs(p.graph.subtract(p.endTime, p.startTime));
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals(p.graph.subtract(p.endTime, p.startTime), q.objective().endpoint());
    }

    @Test
    void boundOnAnAbsoluteValueNeedsNoUnknown() {
        Variable u = p.control("u", new Range(-5, 5));
        Variable v = p.control("v", new Range(-5, 5));
        p.path("|u| <= 1", p.abs(u), BELOW_ONE);
        p.path(
                "0 <= 2|u| + 1 <= 3",
                p.graph.add(p.graph.multiply(p.number(2), p.abs(u)), p.number(1)),
                new Range(0, 3));
        p.path("norm <= 1", p.sqrt(p.graph.add(p.square(u), p.square(v))), BELOW_ONE);
        p.path("| |u| - 1 | <= 2", p.abs(p.graph.subtract(p.abs(u), p.number(1))), new Range(-9, 2));
        p.path("|u| >= 0", p.abs(u), ABOVE_ZERO);
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals(2, q.controls().size());
        assertEquals(4, q.path().size());
        assertEquals(new PathConstraint("|u| <= 1", u, UNIT), q.path().get(0));
        assertEquals(new PathConstraint("0 <= 2|u| + 1 <= 3", u, UNIT), q.path().get(1));
        assertEquals(
                new PathConstraint("norm <= 1", p.graph.add(p.square(u), p.square(v)), BELOW_ONE),
                q.path().get(2));
        assertEquals(
                new PathConstraint("| |u| - 1 | <= 2", u, new Range(-3, 3)),
                q.path().get(3));
    }

    @Test
    void inequalityAffineInOneTermBecomesItsBranches() {
        Variable x = p.state("x", new Range(-5, 5));
        Variable u = p.control("u", new Range(-5, 5));
        p.path("c", p.graph.add(x, p.abs(u)), BELOW_ONE);
        p.path("d", p.graph.subtract(x, p.max(u, p.number(0))), new Range(-1, Double.POSITIVE_INFINITY));
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals(
                List.of("c", "c (2)", "d", "d (2)"),
                q.path().stream().map(PathConstraint::name).toList());
        assertEquals(p.graph.add(x, u), q.path().get(0).function());
        assertEquals(p.graph.subtract(x, u), q.path().get(1).function());
        assertEquals(1, q.controls().size());
    }

    @Test
    void nonlinearUseKeepsTheTermInItsDomain() {
        Variable u = p.control("u", UNIT);
        p.running = p.sqrt(p.abs(u));
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals(
                new Control("|u|", p.graph.variable("|u|"), ABOVE_ZERO, true),
                q.controls().get(1));
        assertEquals(
                List.of("|u| epigraph", "|u| epigraph (2)"),
                q.path().stream().map(PathConstraint::name).toList());
    }

    @Test
    void domainsAreConstraintsToo() {
        Variable u = p.control("u", new Range(-3, 3));
        p.running = p.sqrt(p.graph.subtract(p.abs(u), p.number(1)));
        assertContains("the bounds do not settle", refusal());
        p.running = p.sqrt(p.graph.subtract(p.number(3), p.abs(u)));
        p.maximize = true;
        assertEquals(
                new Range(0, 3),
                NonsmoothReformulation.of(p.build()).controls().get(1).bounds());
    }

    @Test
    void endpointTermsBecomeParameters() {
        State x;
        p.state("x", UNIT);
        x = p.states.get(0);
        Variable rho = p.parameter("rho", UNIT, 0.25);
        p.endpoint = p.graph.add(p.abs(p.graph.subtract(x.atEnd(), rho)), p.max(x.atStart(), rho));
        p.running = p.abs(rho);
        p.guess[0] = -0.5;
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals(0, q.controls().size());
        assertEquals(4, q.parameters().size());
        assertEquals("rho", q.parameters().get(0).name());
        assertEquals(4, q.guess().parameters().length);
        assertEquals(0, q.path().size());
        assertEquals(3, q.boundary().size());
        for (int i = 1; i < 4; i++) {
            assertTrue(q.parameters().get(i).auxiliary());
            assertTrue(q.guess().parameters()[i] > 0);
        }
    }

    @Test
    void normInTheCostIsAConeAndInTheDynamicsStays() {
        Variable x = p.state("x", UNIT);
        Variable u = p.control("u", UNIT);
        Expression norm = p.sqrt(p.graph.add(p.square(x), p.square(u)));
        p.running = norm;
        p.dynamics.set(0, norm);
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertSame(norm, q.dynamics().get(0));
        assertSame(q.controls().get(1).variable(), q.objective().running());
        assertEquals(4e-8 * Math.sqrt(2), q.controls().get(1).bounds().lower(), 1e-22);
        assertEquals(1, q.path().size());
        Variable s = q.controls().get(1).variable();
        assertEquals(
                p.graph.subtract(s, p.graph.divide(p.graph.add(p.square(x), p.square(u)), s)),
                q.path().get(0).function());
        p.running = p.sqrt(p.graph.add(p.number(0.01), p.square(u)));
        assertSame(p.running, NonsmoothReformulation.of(p.build()).objective().running());
        p.running = p.sqrt(p.square(u));
        assertEquals(
                "|u| split",
                NonsmoothReformulation.of(p.build()).controls().get(1).name());
    }

    @Test
    void factorSignsDecideCurvature() {
        Variable x = p.state("x", new Range(0, 1));
        Variable u = p.control("u", UNIT);
        p.running = p.graph.multiply(x, p.abs(u));
        assertFalse(SmallProblem.hasKink(
                NonsmoothReformulation.of(p.build()).objective().running()));
        p.running = p.graph.divide(p.min(u, x), p.graph.subtract(x, p.number(2)));
        assertFalse(SmallProblem.hasKink(
                NonsmoothReformulation.of(p.build()).objective().running()));
        // (2 − |x − u|)|u| grows with |u| only because |x − u| ≤ 2, and falls with |x − u|
        p.running = p.graph.multiply(p.graph.subtract(p.number(2), p.abs(p.graph.subtract(x, u))), p.abs(u));
        assertContains("the curvature is the wrong way", refusal());
    }

    @Test
    void upperBoundsOfAuxiliariesAreUsedWhereNeeded() {
        Variable u = p.control("u", UNIT);
        // sin grows on [0, 1] but not beyond π/2
        p.running = p.graph.apply(UnaryFunction.SIN, p.abs(u));
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals(new Range(0, 1), q.controls().get(1).bounds());
    }

    @Test
    void maximisingAnAbsoluteValueIsRefused() {
        Variable u = p.control("u", UNIT);
        p.running = p.abs(u);
        p.maximize = true;
        String message = refusal();
        assertContains("|u| in the integral cost to be maximised", message);
        assertContains("curvature is the wrong way", message);
        assertContains("sign of u", message);
        assertContains("sqrt(u^2 + 1e-6)", message);
    }

    @Test
    void dynamicsEqualitiesAndChainsAreRefused() {
        Variable x = p.state("x", UNIT);
        Variable u = p.control("u", UNIT);
        p.dynamics.set(0, p.abs(u));
        assertContains("|u| in the dynamics of x", refusal());
        p.dynamics.set(0, u);
        p.path("x + |u| = 1", p.graph.add(x, p.abs(u)), Range.fixed(1));
        assertContains("|u| in the path constraint x + |u| = 1", refusal());
        assertContains("equality", refusal());
        p.path.clear();
        p.path("|u| >= 1", p.abs(u), ABOVE_ONE);
        assertContains("curvature is the wrong way", refusal());
        p.path.clear();
        p.running = p.graph.multiply(x, p.abs(u));
        assertContains("the bounds do not settle", refusal());
        p.running = p.graph.apply(UnaryFunction.SIGN, u);
        assertContains("it jumps at 0", refusal());
        p.running = p.abs(p.graph.subtract(p.abs(u), x));
        assertContains("inside the bars", refusal());
    }

    @Test
    void integralOfAnAbsoluteValue() {
        Variable u = p.control("u", UNIT);
        p.integrals.add(new IntegralConstraint("fuel", p.abs(u), new Range(0, 0.5)));
        OptimalControlProblem q = NonsmoothReformulation.of(p.build());
        assertEquals("fuel", q.integrals().get(0).name());
        assertEquals(
                new Range(Double.NEGATIVE_INFINITY, 0.5), q.integrals().get(0).range());
        assertEquals("u + 2*|u| split", q.integrals().get(0).integrand().toString());
        p.integrals.set(0, new IntegralConstraint("fuel", p.abs(u), Range.fixed(0.5)));
        assertContains("|u| in the integral constraint fuel", refusal());
    }

    /** Grid search over Euler controls: x′ = u from 1, cost Σ h(|u| + 2 max(x − 1/2, −x)); auxiliaries on the same grid. */
    @Test
    void gridOptimaAgree() {
        Variable x = p.state("x", new Range(-4, 4));
        Variable u = p.control("u", new Range(-2, 2));
        p.dynamics.set(0, u);
        Expression kink = p.max(p.graph.subtract(x, p.number(0.5)), p.graph.negate(x));
        p.running = p.graph.add(p.abs(u), p.graph.multiply(p.number(2), kink));
        OptimalControlProblem original = p.build();
        OptimalControlProblem smooth = NonsmoothReformulation.of(original);
        double expected = best(original, 1, 3);
        double actual = best(smooth, 1, 3);
        // all grid values are dyadic: no rounding
        assertEquals(expected, actual, 0);
        assertTrue(expected > 0);
    }

    /** The least cost of Euler steps of length 1/4 over controls in multiples of 1/2 (auxiliaries: from 0 to 4). */
    private static double best(OptimalControlProblem q, double x, int steps) {
        if (steps == 0) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        List<Variable> inputs = new java.util.ArrayList<>(q.stateVariables());
        inputs.addAll(q.controlVariables());
        List<Expression> outputs =
                new java.util.ArrayList<>(List.of(q.objective().running()));
        q.path().forEach(constraint -> outputs.add(constraint.function()));
        Interpreter interpreter = new Interpreter(outputs, inputs);
        double[] value = new double[outputs.size()];
        for (double u = -2; u <= 2; u += 0.5) {
            double cheapest = Double.POSITIVE_INFINITY;
            int auxiliaries = q.controls().size() - 1;
            int combinations = (int) Math.pow(17, auxiliaries);
            for (int k = 0; k < combinations; k++) {
                double[] input = new double[inputs.size()];
                input[0] = x;
                input[1] = u;
                for (int j = 0, rest = k; j < auxiliaries; j++, rest /= 17) {
                    input[2 + j] = rest % 17 * 0.25;
                }
                interpreter.evaluate(input, value);
                boolean feasible = true;
                for (int c = 0; c < q.path().size(); c++) {
                    feasible &= q.path().get(c).range().contains(value[1 + c]);
                }
                if (feasible) {
                    cheapest = Math.min(cheapest, value[0]);
                }
            }
            least = Math.min(least, cheapest / 4 + best(q, x + u / 4, steps - 1));
        }
        return least;
    }

    /**
     * Random problems with nested kinks. Where accepted: tight auxiliaries are feasible and give the original cost; auxiliaries that
     * are feasible never give less; a point feasible for the new path constraints is feasible for the old and, with tight
     * auxiliaries, the other way round.
     */
    @Test
    void randomProblemsKeepCostAndFeasibility() {
        Random random = new Random(7);
        int accepted = 0;
        int relaxed = 0;
        for (int trial = 0; trial < 4000; trial++) {
            SmallProblem s = new SmallProblem();
            Variable x = s.state("x", new Range(-2, 3));
            Variable y = s.state("y", new Range(0.5, 2));
            Variable u = s.control("u", new Range(-1, 1));
            List<Variable> variables = List.of(x, y, u);
            s.running = draw(s, variables, 2 + random.nextInt(5), random);
            s.maximize = random.nextInt(4) == 0;
            Expression g = draw(s, variables, 2 + random.nextInt(4), random);
            double level = random.nextInt(5) - 1;
            s.path("g", g, random.nextBoolean() ? new Range(Double.NEGATIVE_INFINITY, level) : new Range(level, 1e300));
            OptimalControlProblem original = s.build();
            OptimalControlProblem smooth;
            try {
                smooth = NonsmoothReformulation.of(original, 0);
            } catch (InputException refused) {
                continue;
            }
            if (!smooth.parameters().isEmpty()) {
                continue; // a term of constants alone, undefined
            }
            accepted++;
            assertFalse(SmallProblem.hasKink(smooth.objective().running()), () -> smooth.objective() + "");
            smooth.path().forEach(constraint -> assertFalse(SmallProblem.hasKink(constraint.function())));
            relaxed += compare(s, original, smooth, random);
        }
        assertTrue(accepted > 600, accepted + " accepted");
        assertTrue(relaxed > 2000, relaxed + " relaxed points compared");
    }

    private static int compare(
            SmallProblem s, OptimalControlProblem original, OptimalControlProblem smooth, Random random) {
        List<Variable> inputs = new java.util.ArrayList<>(smooth.stateVariables());
        inputs.addAll(smooth.controlVariables());
        List<Expression> before =
                List.of(original.objective().running(), original.path().get(0).function());
        List<Expression> after =
                new java.util.ArrayList<>(List.of(smooth.objective().running()));
        smooth.path().forEach(constraint -> after.add(constraint.function()));
        Interpreter old = new Interpreter(before, inputs);
        Interpreter now = new Interpreter(after, inputs);
        double[] oldValue = new double[2];
        double[] newValue = new double[after.size()];
        int relaxed = 0;
        for (int sample = 0; sample < 30; sample++) {
            s.guess[0] = -2 + 5 * random.nextDouble();
            s.guess[1] = 0.5 + 1.5 * random.nextDouble();
            s.guess[2] = random.nextInt(5) == 0 ? 0 : 2 * random.nextDouble() - 1;
            double[] input = new double[inputs.size()];
            System.arraycopy(s.guess, 0, input, 0, 3);
            for (int j = 3; j < input.length; j++) {
                input[j] = smooth.guess().controls().get(j - 2).at(0, 0, 1);
            }
            if (atApex(smooth, input)) {
                continue;
            }
            old.evaluate(input, oldValue);
            if (old.firstUndefined(input) != null || Math.abs(oldValue[0]) > 1e6 || Math.abs(oldValue[1]) > 1e6) {
                continue;
            }
            double slack = 1e-9 * (1 + Math.abs(oldValue[0]) + Math.abs(oldValue[1]));
            String where = original.objective() + " " + original.path() + " -> " + smooth.objective() + " "
                    + smooth.path() + " at " + java.util.Arrays.toString(input);
            boolean oldFeasible = violation(original.path().get(0).range(), oldValue[1]) <= slack;
            now.evaluate(input, newValue);
            assertEquals(oldValue[0], newValue[0], slack, where);
            if (oldFeasible) {
                assertTrue(violation(smooth, newValue) <= 10 * slack, where);
            }
            for (int j = 3; j < input.length; j++) {
                Range bounds = smooth.controls().get(j - 2).bounds();
                double moved = input[j] + (random.nextBoolean() ? 1 : 0.1) * random.nextGaussian();
                input[j] = Math.min(Math.max(moved, bounds.lower()), bounds.upper());
            }
            now.evaluate(input, newValue);
            if (input.length > 3 && violation(smooth, newValue) == 0) {
                relaxed++;
                double sense = s.maximize ? -1 : 1;
                boolean undefined = Double.isNaN(newValue[0]);
                assertTrue(undefined || sense * newValue[0] >= sense * oldValue[0] - slack, where + " cheaper");
                assertTrue(oldFeasible, where + " infeasible for the original");
            }
        }
        return relaxed;
    }

    /** Whether a norm vanishes, where its auxiliary is not exact. */
    private static boolean atApex(OptimalControlProblem smooth, double[] input) {
        for (int j = 3; j < input.length; j++) {
            double lower = smooth.controls().get(j - 2).bounds().lower();
            if (lower > 0 && lower < 1e-4 && input[j] == lower) {
                return true;
            }
        }
        return false;
    }

    private static double violation(OptimalControlProblem problem, double[] values) {
        double worst = 0;
        for (int c = 0; c < problem.path().size(); c++) {
            double violation = violation(problem.path().get(c).range(), values[1 + c]);
            worst = Math.max(worst, Double.isNaN(violation) ? Double.POSITIVE_INFINITY : violation);
        }
        return worst;
    }

    private static double violation(Range range, double value) {
        return Math.max(0, Math.max(range.lower() - value, value - range.upper()));
    }

    private static Expression draw(SmallProblem s, List<Variable> variables, int operations, Random random) {
        if (operations == 0) {
            return random.nextInt(4) == 0
                    ? s.number(random.nextInt(5) - 2)
                    : variables.get(random.nextInt(variables.size()));
        }
        int left = random.nextInt(operations);
        int right = operations - 1 - left;
        return switch (random.nextInt(12)) {
            case 0, 1 -> s.abs(draw(s, variables, operations - 1, random));
            case 2, 3 -> s.max(draw(s, variables, left, random), draw(s, variables, right, random));
            case 4 -> s.min(draw(s, variables, left, random), draw(s, variables, right, random));
            case 5, 6 -> s.graph.add(draw(s, variables, left, random), draw(s, variables, right, random));
            case 7 -> s.graph.subtract(draw(s, variables, left, random), draw(s, variables, right, random));
            case 8 -> s.graph.multiply(draw(s, variables, left, random), draw(s, variables, right, random));
            case 9 ->
                s.sqrt(s.graph.add(
                        s.square(draw(s, variables, left, random)), s.square(draw(s, variables, right, random))));
            case 10 -> s.square(draw(s, variables, operations - 1, random));
            default ->
                s.graph.apply(
                        random.nextBoolean() ? UnaryFunction.EXP : UnaryFunction.SQRT,
                        draw(s, variables, operations - 1, random));
        };
    }
}
