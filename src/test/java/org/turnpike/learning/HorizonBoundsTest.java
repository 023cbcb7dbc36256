package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;

/** D1 for H1, and D3: how optima depend on the horizon; layers are kept, so that the bounds hold for the discrete problems too. */
@Tag("slow")
class HorizonBoundsTest {
    private static final double[] HORIZONS = {0.5, 1, 2, 4, 8, 16};

    private static TaskBuilder twoSamples(Formulation formulation) {
        return new TaskBuilder(
                        new NeuralOde2(1, Activation.TANH, true, true),
                        new double[][] {{1}, {0}},
                        new double[][] {{1.5}, {-0.5}})
                .formulation(formulation)
                .lambda(0.2)
                .layers(20);
    }

    private static double terminalError(DirectTraining.Outcome outcome) {
        double[][] end = outcome.network().states()[20];
        return (Math.pow(end[0][0] - 1.5, 2) + Math.pow(end[1][0] + 0.5, 2)) / 2;
    }

    /** J* ≤ (λ/T)|u*|², so φ(x(T)) is too; both decrease in T. */
    @Test
    void terminalErrorDecreasesAtLeastLikeTheInverseHorizon() {
        double least = twoSamples(Formulation.EXACT).lambda(1).objective();
        double lastCost = Double.POSITIVE_INFINITY;
        double lastError = Double.POSITIVE_INFINITY;
        for (double horizon : HORIZONS) {
            DirectTraining.Outcome outcome =
                    twoSamples(Formulation.SL1).horizon(horizon).train();
            double cost = outcome.solution().objective();
            double error = terminalError(outcome);
            assertTrue(cost <= 0.2 / horizon * least, "J* at T = " + horizon);
            assertTrue(cost < lastCost, "J* decreases");
            assertTrue(error < lastError, "the error decreases");
            lastCost = cost;
            lastError = error;
        }
    }

    @ParameterizedTest
    @CsvSource({"SL_STAR", "L1"})
    void runningErrorCostsMoreOnLongerHorizons(Formulation formulation) {
        double last = 0;
        for (double horizon : new double[] {1, 4, 16}) {
            TaskBuilder task =
                    twoSamples(formulation).horizon(horizon).layers(40).integrator(ButcherTableau.rungeKutta4());
            if (formulation == Formulation.L1) {
                task.bound(2, ControlBound.Norm.EUCLIDEAN);
            }
            double cost = task.objective();
            assertTrue(cost > last, "J* at T = " + horizon + ": " + cost + " after " + last);
            last = cost;
        }
    }

    /** H1 breaks the scaling: T |u|² tends to that of the least L2 norm, 5.40566714, from above. */
    @ParameterizedTest
    @CsvSource({"1, 7.70909811", "2, 6.99567098", "4, 6.14858521", "8, 5.65771199", "16, 5.47752714", "64, 5.41049712"})
    void continuousControlsOnLongHorizons(double horizon, double expected) {
        double value = new TaskBuilder(
                        new NeuralOde2(1, Activation.IDENTITY, true, true), new double[][] {{2}}, new double[][] {{-1}})
                .formulation(Formulation.EXACT)
                .regularization(Regularization.H1)
                .integrator(ButcherTableau.gaussLegendre(2))
                .horizon(horizon)
                .extrapolatedObjective(40);
        assertEquals(expected, horizon * value, 1e-5);
    }
}
