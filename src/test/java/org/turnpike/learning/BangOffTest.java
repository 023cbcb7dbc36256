package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;

/** The formulation L1 with x′ = b in the norms that a bound may have. */
class BangOffTest {
    private static TaskBuilder biasOnly(double[] x, double[] y) {
        return new TaskBuilder(
                        new NeuralOde2(x.length, Activation.TANH, false, true), new double[][] {x}, new double[][] {y})
                .formulation(Formulation.L1)
                .integrator(ButcherTableau.rungeKutta4());
    }

    private static void assertBangOff(DirectTraining.Outcome outcome, int component, double bang, int layers) {
        double[][] u = outcome.network().controls();
        for (int k = 0; k < u.length; k++) {
            assertEquals(k < layers ? bang : 0, u[k][component], 1e-6, "layer " + k);
        }
    }

    /** B1 with 2 e₀ T ≤ λ: not worth a control. */
    @Test
    void noControlWhereItCostsMoreThanItSaves() {
        DirectTraining.Outcome outcome = biasOnly(new double[] {1}, new double[] {0})
                .horizon(1.5)
                .lambda(4)
                .bound(1, Norm.EUCLIDEAN)
                .train();
        assertEquals(1.5, outcome.solution().objective(), 1e-8);
        assertBangOff(outcome, 0, 0, 0);
    }

    /** B2 with T ≤ λ. */
    @Test
    void noControlOnAShortHorizonWithTheDistanceLoss() {
        DirectTraining.Outcome outcome = biasOnly(new double[] {3}, new double[] {0})
                .loss(Loss.DISTANCE)
                .horizon(0.4)
                .lambda(0.5)
                .bound(2, Norm.EUCLIDEAN)
                .train();
        assertEquals(1.2, outcome.solution().objective(), 1e-8);
        assertBangOff(outcome, 0, 0, 0);
    }

    /** B2 along a line in the plane: |e₀| = 3. The norm is smoothed by 1e-6, which costs at most 4e-6. */
    @Test
    void distanceLossInThePlane() {
        DirectTraining.Outcome outcome = biasOnly(new double[] {1.8, 2.4}, new double[] {0, 0})
                .loss(Loss.DISTANCE)
                .horizon(4)
                .lambda(0.5)
                .bound(2, Norm.EUCLIDEAN)
                .tolerance(1e-9)
                .train();
        assertEquals(3.75, outcome.solution().objective(), 5e-6);
        assertEquals(1.5, outcome.network().end(), 1e-4);
        assertEquals(-1.2, outcome.network().controls()[3][0], 1e-5);
        assertEquals(-1.6, outcome.network().controls()[3][1], 1e-5);
    }

    /**
     * z = x₁ + 2x₂ and |b|₁ ≤ 1: all of the control belongs into b₂, twice as effective, which leaves B1 with M = 2, λ/2. The
     * mass is on one entry.
     */
    @Test
    void entrywiseNormPutsItsMassOnOneEntry() {
        DirectTraining.Outcome outcome = biasOnly(new double[] {1, 1}, new double[] {0})
                .output(new Output(new double[][] {{1, 2}}, false, Output.Nonlinearity.NONE))
                .horizon(4)
                .lambda(1)
                .bound(1, Norm.ENTRYWISE_L1)
                .train();
        assertEquals(5.975323716, outcome.solution().objective(), 1e-8);
        assertEquals(1.450961894, outcome.network().end(), 1e-7);
        assertBangOff(outcome, 0, 0, 0);
        assertBangOff(outcome, 1, -1, 10);
    }

    /** Two problems B1 of opposite sign; λ = 2 e₁(T − T*) with e₁ = 1/2, T* = 5/4, a node of the mesh. */
    @Test
    void componentwiseBoundWithTheSquaredLoss() {
        DirectTraining.Outcome outcome = biasOnly(new double[] {3, -3}, new double[] {0, 0})
                .horizon(4)
                .layers(16)
                .lambda(2.75)
                .bound(2, Norm.COMPONENTWISE)
                .train();
        double one = (27 - 0.125) / 6 + 0.25 * 2.75 + 2.75 * 2.5;
        assertEquals(2 * one, outcome.solution().objective(), 1e-8);
        assertBangOff(outcome, 0, -2, 5);
        assertBangOff(outcome, 1, 2, 5);
    }

    /** Two problems B2, whose T* = 3/2 is a node of the mesh. */
    @Test
    void componentwiseBoundWithTheAbsoluteLoss() {
        DirectTraining.Outcome outcome = biasOnly(new double[] {3, -3}, new double[] {0, 0})
                .loss(Loss.ABSOLUTE)
                .horizon(4)
                .layers(8)
                .lambda(0.5)
                .bound(2, Norm.COMPONENTWISE)
                .train();
        assertEquals(7.5, outcome.solution().objective(), 1e-8);
        assertBangOff(outcome, 0, -2, 3);
        assertBangOff(outcome, 1, 2, 3);
    }

    /**
     * B4: (T − T*) |(∂f/∂u)ᵀ∇φ| = λ where the control stops; for two samples of x′ = w tanh x + b the gradient is
     * (Σ e_i tanh x_i, Σ e_i), as 2/N = 1.
     */
    @ParameterizedTest
    @ValueSource(doubles = {4, 8, 16})
    void controlStopsWhereItNoLongerPays(double horizon) {
        TrainedNetwork network = new TaskBuilder(
                        new NeuralOde2(1, Activation.TANH, true, true),
                        new double[][] {{1}, {0}},
                        new double[][] {{1.5}, {-0.5}})
                .formulation(Formulation.L1)
                .integrator(ButcherTableau.rungeKutta4())
                .horizon(horizon)
                .layers(40)
                .lambda(0.2)
                .bound(2, Norm.EUCLIDEAN)
                .train()
                .network();
        double w = 0;
        double b = 0;
        for (int i = 0; i < 2; i++) {
            double x = network.states()[40][i][0];
            double e = x - (i == 0 ? 1.5 : -0.5);
            w += e * Math.tanh(x);
            b += e;
        }
        assertEquals(0.2, (horizon - network.end()) * Math.hypot(w, b), 1e-4);
    }
}
