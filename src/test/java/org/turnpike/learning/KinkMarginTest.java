package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;

/** How close the arguments of ReLU come to 0, where they are evaluated. */
class KinkMarginTest {
    private static double margin(TaskBuilder builder) {
        TrainingProgram program = new TrainingProgram(builder.task(), 1e-6);
        return program.kinkMargin(program.start());
    }

    private static TaskBuilder bias(double... controls) {
        double[][] u = new double[controls.length][];
        for (int k = 0; k < u.length; k++) {
            u[k] = new double[] {controls[k]};
        }
        return new TaskBuilder(
                        new NeuralOde(1, Activation.RELU, false, true), new double[][] {{2}}, new double[][] {{1}})
                .integrator(ButcherTableau.implicitMidpoint())
                .start(new ControlStart.Given(u));
    }

    @Test
    void smallestArgumentOfAllLayers() {
        assertEquals(0.25, margin(bias(1, -0.25, 3).layers(3)), 0);
    }

    /** A continuous control is evaluated between its nodes: here 1 and −1, half way 0. */
    @Test
    void continuousControlBetweenItsNodes() {
        assertEquals(0, margin(bias(1, -1).layers(1).regularization(Regularization.H1)), 0);
        assertEquals(0.75, margin(bias(1, 0.5).layers(1).regularization(Regularization.H1)), 0);
    }

    /** Explicit midpoint from 2 with b = −2: stages at 2 and 1. */
    @Test
    void statesOfInnerStages() {
        double value = margin(new TaskBuilder(
                        new NeuralOde2(1, Activation.RELU, false, true), new double[][] {{2}}, new double[][] {{1}})
                .integrator(ButcherTableau.midpoint())
                .start(new ControlStart.Given(new double[][] {{-2}}))
                .layers(1));
        assertEquals(1, value, 1e-15);
    }

    @Test
    void infiniteForSmoothActivations() {
        assertEquals(
                Double.POSITIVE_INFINITY,
                margin(new TaskBuilder(
                        new NeuralOde2(1, Activation.TANH, true, true), new double[][] {{0}}, new double[][] {{1}})));
    }
}
