package org.turnpike.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.Trajectory;
import org.turnpike.verification.DoubleIntegratorEnergy;
import org.turnpike.verification.ExactTrajectory;
import org.turnpike.verification.ProblemBuilder;

/** The comparison can fail: exact solutions agree, and each perturbation of one is rejected for the right reason. */
class PerturbedSolutionTest {
    private static final double FIRST = (1 - 1 / Math.sqrt(5)) / 2;
    private static final double LAST = 1 - FIRST;
    private static final double ROOT = 2 * Math.sqrt(5);

    // --- a smooth solution: u = 6 − 12 t ---

    private static Solution energy(double[] mesh, double control, double costate) {
        return SampleSolutions.of(
                new DoubleIntegratorEnergy().problem(),
                DoubleIntegratorEnergy.trajectory(mesh, control, costate),
                12,
                List.of(new Arc(0, 1, "interior", "u")));
    }

    private static Verdict energyAgainst(double control, double costate) {
        double[] mesh = ExactTrajectory.uniform(1, 20);
        return ComparedSolutions.of(
                        energy(mesh, 1, 1),
                        energy(ExactTrajectory.uniform(1, 90), control, costate),
                        energy(ExactTrajectory.uniform(1, 40), 1, 1))
                .verdict();
    }

    @Test
    void exactSolutionsOnTwoMeshesAgree() {
        assertEquals(List.of(), energyAgainst(1, 1).reasons());
        assertTrue(energyAgainst(1, 1).agree());
    }

    @Test
    void aControlOffByOnePercentIsSeen() {
        Verdict verdict = energyAgainst(1.01, 1);
        assertFalse(verdict.agree());
        assertReason(verdict, "control u differs by 0\\.99 % in L1, most at t = .*");
    }

    @Test
    void aCostateWithTheWrongSignIsSeen() {
        Verdict verdict = energyAgainst(1, -1);
        assertReason(verdict, "costate of x differs by 200 % at t = .*");
        assertReason(verdict, "costate of v differs by 200 % at t = .*");
        assertReason(verdict, "u of the indirect solution does not minimise H: .*");
    }

    /** One of the two costates alone: the other is not blamed. */
    @Test
    void theCostateAtFaultIsNamed() {
        Solution right = energy(ExactTrajectory.uniform(1, 20), 1, 1);
        Solution wrong = changed(energy(ExactTrajectory.uniform(1, 90), 1, 1), t -> {
            double[] costates = t.costates().clone();
            for (int node = 0; node < t.mesh().length; node++) {
                costates[2 * node + 1] += 3 * Math.exp(-200 * Math.pow(t.mesh()[node] - 0.3, 2));
            }
            return withCostates(t, costates);
        });
        Verdict verdict = ComparedSolutions.of(right, wrong, energy(ExactTrajectory.uniform(1, 40), 1, 1))
                .verdict();
        assertReason(verdict, "costate of v differs by 25 % at t = 0\\.3000; .*");
        assertTrue(verdict.reasons().stream().noneMatch(r -> r.startsWith("costate of x")), verdict::toString);
    }

    @Test
    void aStateThatIsNotThatOfTheDynamicsIsSeen() {
        Solution right = energy(ExactTrajectory.uniform(1, 20), 1, 1);
        Solution wrong = changed(energy(ExactTrajectory.uniform(1, 90), 1, 1), t -> {
            double[] states = t.states().clone();
            states[2 * 45] += 0.02;
            return withStates(t, states);
        });
        Verdict verdict = ComparedSolutions.of(right, wrong, energy(ExactTrajectory.uniform(1, 40), 1, 1))
                .verdict();
        assertReason(verdict, "state x differs by 2\\.0 % at t = 0\\.5000; .*");
        assertReason(verdict, "the indirect solution does not satisfy its dynamics: .*");
    }

    @Test
    void withoutASecondMeshTheWidthIsTheTolerance() {
        Solution direct = energy(ExactTrajectory.uniform(1, 50), 1, 1);
        ComparedSolutions compared = ComparedSolutions.of(direct, energy(ExactTrajectory.uniform(1, 90), 1, 1), null);
        assertTrue(compared.verdict().agree(), compared.verdict()::toString);
        assertEquals(0.02, compared.tolerances().costates()[0], 1e-12);
        assertTrue(compared.verdict().notes().get(0).contains("mesh's width"), compared.verdict()::toString);
    }

    // --- bang, off, bang: least fuel ---

    private static OptimalControlProblem fuelProblem() {
        ProblemBuilder builder = new ProblemBuilder();
        builder.state("q", Range.FREE, Range.fixed(-1), Range.fixed(0));
        var v = builder.state("v", Range.FREE, Range.fixed(0), Range.fixed(0));
        var u = builder.control("u", new Range(-5, 5));
        return builder.dynamics(v, u)
                .running(builder.graph.apply(org.turnpike.expression.UnaryFunction.ABS, u))
                .build();
    }

    /** With switches moved by {@code shift}: the states stay those of the exact control. */
    private static Solution fuel(double[] mesh, double shift, List<Arc> arcs) {
        double first = FIRST + shift;
        Trajectory trajectory = ExactTrajectory.of(
                mesh,
                new double[] {0.5},
                (t, side) -> fuelState(t),
                (t, side) -> new double[] {fuelState(t)[1], fuelControl(t, side, FIRST)},
                (t, side) -> new double[] {fuelControl(t, side, first)},
                (t, side) -> new double[] {-ROOT, ROOT * (t - 0.5)});
        return SampleSolutions.of(fuelProblem(), trajectory, 5 - Math.sqrt(5), arcs);
    }

    private static double[] fuelState(double t) {
        if (t < FIRST) {
            return new double[] {-1 + 2.5 * t * t, 5 * t};
        }
        return t < LAST
                ? new double[] {-1 + 5 * FIRST * (t - FIRST / 2), 5 * FIRST}
                : new double[] {-2.5 * (1 - t) * (1 - t), 5 * (1 - t)};
    }

    private static double fuelControl(double t, int side, double first) {
        double from = t + side * 1e-12;
        return from < first ? 5 : from < LAST ? 0 : -5;
    }

    private static List<Arc> fuelArcs(double first) {
        return List.of(
                new Arc(0, first, "bang", "u at its upper bound"),
                new Arc(first, LAST, "off", "u = 0"),
                new Arc(LAST, 1, "bang", "u at its lower bound"));
    }

    /** The mesh has nodes at the switches, so that sampled formulas are exact. */
    private static double[] fuelMesh(double switchTime, int parts) {
        double[] mesh = new double[3 * parts + 1];
        for (int k = 0; k <= parts; k++) {
            mesh[k] = switchTime * k / parts;
            mesh[parts + k] = switchTime + (LAST - switchTime) * k / parts;
            mesh[2 * parts + k] = LAST + (1 - LAST) * k / parts;
        }
        mesh[3 * parts] = 1;
        return mesh;
    }

    private static Verdict fuelAgainst(Solution indirect) {
        Solution direct = fuel(fuelMesh(FIRST, 40), 0, fuelArcs(FIRST));
        return ComparedSolutions.of(direct, indirect, fuel(fuelMesh(FIRST, 80), 0, fuelArcs(FIRST)))
                .verdict();
    }

    @Test
    void aBangOffBangSolutionAgreesWithItself() {
        Verdict verdict = fuelAgainst(fuel(fuelMesh(FIRST, 70), 0, fuelArcs(FIRST)));
        assertEquals(List.of(), verdict.reasons());
    }

    /** A mesh without a node at the switches has the mean of the control there, on either side of which the exact one jumps. */
    @Test
    void aSmearedSwitchIsNoDisagreement() {
        Verdict verdict = ComparedSolutions.of(smeared(60), fuel(fuelMesh(FIRST, 70), 0, fuelArcs(FIRST)), smeared(120))
                .verdict();
        assertTrue(verdict.reasons().stream().noneMatch(r -> r.startsWith("control")), verdict::toString);
        assertReason(
                new Verdict(true, verdict.notes(), List.of()),
                "control u agrees in its means over intervals to .*: it rings, or a switch is smeared");
    }

    private static Solution smeared(int intervals) {
        double[] mesh = ExactTrajectory.uniform(1, intervals);
        Trajectory trajectory = ExactTrajectory.of(
                mesh,
                new double[] {0.5},
                (t, side) -> fuelState(t),
                (t, side) -> new double[] {fuelState(t)[1], fuelControl(t, side, FIRST)},
                (t, side) -> {
                    double h = 1.0 / intervals;
                    // The mean of u is the change of v.
                    return new double[] {(fuelState(t + h / 2)[1] - fuelState(t - h / 2)[1]) / h};
                },
                (t, side) -> new double[] {-ROOT, ROOT * (t - 0.5)});
        return SampleSolutions.of(fuelProblem(), trajectory, 5 - Math.sqrt(5), fuelArcs(FIRST));
    }

    @Test
    void aMovedSwitchIsSeen() {
        double moved = FIRST + 0.03;
        Verdict verdict = fuelAgainst(fuel(fuelMesh(moved, 70), 0.03, fuelArcs(moved)));
        assertReason(
                verdict,
                "control u: the switch from bang, upper to off is at t = 0\\.276393 direct, t = 0\\.306393 indirect; .*");
        assertReason(verdict, "control u differs by 5\\.1 % in L1, most at t = .*");
    }

    @Test
    void aDroppedArcIsNamed() {
        List<Arc> without = List.of(
                new Arc(0, 0.5, "bang", "u at its upper bound"), new Arc(0.5, 1, "bang", "u at its lower bound"));
        Solution indirect = fuel(fuelMesh(FIRST, 70), 0, fuelArcs(FIRST));
        Solution direct = fuel(fuelMesh(FIRST, 40), 0, without);
        Verdict verdict = ComparedSolutions.of(direct, indirect, null).verdict();
        assertReason(
                verdict,
                "control u: an arc 'off' of the indirect solution, \\[0\\.27639, 0\\.72361\\], is missing in the direct one");
        verdict = ComparedSolutions.of(indirect, direct, null).verdict();
        assertReason(verdict, "control u: an arc 'off' of the direct solution, .*, is missing in the indirect one");
    }

    @Test
    void anArcThatTheMeshCannotResolveIsExplained() {
        List<Arc> withShort = new ArrayList<>(fuelArcs(FIRST));
        withShort.set(2, new Arc(LAST, 0.99, "bang", "u at its lower bound"));
        withShort.add(new Arc(0.99, 1, "bang", "u at its upper bound"));
        Solution indirect = fuel(fuelMesh(FIRST, 70), 0, withShort);
        Solution direct = fuel(fuelMesh(FIRST, 20), 0, fuelArcs(FIRST));
        Verdict verdict = ComparedSolutions.of(direct, indirect, null).verdict();
        assertReason(
                verdict, ".*'bang, upper' of the indirect solution, \\[0\\.99000, 1\\.0000\\].* cannot resolve it");
    }

    @Test
    void anotherKindOfArcIsSaid() {
        List<Arc> other = List.of(
                new Arc(0, FIRST, "bang", "u at its upper bound"),
                new Arc(FIRST, LAST, "singular", "u"),
                new Arc(LAST, 1, "bang", "u at its lower bound"));
        Verdict verdict = fuelAgainst(fuel(fuelMesh(FIRST, 70), 0, other));
        assertReason(
                verdict,
                "control u: arc 2 is 'off' in the direct solution, .*, but 'singular' in the indirect one, .*");
    }

    @Test
    void aFailedSolutionNeverAgrees() {
        Solution right = energy(ExactTrajectory.uniform(1, 20), 1, 1);
        Solution failed = new Solution(
                right.problem(),
                NlpStatus.NUMERICAL_FAILURE,
                "Newton's method diverges.",
                Double.NaN,
                0,
                1,
                right.parameters(),
                right.trajectory(),
                right.solver(),
                0,
                right.timing(),
                right.discretization(),
                right.structure(),
                null);
        Verdict verdict = ComparedSolutions.of(right, failed, null).verdict();
        assertFalse(verdict.agree());
        assertReason(verdict, "the indirect solution is none \\(numerical-failure\\): Newton's method diverges\\.");
    }

    private static void assertReason(Verdict verdict, String pattern) {
        assertTrue(verdict.reasons().stream().anyMatch(r -> r.matches(pattern)), () -> pattern + " among " + verdict);
    }

    private static Solution changed(Solution solution, UnaryOperator<Trajectory> change) {
        return SampleSolutions.of(
                solution.problem(), change.apply(solution.trajectory()), solution.objective(), solution.structure());
    }

    private static Trajectory withCostates(Trajectory t, double[] costates) {
        return new Trajectory(
                t.mesh(),
                t.stateCount(),
                t.controlCount(),
                t.states(),
                t.slopePoints(),
                t.slopes(),
                t.controlPoints(),
                t.controls(),
                costates,
                t.stageCostates());
    }

    private static Trajectory withStates(Trajectory t, double[] states) {
        return new Trajectory(
                t.mesh(),
                t.stateCount(),
                t.controlCount(),
                states,
                t.slopePoints(),
                t.slopes(),
                t.controlPoints(),
                t.controls(),
                t.costates(),
                t.stageCostates());
    }
}
