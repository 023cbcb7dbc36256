package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStatus;

/** Controls of least norm: x′ = wσ(x) + b makes trajectories geodesics, |u| constant in time. */
@Tag("slow")
class MinimalNormTest {
    private static final double[][] TWO = {{2}};
    private static final double[][] MINUS_ONE = {{-1}};

    private static TaskBuilder exact(NeuralOde2 model, double[][] x, double[][] y) {
        return new TaskBuilder(model, x, y).formulation(Formulation.EXACT).integrator(ButcherTableau.gaussLegendre(3));
    }

    /** C1: |u*| = |S(y) − S(x₀)|. */
    @ParameterizedTest
    @CsvSource({"IDENTITY, 5.405667139", "TANH, 6.54801206"})
    void onePoint(Activation activation, double squaredNorm) {
        double value =
                exact(new NeuralOde2(1, activation, true, true), TWO, MINUS_ONE).extrapolatedObjective(40);
        assertEquals(squaredNorm, value, 1e-6);
    }

    /** C1 with SL1: the end is free and pays (x(T) − y)². */
    @ParameterizedTest
    @CsvSource({"IDENTITY, 0.6318785492, -0.78723154, 0.5415755402", "TANH, 0.7553384545, -0.7515503151, 0.5889020329"})
    void onePointWithTerminalError(Activation activation, double objective, double end, double size) {
        TaskBuilder builder = new TaskBuilder(new NeuralOde2(1, activation, true, true), TWO, MINUS_ONE)
                .integrator(ButcherTableau.gaussLegendre(2))
                .horizon(4)
                .lambda(0.5);
        assertEquals(objective, builder.extrapolatedObjective(40), 1e-6);
        DirectTraining.Outcome fine = builder.layers(400).train();
        assertEquals(end, fine.network().states()[400][0][0], 1e-5);
        assertEquals(size, fine.network().norm(200), 1e-5);
    }

    /** C1 with ReLU: the trajectory crosses the kink at 0, but between stages, so that the program is differentiable where it ends. */
    @ParameterizedTest
    @CsvSource({"EXACT, 1, 1, 5.971354336", "SL1, 4, 0.5, 0.6634838151"})
    void rectifiedLinearUnitAcrossItsKink(Formulation formulation, double horizon, double lambda, double objective) {
        TaskBuilder task = new TaskBuilder(new NeuralOde2(1, Activation.RELU, true, true), TWO, MINUS_ONE)
                .formulation(formulation)
                .horizon(horizon)
                .lambda(lambda)
                .integrator(ButcherTableau.implicitMidpoint());
        assertEquals(objective, task.extrapolatedObjective(200), 1e-6);
        DirectTraining.Outcome outcome = task.layers(100).train();
        assertTrue(outcome.program().kinkMargin(outcome.solution().z()) > 1e-4, "no stage on the kink");
        assertEquals(NlpStatus.OPTIMAL, outcome.solution().status());
    }

    /** A sample that starts on the kink is on it whatever the control: never "optimal". */
    @Test
    void sampleOnTheKinkIsNotCalledOptimal() {
        NlpSolution solution = new TaskBuilder(
                        new NeuralOde2(1, Activation.RELU, true, true), new double[][] {{0}}, new double[][] {{1}})
                .train()
                .solution();
        assertEquals(NlpStatus.ACCEPTABLE, solution.status());
        assertTrue(solution.reason().contains("kink"), solution.reason());
    }

    /** C2: along a ray, |u*| = |arsinh r₁ − arsinh r₀|. */
    @Test
    void alongARay() {
        double[] n = {2.0 / 3, -1.0 / 3, 2.0 / 3};
        double[][] x = {{0.5 * n[0], 0.5 * n[1], 0.5 * n[2]}};
        double[][] y = {{2 * n[0], 2 * n[1], 2 * n[2]}};
        double value =
                exact(new NeuralOde2(3, Activation.IDENTITY, true, true), x, y).extrapolatedObjective(20);
        assertEquals(0.9262592823, value, 1e-6);
    }

    /** C7: log(D₁/D₀) = ∫w, so a w of one sign has |w| = log 2 in L1 when a distance doubles. */
    @Test
    void doublingADistance() {
        int layers = 40;
        DirectTraining.Outcome outcome = exact(
                        new NeuralOde2(1, Activation.IDENTITY, true, true),
                        new double[][] {{0}, {1}},
                        new double[][] {{-0.5}, {1.5}})
                .layers(layers)
                .train();
        double norm = 0;
        for (double[] u : outcome.network().controls()) {
            assertTrue(u[0] > 0, "w keeps its sign");
            norm += u[0] / layers;
        }
        assertEquals(Math.log(2), norm, 1e-9);
    }

    /** C8: X′ = wX from I to an SPD matrix: w = log X₁. */
    @Test
    void matrixLogarithm() {
        DirectTraining.Outcome outcome = exact(
                        new NeuralOde2(2, Activation.IDENTITY, true, false),
                        new double[][] {{1, 0}, {0, 1}},
                        new double[][] {{2, 0.5}, {0.5, 1}})
                .train();
        assertEquals(0.6806161582, outcome.solution().objective(), 1e-9);
        double[] w = outcome.network().controls()[4];
        assertEquals(0.64175791, w[0], 1e-7);
        assertEquals(0.36195001, w[1], 1e-7);
        assertEquals(0.36195001, w[2], 1e-7);
        assertEquals(-0.08214212, w[3], 1e-7);
    }

    /** C8: w = log(sinh x₁/sinh x₀)/T. */
    @Test
    void scalarWeightAlone() {
        DirectTraining.Outcome outcome = exact(
                        new NeuralOde2(1, Activation.TANH, true, false), new double[][] {{0.5}}, new double[][] {{1}})
                .horizon(2)
                .train();
        assertEquals(0.3306972862, outcome.solution().objective(), 1e-9);
        assertEquals(0.4066308438, outcome.network().controls()[7][0], 1e-8);
    }

    /** Equal inputs stay equal: different targets cannot be met, and the answer says whose, whatever the scheme's stages allow. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void equalInputsWithDifferentTargetsAreInfeasible(boolean explicit) {
        NlpSolution solution = exact(
                        new NeuralOde2(1, Activation.TANH, true, true),
                        new double[][] {{1}, {-1}, {1}},
                        new double[][] {{0.5}, {0}, {2}})
                .integrator(explicit ? ButcherTableau.euler() : ButcherTableau.gaussLegendre(3))
                .attempt()
                .solution();
        assertEquals(NlpStatus.INFEASIBLE, solution.status(), solution.reason());
        assertTrue(solution.reason().contains("sample 1 "), solution.reason());
        assertTrue(solution.reason().contains("sample 3 "), solution.reason());
    }

    /**
     * On the line trajectories cannot cross, so two samples cannot change places; the equations of long implicit layers say they can,
     * and the solver calls each of these optimal.
     */
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 3", "5, 1", "5, 3", "10, 1", "10, 3"})
    void samplesThatWouldHaveToCrossAreInfeasible(int layers, int stages) {
        NlpSolution solution = exact(
                        new NeuralOde2(1, Activation.TANH, true, true),
                        new double[][] {{0}, {1}},
                        new double[][] {{1}, {0}})
                .integrator(ButcherTableau.gaussLegendre(stages))
                .layers(layers)
                .attempt()
                .solution();
        assertEquals(NlpStatus.INFEASIBLE, solution.status(), solution.reason());
        assertTrue(solution.reason().contains("flow"), solution.reason());
    }

    /** |b| ≤ 1 moves a sample by 1 at most: only the solver can find that out. */
    @Test
    void targetBeyondTheReachOfABoundedControlIsInfeasible() {
        NlpSolution solution = exact(new NeuralOde2(1, Activation.TANH, false, true), TWO, MINUS_ONE)
                .bound(1, ControlBound.Norm.COMPONENTWISE)
                .attempt()
                .solution();
        assertEquals(NlpStatus.INFEASIBLE, solution.status(), solution.reason());
    }
}
