package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;

/** Trained output matrices and nonlinear outputs. */
class OutputsTest {
    private static final double[][] X = {{1, 0}, {1.2, 0.2}, {-0.5, 0.9}, {-0.4, 1.1}, {-0.5, -0.9}, {-0.6, -0.8}};
    private static final double[][] Y = {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 1}};

    /**
     * z = p(2 + δ), δ = T b: minimising over p leaves λ/((2 + δ)² + λ) + λδ²/T for the target −1, a function of δ.
     */
    @Test
    void trainedOutputIsPenalisedLikeTheOtherWeights() {
        double lambda = 0.5;
        double horizon = 4;
        DirectTraining.Outcome outcome = new TaskBuilder(
                        new NeuralOde2(1, Activation.TANH, false, true), new double[][] {{2}}, new double[][] {{-1}})
                .output(new Output(new double[][] {{0.3}}, true, Output.Nonlinearity.NONE))
                .horizon(horizon)
                .lambda(lambda)
                .train();
        double best = Double.POSITIVE_INFINITY;
        double at = 0;
        for (double delta = 0; delta < 4; delta += 1e-5) {
            double value = lambda / (Math.pow(2 + delta, 2) + lambda) + lambda * delta * delta / horizon;
            if (value < best) {
                best = value;
                at = delta;
            }
        }
        assertEquals(best, outcome.solution().objective(), 1e-9);
        assertEquals(at, outcome.network().states()[10][0][0] - 2, 2e-5);
        double p = -(2 + at) / (Math.pow(2 + at, 2) + lambda);
        assertEquals(p, outcome.network().outputMatrix()[0][0], 1e-5);
    }

    private static TaskBuilder threeClasses(Loss loss) {
        double[][] matrix = {{0.5, 0.1}, {-0.2, 0.3}, {-0.1, -0.4}};
        Output.Nonlinearity top = loss == Loss.SQUARED ? Output.Nonlinearity.SOFTMAX : Output.Nonlinearity.NONE;
        return new TaskBuilder(new NeuralOde2(2, Activation.TANH, true, true), X, Y)
                .loss(loss)
                .output(new Output(matrix, true, top))
                .horizon(3)
                .layers(6)
                .tolerance(1e-9);
    }

    private static int decision(TrainedNetwork network, int i) {
        int chosen = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            double[] row = network.outputMatrix()[c];
            double[] x = network.states()[6][i];
            double z = row[0] * x[0] + row[1] * x[1];
            if (z > most) {
                most = z;
                chosen = c;
            }
        }
        return chosen;
    }

    /** Cross-entropy, and the squared error of softmax: less penalty, less cost, and all six samples in their class. */
    @ParameterizedTest
    @EnumSource(names = {"CROSS_ENTROPY", "SQUARED"})
    void threeSeparableClasses(Loss loss) {
        double last = loss == Loss.CROSS_ENTROPY ? Math.log(3) : 2.0 / 3;
        for (double lambda : new double[] {1e-2, 1e-3, 1e-4}) {
            DirectTraining.Outcome outcome = threeClasses(loss).lambda(lambda).train();
            assertTrue(
                    outcome.solution().objective() < 0.7 * last,
                    lambda + ": " + outcome.solution().objective());
            last = outcome.solution().objective();
            for (int i = 0; i < X.length; i++) {
                assertEquals(1, Y[i][decision(outcome.network(), i)], "sample " + i);
            }
        }
    }

    /** tanh(x(T)) = y is x(T) = artanh y: minimal norm |artanh y − x₀|² with bias only. */
    @Test
    void hyperbolicTangentOnTop() {
        double value = new TaskBuilder(
                        new NeuralOde2(1, Activation.TANH, false, true), new double[][] {{2}}, new double[][] {{-0.5}})
                .output(new Output(new double[][] {{1}}, false, Output.Nonlinearity.TANH))
                .formulation(Formulation.EXACT)
                .objective();
        assertEquals(Math.pow(2 + 0.5 * Math.log(3), 2), value, 1e-9);
    }
}
