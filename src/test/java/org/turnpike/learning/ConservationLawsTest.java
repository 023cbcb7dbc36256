package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;

/** D2: what is constant in time along an optimum. On the mesh it drifts by O(h²): four times less for half the step. */
@Tag("slow")
class ConservationLawsTest {
    private static final double LAMBDA = 0.2;
    private static final double HORIZON = 2;

    private static TaskBuilder random(long seed) {
        Random random = new Random(seed);
        double[][] x = new double[2][2];
        double[][] y = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int c = 0; c < 2; c++) {
                x[i][c] = 2 * random.nextDouble() - 1;
                y[i][c] = 2 * random.nextDouble() - 1;
            }
        }
        return new TaskBuilder(new NeuralOde2(2, Activation.TANH, true, true), x, y)
                .horizon(HORIZON)
                .lambda(LAMBDA)
                .integrator(ButcherTableau.trapezoid());
    }

    private static double error(TrainedNetwork network, int k) {
        double sum = 0;
        int samples = network.task().samples();
        for (int i = 0; i < samples; i++) {
            for (int c = 0; c < 2; c++) {
                double e = network.states()[k][i][c] - network.task().targets()[i][c];
                sum += e * e / samples;
            }
        }
        return sum;
    }

    /** φ half way through layer k. */
    private static double middleError(TrainedNetwork network, int k) {
        return (error(network, k) + error(network, k + 1)) / 2;
    }

    private interface Quantity {
        double at(DirectTraining.Outcome outcome, int k);
    }

    /** max − min over the layers. */
    private static double drift(TaskBuilder task, int layers, Quantity quantity) {
        DirectTraining.Outcome outcome = task.layers(layers).train();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < layers; k++) {
            double value = quantity.at(outcome, k);
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return high - low;
    }

    private static void assertConserved(TaskBuilder task, Quantity quantity) {
        double coarse = drift(task, 60, quantity);
        double fine = drift(task, 120, quantity);
        assertTrue(fine < 2e-3, "drift " + fine);
        assertTrue(fine < 0.3 * coarse, "drift " + coarse + ", then " + fine);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void terminalErrorKeepsTheControlsNorm(long seed) {
        assertConserved(random(seed).formulation(Formulation.SL1), (outcome, k) -> outcome.network()
                .norm(k));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void runningErrorKeepsErrorMinusPenalty(long seed) {
        assertConserved(random(seed).formulation(Formulation.SL_STAR), (outcome, k) -> {
            double u = outcome.network().norm(k);
            return middleError(outcome.network(), k) - LAMBDA * u * u;
        });
    }

    /** p·f + λ(|u|² − |u′|²), with φ added if it runs. */
    private static double sobolevInvariant(DirectTraining.Outcome outcome, int k, boolean running) {
        TrainedNetwork network = outcome.network();
        double h = HORIZON / network.task().layers();
        double invariant = running ? middleError(network, k) : 0;
        double[] u = network.controls()[k];
        double[] next = network.controls()[k + 1];
        for (int j = 0; j < u.length; j++) {
            double middle = (u[j] + next[j]) / 2;
            double slope = (next[j] - u[j]) / h;
            invariant += LAMBDA * (middle * middle - slope * slope);
        }
        // Rows of the trapezoidal rule, x₊ − x − h(f + f₊)/2, come by layer, sample and component; p is minus their
        // multiplier.
        double[] multipliers = outcome.solution().multipliers().constraints();
        for (int i = 0; i < 2; i++) {
            for (int c = 0; c < 2; c++) {
                double f = (network.states()[k + 1][i][c] - network.states()[k][i][c]) / h;
                invariant -= multipliers[(2 * k + i) * 2 + c] * f;
            }
        }
        return invariant;
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void continuousControlsWithTerminalError(long seed) {
        assertConserved(
                random(seed).formulation(Formulation.SL1).regularization(Regularization.H1),
                (outcome, k) -> sobolevInvariant(outcome, k, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void continuousControlsWithRunningError(long seed) {
        assertConserved(
                random(seed).formulation(Formulation.SL_STAR).regularization(Regularization.H1),
                (outcome, k) -> sobolevInvariant(outcome, k, true));
    }
}
