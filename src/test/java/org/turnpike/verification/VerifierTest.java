package org.turnpike.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.turnpike.expression.Expression;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;

class VerifierTest {
    private static final double[] NO_PARAMETERS = {};
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static Verification verify(OptimalControlProblem problem, Trajectory trajectory) {
        return new Verifier(problem).verify(trajectory, NO_PARAMETERS, Double.NaN);
    }

    private static void assertWorst(String name, double time, double amount, Verification verification) {
        Verification.Violation worst = verification.constraintViolation();
        assertNotNull(worst);
        assertEquals(name, worst.name());
        assertEquals(time, worst.time(), 1e-12);
        assertEquals(amount, worst.amount(), 1e-12);
    }

    @Test
    void exactTrajectoryPasses() {
        double[] mesh = {0, 0.1, 0.25, 0.3, 0.5, 0.9, 1};
        Verification checks =
                verify(new DoubleIntegratorEnergy().problem(), DoubleIntegratorEnergy.trajectory(mesh, 1, 1));
        assertEquals(0, checks.dynamicsError(), 1e-13);
        assertEquals(0, checks.horizonError(), 1e-13);
        assertEquals(0, checks.hamiltonianDrift(), 1e-13);
        assertEquals(0, checks.argminResidual(), 1e-13);
        assertTrue(Double.isNaN(checks.kktResidual()));
        assertNotNull(checks.constraintViolation());
        assertEquals(0, checks.constraintViolation().amount(), 1e-13);
    }

    @Test
    void wrongControlIsFoundInDynamicsAndMinimum() {
        Verification checks = verify(
                new DoubleIntegratorEnergy().problem(),
                DoubleIntegratorEnergy.trajectory(ExactTrajectory.uniform(1, 10), 1.01, 1));
        // v is wrong by 1 % of its largest value 1.5, relative to 1 + 1.5.
        assertEquals(0.006, checks.horizonError(), 1e-12);
        // On the first interval v gains 0.54, 1 % of which is the largest error of one interval.
        assertEquals(0.0054 / 2.5, checks.dynamicsError(), 1e-12);
        // H(u) is a parabola with curvature 2 around the right u = 6 at t = 0.
        double h = 6.06 * 6.06 - 12 * 6.06;
        assertEquals(0.06 * 0.06 / (1 - h), checks.argminResidual(), 1e-10);
    }

    @Test
    void wrongSignOfCostatesIsFound() {
        Verification checks = verify(
                new DoubleIntegratorEnergy().problem(),
                DoubleIntegratorEnergy.trajectory(ExactTrajectory.uniform(1, 10), 1, -1));
        assertTrue(checks.argminResidual() > 0.1, "argmin " + checks.argminResidual());
        assertTrue(checks.hamiltonianDrift() > 0.1, "drift " + checks.hamiltonianDrift());
        assertEquals(0, checks.dynamicsError(), 1e-13);
    }

    @Test
    void driftIsMeasuredWithTheNodesCostatesAndTheMinimumWithTheStages() {
        Trajectory own = DoubleIntegratorEnergy.trajectory(4);
        double[] stages = own.stageCostates().clone();
        stages[3] += 0.5; // p₂ at the first midpoint, where u = 4.5: H falls by (0.5/2)².
        Trajectory disturbed = new Trajectory(
                own.mesh(),
                2,
                1,
                own.states(),
                own.slopePoints(),
                own.slopes(),
                own.controlPoints(),
                own.controls(),
                own.costates(),
                stages);
        Verification checks = verify(new DoubleIntegratorEnergy().problem(), disturbed);
        assertEquals(0, checks.hamiltonianDrift(), 1e-13);
        assertEquals(0.0625 / (1 + 36 - 0.5 * 4.5), checks.argminResidual(), 1e-12);
    }

    @Test
    void maximisedObjectiveHasCostatesOfTheMinimisedOne() {
        DoubleIntegratorEnergy example = new DoubleIntegratorEnergy();
        Expression negative =
                example.builder.graph.negate(example.builder.graph.power(example.u, example.builder.graph.constant(2)));
        OptimalControlProblem problem =
                example.builder.running(negative).maximize().build();
        Verification checks = verify(problem, DoubleIntegratorEnergy.trajectory(10));
        assertEquals(0, checks.hamiltonianDrift(), 1e-13);
        assertEquals(0, checks.argminResidual(), 1e-13);
    }

    @Test
    void stateBoundIsNamedWithItsTimeAlsoBetweenNodes() {
        DoubleIntegratorEnergy example = new DoubleIntegratorEnergy(new Range(-INFINITE, 1.4), Range.FREE);
        assertWorst("v <= 1.4", 0.5, 0.1, verify(example.problem(), DoubleIntegratorEnergy.trajectory(4)));
        // One interval has its nodes at rest.
        assertWorst("v <= 1.4", 0.5, 0.1, verify(example.problem(), DoubleIntegratorEnergy.trajectory(1)));
    }

    @Test
    void controlBoundIsNamed() {
        DoubleIntegratorEnergy example = new DoubleIntegratorEnergy(Range.FREE, new Range(-7, 5.5));
        assertWorst("-7 <= u <= 5.5", 0, 0.5, verify(example.problem(), DoubleIntegratorEnergy.trajectory(4)));
    }

    @Test
    void pathBoundaryIntegralParameterAndTimeAreNamed() {
        Trajectory exact = DoubleIntegratorEnergy.trajectory(4);

        DoubleIntegratorEnergy path = new DoubleIntegratorEnergy();
        path.builder.path("x + v <= 1.9", path.builder.graph.add(path.x, path.v), new Range(-INFINITE, 1.9));
        assertWorst("x + v <= 1.9", 0.625, 2.08984375 - 1.9, verify(path.problem(), exact));

        DoubleIntegratorEnergy boundary = new DoubleIntegratorEnergy();
        Variable xEnd = boundary.builder.graph.variable("x(end)");
        Variable vStart = boundary.builder.graph.variable("v(start)");
        boundary.builder.boundary(
                "x(end) - v(start) >= 1.25", boundary.builder.graph.subtract(xEnd, vStart), new Range(1.25, INFINITE));
        assertWorst("x(end) - v(start) >= 1.25", 1, 0.25, verify(boundary.problem(), exact));

        DoubleIntegratorEnergy integral = new DoubleIntegratorEnergy();
        integral.builder.integral(
                "energy",
                integral.builder.graph.power(integral.u, integral.builder.graph.constant(2)),
                new Range(-INFINITE, 11.5));
        assertWorst("integral energy <= 11.5", 1, 0.5, verify(integral.problem(), exact));

        DoubleIntegratorEnergy parameter = new DoubleIntegratorEnergy();
        parameter.builder.parameter("a", new Range(0, 2));
        Verification checks = new Verifier(parameter.problem()).verify(exact, new double[] {2.5}, Double.NaN);
        assertWorst("0 <= a <= 2", 0, 0.5, checks);

        DoubleIntegratorEnergy time = new DoubleIntegratorEnergy();
        time.builder.endTime(new Range(0.1, 0.75));
        assertWorst("0.1 <= t(end) <= 0.75", 1, 0.25, verify(time.problem(), exact));
    }

    @Test
    void wrongEndStateIsNamed() {
        ProblemBuilder b = new ProblemBuilder();
        Variable x = b.state("x", Range.FREE, Range.fixed(0), Range.fixed(1.125));
        Variable v = b.state("v", Range.FREE, Range.fixed(0), Range.FREE);
        Variable u = b.control("u", Range.FREE);
        b.dynamics(v, u);
        assertWorst("x(end) = 1.125", 1, 0.125, verify(b.build(), DoubleIntegratorEnergy.trajectory(4)));
        assertEquals("x", x.name());
    }

    /** Rest to rest over distance 1 with |u| ≤ 1 in least time 2: p = (−1, t − 1), H = 0. */
    private static Trajectory bangBang(double firstControl) {
        return ExactTrajectory.of(
                new double[] {0, 0.5, 1, 1.5, 2},
                new double[] {0, 1},
                (t, side) -> new double[] {t <= 1 ? t * t / 2 : 1 - (2 - t) * (2 - t) / 2, t <= 1 ? t : 2 - t},
                (t, side) -> new double[] {t <= 1 ? t : 2 - t, t < 1 || (t == 1 && side < 0) ? 1 : -1},
                (t, side) -> new double[] {t < 1 || (t == 1 && side < 0) ? firstControl : -1},
                (t, side) -> new double[] {-1, t - 1});
    }

    private static OptimalControlProblem leastTime() {
        ProblemBuilder b = new ProblemBuilder();
        b.state("x", Range.FREE, Range.fixed(0), Range.fixed(1));
        Variable v = b.state("v", Range.FREE, Range.fixed(0), Range.fixed(0));
        Variable u = b.control("u", new Range(-1, 1));
        return b.dynamics(v, u)
                .running(b.graph.constant(1))
                .endTime(new Range(0.1, 10))
                .build();
    }

    @Test
    void bangBangControlMinimisesAnAffineHamiltonian() {
        Verification checks = verify(leastTime(), bangBang(1));
        assertEquals(0, checks.dynamicsError(), 1e-13);
        assertEquals(0, checks.hamiltonianDrift(), 1e-13);
        assertEquals(0, checks.argminResidual(), 1e-13);
    }

    @Test
    void halfForceIsFarFromTheMinimum() {
        Verification checks = verify(leastTime(), bangBang(0.5));
        // At t = 0: H = 1 + (0 − 1) · 0.5 = 0.5 against 0 for full force.
        assertEquals(0.5 / 1.5, checks.argminResidual(), 1e-13);
    }

    /** Least ∫ |u| in time 3: full force until t₁, coasting, full brake from 3 − t₁. */
    private static Trajectory bangOffBang(double coasting) {
        double t1 = (3 - Math.sqrt(5)) / 2;
        double slope = 2 / (3 - 2 * t1);
        return ExactTrajectory.of(
                new double[] {0, t1, 3 - t1, 3},
                new double[] {0.5},
                (t, side) -> {
                    double late = Math.max(0, t - (3 - t1));
                    double v = Math.min(t, t1) - late;
                    double early = Math.min(t, t1);
                    return new double[] {early * early / 2 + t1 * Math.max(0, t - t1) - late * late / 2, v};
                },
                (t, side) -> new double[] {0, 0},
                (t, side) -> new double[] {t < t1 ? 1 : t < 3 - t1 ? coasting : -1},
                (t, side) -> new double[] {-slope, -1 + slope * (t - t1)});
    }

    @Test
    void absoluteValueInTheCostIsSearchedAcrossItsKink() {
        ProblemBuilder b = new ProblemBuilder();
        b.state("x", Range.FREE, Range.fixed(0), Range.fixed(1));
        Variable v = b.state("v", Range.FREE, Range.fixed(0), Range.fixed(0));
        Variable u = b.control("u", new Range(-1, 1));
        OptimalControlProblem problem = b.dynamics(v, u)
                .running(b.graph.apply(UnaryFunction.ABS, u))
                .endTime(Range.fixed(3))
                .build();
        Verification checks = verify(problem, bangOffBang(0));
        assertEquals(0, checks.dynamicsError(), 1e-13);
        assertEquals(0, checks.argminResidual(), 1e-13);
        // In the middle of the coasting arc p₂ = 0: a force of 0.1 costs 0.1 for nothing.
        double h = 0.1 - 2 / (3 - (3 - Math.sqrt(5))) * (3 - Math.sqrt(5)) / 2;
        assertEquals(0.1 / (1 + Math.abs(h)), verify(problem, bangOffBang(0.1)).argminResidual(), 1e-12);
    }

    /** x′ = u from 1, least ∫ u over unit time with x + u ≥ 0: u = −x, p = e^(t−1) − 1, H = −1/e. */
    private static Trajectory mixed(double shift) {
        return ExactTrajectory.of(
                ExactTrajectory.uniform(1, 200),
                new double[] {0, 0.5, 1},
                (t, side) -> new double[] {Math.exp(-t)},
                (t, side) -> new double[] {-Math.exp(-t)},
                (t, side) -> new double[] {shift - Math.exp(-t)},
                (t, side) -> new double[] {Math.exp(t - 1) - 1});
    }

    @Test
    void mixedConstraintsRestrictTheMinimum() {
        ProblemBuilder b = new ProblemBuilder();
        Variable x = b.state("x", Range.FREE, Range.fixed(1), Range.FREE);
        Variable u = b.control("u", Range.FREE);
        OptimalControlProblem problem = b.dynamics(u)
                .running(u)
                .path("x + u >= 0", b.graph.add(x, u), new Range(0, INFINITE))
                .build();
        Verification checks = verify(problem, mixed(0));
        assertEquals(0, checks.argminResidual(), 2e-8);
        assertEquals(0, checks.hamiltonianDrift(), 1e-10);
        // At t = 1: H = u, which may fall by the shift.
        assertEquals(
                0.01 / (1 + Math.exp(-1) - 0.01), verify(problem, mixed(0.01)).argminResidual(), 2e-8);
    }

    @Test
    void timeInTheProblemMakesDriftInapplicable() {
        DoubleIntegratorEnergy example = new DoubleIntegratorEnergy();
        example.builder.path(
                "x >= -t", example.builder.graph.add(example.x, example.builder.t), new Range(0, INFINITE));
        Verification checks = verify(example.problem(), DoubleIntegratorEnergy.trajectory(4));
        assertTrue(Double.isNaN(checks.hamiltonianDrift()));
        assertEquals(0, checks.argminResidual(), 1e-13);
    }

    @Test
    void undefinedDynamicsAreAnInfiniteError() {
        ProblemBuilder b = new ProblemBuilder();
        Variable x = b.state("x", Range.FREE, Range.FREE, Range.FREE);
        b.dynamics(b.graph.apply(UnaryFunction.SQRT, b.graph.subtract(x, b.graph.constant(2))));
        Trajectory trajectory = ExactTrajectory.of(
                new double[] {0, 1},
                new double[] {0},
                (t, side) -> new double[] {1},
                (t, side) -> new double[] {0},
                (t, side) -> new double[0],
                (t, side) -> new double[] {0});
        Verification checks = verify(b.build(), trajectory);
        assertEquals(INFINITE, checks.dynamicsError());
        assertEquals(INFINITE, checks.horizonError());
        assertTrue(Double.isNaN(checks.argminResidual()));
    }

    @Test
    void controlsOfReformulatedTermsAreIgnored() {
        Trajectory own = DoubleIntegratorEnergy.trajectory(4);
        double[] wider = new double[2 * own.controls().length];
        for (int i = 0; i < own.controls().length; i++) {
            wider[2 * i] = own.controls()[i];
            wider[2 * i + 1] = 1e9;
        }
        Trajectory extended = new Trajectory(
                own.mesh(),
                2,
                2,
                own.states(),
                own.slopePoints(),
                own.slopes(),
                own.controlPoints(),
                wider,
                own.costates(),
                own.stageCostates());
        Verification checks = verify(new DoubleIntegratorEnergy().problem(), extended);
        assertEquals(0, checks.dynamicsError(), 1e-13);
        assertEquals(0, checks.argminResidual(), 1e-13);
    }
}
