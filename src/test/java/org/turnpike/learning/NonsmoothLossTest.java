package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;

/** SL1 with x′ = b in the plane: min over δ of |e₀ + δ| + λ|δ|²/T is met exactly if T/(2λ) is large enough. */
class NonsmoothLossTest {
    private static DirectTraining.Outcome train(Loss loss, double lambda) {
        return new TaskBuilder(
                        new NeuralOde2(2, Activation.TANH, false, true),
                        new double[][] {{1.8, 2.4}},
                        new double[][] {{0, 0}})
                .loss(loss)
                .horizon(4)
                .lambda(lambda)
                .tolerance(1e-9)
                .train();
    }

    /** |e₀| = 3, |δ| = min(3, T/(2λ)); the norm is smoothed by 1e-6. */
    @ParameterizedTest
    @CsvSource({"0.5, 3, 1.125", "1, 2, 2"})
    void distance(double lambda, double moved, double objective) {
        DirectTraining.Outcome outcome = train(Loss.DISTANCE, lambda);
        assertEquals(objective, outcome.solution().objective(), 2e-6);
        double[] end = outcome.network().states()[10][0];
        assertEquals(3 - moved, Math.hypot(end[0], end[1]), 2e-5);
    }

    /** Each component for itself: |δ_c| = min(|e_c|, T/(2λ)), exact zeros. */
    @ParameterizedTest
    @CsvSource({"0.5, 0, 0, 1.125", "1, 0, 0.4, 2.21"})
    void absolute(double lambda, double first, double second, double objective) {
        DirectTraining.Outcome outcome = train(Loss.ABSOLUTE, lambda);
        assertEquals(objective, outcome.solution().objective(), 1e-8);
        double[] end = outcome.network().states()[10][0];
        assertEquals(first, end[0], 1e-7);
        assertEquals(second, end[1], 1e-7);
    }
}
