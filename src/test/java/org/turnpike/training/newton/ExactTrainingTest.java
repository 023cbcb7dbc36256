package org.turnpike.training.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.minimization.Termination;
import org.turnpike.training.TrainedControls;

/** The formulation exact by augmented Lagrangians. */
class ExactTrainingTest {
    private static double[][] row(double... x) {
        return new double[][] {x};
    }

    private static TrainedControls converged(ReducedTask task) {
        TrainedControls trained = task.train();
        assertEquals(
                Termination.CONVERGED,
                trained.minimum().termination(),
                trained.minimum().reason());
        return trained;
    }

    @Test
    void rings() {
        assertEquals(
                0.0200729642,
                converged(ReducedTask.ofFile("rings-exact")).minimum().value(),
                1e-10);
    }

    /** C1: |u|² is the squared arc length; constant controls on layers give it to O(1/K²). */
    @ParameterizedTest
    @CsvSource({"IDENTITY, 5.405667139", "TANH, 6.54801206"})
    void arcLength(Activation activation, double square) {
        NeuralOde2 model = new NeuralOde2(1, activation, true, true);
        ReducedTask task = ReducedTask.of(model, row(2), row(-1), Formulation.EXACT, 1, 1);
        double coarse = converged(task.layers(40)).minimum().value();
        double fine = converged(task.layers(80)).minimum().value();
        assertEquals(square, (4 * fine - coarse) / 3, 2e-5);
    }

    /** D1: J*(T, λ) = J*(1, λ/T). */
    @Test
    void scalesWithTheHorizon() {
        double one = converged(ReducedTask.node2(row(2), row(-1), Formulation.EXACT, 1, 0.1))
                .minimum()
                .value();
        double long1 = converged(ReducedTask.node2(row(2), row(-1), Formulation.EXACT, 4, 0.4))
                .minimum()
                .value();
        assertEquals(one, long1, 1e-9);
    }

    /** D1 with H1: T|u|² falls with T to the L² value, 5.40567, here at T = 1 and 4. */
    @ParameterizedTest
    @CsvSource({"1, 7.70909811", "4, 6.14858521"})
    void sobolevNorm(double horizon, double value) {
        NeuralOde2 model = new NeuralOde2(1, Activation.IDENTITY, true, true);
        ReducedTask task = ReducedTask.of(model, row(2), row(-1), Formulation.EXACT, horizon, 1)
                .regularization(Regularization.H1);
        double coarse = converged(task.layers(20)).minimum().value();
        double fine = converged(task.layers(40)).minimum().value();
        assertEquals(value, horizon * (4 * fine - coarse) / 3, 2e-5);
    }

    /** D3: SL1 costs no more than exact control. */
    @ParameterizedTest
    @EnumSource(
            value = Regularization.class,
            names = {"L2", "H1"})
    void isAnUpperBoundOfPenalisedErrors(Regularization regularization) {
        double[][] x = {{1}, {0}};
        double[][] y = {{1.5}, {-0.5}};
        ReducedTask exact = ReducedTask.node2(x, y, Formulation.EXACT, 2, 0.1).regularization(regularization);
        ReducedTask penalised = ReducedTask.node2(x, y, Formulation.SL1, 2, 0.1).regularization(regularization);
        assertTrue(converged(penalised).minimum().value()
                < converged(exact).minimum().value());
    }

    @Test
    void contradictorySamplesAreNamed() {
        double[][] x = {{1}, {2}, {1}};
        double[][] y = {{0}, {1}, {0.5}};
        TrainedControls trained =
                ReducedTask.node2(x, y, Formulation.EXACT, 2, 0.1).train();
        assertEquals(Termination.INFEASIBLE, trained.minimum().termination());
        assertTrue(
                trained.minimum().reason().contains("sample 1 and sample 3"),
                trained.minimum().reason());
    }

    /** One bias moves both samples alike: they miss by half a unit each. */
    @Test
    void targetsOutOfReachAreToldBySample() {
        double[][] x = {{1}, {2}};
        double[][] y = {{0}, {2}};
        TrainedControls trained =
                ReducedTask.bias(x, y, Formulation.EXACT, 2, 0.1).train();
        assertEquals(
                Termination.INFEASIBLE,
                trained.minimum().termination(),
                trained.minimum().reason());
        assertTrue(
                trained.minimum().reason().contains("by at most 5.0e-01, at sample"),
                trained.minimum().reason());
    }
}
