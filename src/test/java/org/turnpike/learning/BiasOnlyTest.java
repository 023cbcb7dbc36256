package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;

/** x′ = b: every sample is moved by the same vector, and the errors' mean obeys a linear-quadratic problem. */
class BiasOnlyTest {
    private static NeuralOde2 bias(int dimension) {
        return new NeuralOde2(dimension, Activation.TANH, false, true);
    }

    /** A3: J = √λ e₀² tanh(T/√λ). */
    @Test
    void runningError() {
        double value = new TaskBuilder(bias(1), new double[][] {{2}}, new double[][] {{-1}})
                .formulation(Formulation.SL_STAR)
                .horizon(4)
                .lambda(0.5)
                .integrator(ButcherTableau.gaussLegendre(2))
                .extrapolatedObjective(200);
        assertEquals(6.363805695, value, 1e-6);
    }

    /** A2: J = T V + √λ |ē₀|² tanh(T/√λ). */
    @Test
    void runningErrorOfThreeSamplesInThePlane() {
        double[][] x = {{1, 0}, {3, 1}, {2, 5}};
        double[][] y = {{0, 0}, {1, 0}, {1, 1}};
        double value = new TaskBuilder(bias(2), x, y)
                .formulation(Formulation.SL_STAR)
                .horizon(4)
                .lambda(0.5)
                .integrator(ButcherTableau.gaussLegendre(2))
                .extrapolatedObjective(200);
        assertEquals(15.66563004, value, 1e-6);
    }

    /** A6: with P = (1, 1) the penalty is that of λ/|P|². */
    @Test
    void sumOfTheComponentsAsOutput() {
        double value = new TaskBuilder(bias(2), new double[][] {{1, 2}}, new double[][] {{0}})
                .output(new Output(new double[][] {{1, 1}}, false, Output.Nonlinearity.NONE))
                .formulation(Formulation.SL_STAR)
                .horizon(4)
                .lambda(0.5)
                .integrator(ButcherTableau.gaussLegendre(2))
                .extrapolatedObjective(200);
        assertEquals(4.499998987, value, 1e-6);
    }

    /** A8: the training error of the logistic loss decays like (log T)/T only. */
    @Test
    void logisticLossOnALongHorizon() {
        DirectTraining.Outcome outcome = new TaskBuilder(bias(1), new double[][] {{0}}, new double[][] {{1}})
                .loss(Loss.LOGISTIC)
                .horizon(1e4)
                .lambda(0.5)
                .layers(5)
                .train();
        double delta = outcome.network().states()[5][0][0];
        assertEquals(7.231210535, delta, 1e-6);
        assertEquals(7.2338e-4, Math.log1p(Math.exp(-delta)), 1e-8);
    }

    /** A8 in the difference of two outputs, each of which carries half of it: λ of A8 is λ/2. */
    @Test
    void crossEntropyOfTwoClasses() {
        DirectTraining.Outcome outcome = new TaskBuilder(bias(2), new double[][] {{0, 0}}, new double[][] {{1, 0}})
                .loss(Loss.CROSS_ENTROPY)
                .horizon(4)
                .lambda(1)
                .layers(5)
                .train();
        double[] z = outcome.network().states()[5][0];
        assertEquals(0.4378588543, outcome.solution().objective(), 1e-9);
        assertEquals(1.042596914, z[0] - z[1], 1e-8);
        assertEquals(0, z[0] + z[1], 1e-9);
    }
}
