package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;

/**
 * D1: where f is homogeneous in u, (T, u) and (1, T u) have the same states, for the Euler scheme too if K is kept:
 *
 * <pre>
 *   SL1   J*(T, λ)    = J*(1, λ/T)
 *   SL*   J*(T, λ)    = T J*(1, λ/T²)
 *   L1    J*(T, λ, M) = T J*(1, λ/T, M T)
 * </pre>
 *
 * <p>Starts are scaled as well, so that both problems go to the same local minimum.
 */
@Tag("slow")
class ScalingIdentitiesTest {
    private static final int LAYERS = 5;

    /** One to three samples in one or two dimensions, a horizon and a start. */
    private record Instance(Model model, double[][] x, double[][] y, double horizon, double[][] controls) {
        static Instance of(long seed) {
            Random random = new Random(seed);
            int d = 1 + random.nextInt(2);
            int n = 1 + random.nextInt(3);
            Model model = random.nextBoolean()
                    ? new NeuralOde2(d, Activation.TANH, true, true)
                    : new NeuralOde(d, Activation.IDENTITY, true, true);
            return new Instance(
                    model,
                    uniform(random, n, d, 2),
                    uniform(random, n, d, 2),
                    1.5 + 3 * random.nextDouble(),
                    uniform(random, LAYERS, model.controls(0), 0.3));
        }

        private static double[][] uniform(Random random, int rows, int columns, double scale) {
            double[][] result = new double[rows][columns];
            for (double[] row : result) {
                for (int c = 0; c < columns; c++) {
                    row[c] = scale * (2 * random.nextDouble() - 1);
                }
            }
            return result;
        }

        TaskBuilder task(Formulation formulation, double factor) {
            double[][] scaled = new double[LAYERS][];
            for (int k = 0; k < LAYERS; k++) {
                scaled[k] = controls[k].clone();
                for (int j = 0; j < scaled[k].length; j++) {
                    scaled[k][j] *= factor;
                }
            }
            return new TaskBuilder(model, x, y)
                    .formulation(formulation)
                    .layers(LAYERS)
                    .start(new ControlStart.Given(scaled))
                    .horizon(horizon / factor);
        }
    }

    private static void assertRelative(double expected, double actual) {
        assertEquals(expected, actual, 1e-8 * Math.abs(expected));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void terminalError(long seed) {
        Instance instance = Instance.of(seed);
        double t = instance.horizon();
        assertRelative(
                instance.task(Formulation.SL1, 1).lambda(0.3).objective(),
                instance.task(Formulation.SL1, t).lambda(0.3 / t).objective());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void runningError(long seed) {
        Instance instance = Instance.of(seed);
        double t = instance.horizon();
        assertRelative(
                instance.task(Formulation.SL_STAR, 1).lambda(0.3).objective(),
                t * instance.task(Formulation.SL_STAR, t).lambda(0.3 / (t * t)).objective());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundedControl(long seed) {
        Instance instance = Instance.of(seed);
        double t = instance.horizon();
        DirectTraining.Outcome one = instance.task(Formulation.L1, 1)
                .lambda(0.3)
                .bound(1.5, ControlBound.Norm.EUCLIDEAN)
                .train();
        DirectTraining.Outcome scaled = instance.task(Formulation.L1, t)
                .lambda(0.3 / t)
                .bound(1.5 * t, ControlBound.Norm.EUCLIDEAN)
                .train();
        assertRelative(one.solution().objective(), t * scaled.solution().objective());
    }
}
