package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.MultilayerPerceptron;
import org.turnpike.learning.model.MultilayerPerceptron2;
import org.turnpike.learning.model.ResidualNetwork;
import org.turnpike.mesh.ButcherTableau;

/** Networks without a step size: penalties are sums over layers. */
class DiscreteModelsTest {
    private static final double[][] X = {{0.5, -1}, {1, 0.3}, {-0.8, 0.6}, {0.2, 0.9}};
    private static final double[][] Y = {{1}, {-1}, {0.5}, {0}};
    private static final int[] WIDTHS = {2, 3, 4, 1};

    private static ResidualNetwork biasOnlyResidualNetwork() {
        return new ResidualNetwork(1, Activation.IDENTITY, false, true);
    }

    /** x₊ = x + b is A1 with T = K. */
    @Test
    void residualNetworkWithTerminalError() {
        double value = new TaskBuilder(biasOnlyResidualNetwork(), new double[][] {{2}}, new double[][] {{-1}})
                .layers(8)
                .lambda(0.5)
                .objective();
        assertEquals(9 * 0.5 / 8.5, value, 1e-12);
    }

    /** x₊ = x + b is A5 with h = 1, whatever the integrator that a discrete model has no use for. */
    @Test
    void residualNetworkWithRunningError() {
        double lambda = 0.5;
        double riccati = 0;
        for (int k = 0; k < 8; k++) {
            riccati = 1 + lambda * riccati / (lambda + riccati);
        }
        double value = new TaskBuilder(biasOnlyResidualNetwork(), new double[][] {{2}}, new double[][] {{-1}})
                .formulation(Formulation.SL_STAR)
                .integrator(ButcherTableau.rungeKutta4())
                .layers(8)
                .lambda(lambda)
                .objective();
        assertEquals(9 * riccati, value, 1e-11);
    }

    /** The same with |x − y| and a bound, 2 a layer: errors 3, 1, 0, 0 and controls 2, 1 at 0.5 each. */
    @Test
    void residualNetworkWithAbsoluteRunningError() {
        double value = new TaskBuilder(biasOnlyResidualNetwork(), new double[][] {{3}}, new double[][] {{0}})
                .loss(Loss.ABSOLUTE)
                .formulation(Formulation.L1)
                .bound(2, ControlBound.Norm.EUCLIDEAN)
                .layers(4)
                .lambda(0.5)
                .objective();
        assertEquals(3 + 1 + 0.5 * 3, value, 1e-8);
    }

    /** One linear layer is ridge regression of the inputs and a constant: (Z + λI)β = z. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneLinearLayerIsRidgeRegression(boolean second) {
        int[] widths = {2, 1};
        Model model = second
                ? new MultilayerPerceptron2(widths, Activation.IDENTITY)
                : new MultilayerPerceptron(widths, Activation.IDENTITY);
        TrainedNetwork network =
                new TaskBuilder(model, X, Y).layers(1).lambda(0.1).train().network();
        double[] u = network.controls()[0];
        for (int j = 0; j < 3; j++) {
            double gradient = 0.1 * u[j];
            for (int i = 0; i < X.length; i++) {
                double e = u[0] * X[i][0] + u[1] * X[i][1] + u[2] - Y[i][0];
                gradient += e * (j < 2 ? X[i][j] : 1) / X.length;
            }
            assertEquals(0, gradient, 1e-11);
        }
    }

    /** (2w + b − 3)² + |w| + |b|: b = 0, 2w = 3 − 1/4. */
    @Test
    void absolutePenaltyOfOneLinearLayer() {
        DirectTraining.Outcome outcome = new TaskBuilder(
                        new MultilayerPerceptron(new int[] {1, 1}, Activation.IDENTITY),
                        new double[][] {{2}},
                        new double[][] {{3}})
                .layers(1)
                .regularization(Regularization.L1)
                .train();
        assertEquals(1.4375, outcome.solution().objective(), 1e-9);
        assertEquals(1.375, outcome.network().controls()[0][0], 1e-8);
        assertEquals(0, outcome.network().controls()[0][1], 1e-8);
    }

    /** J of the network with these controls, written out. */
    private static double cost(boolean second, double[][] u, double lambda, boolean squares) {
        double cost = 0;
        for (int i = 0; i < X.length; i++) {
            double[] x = X[i];
            for (int k = 0; k + 1 < WIDTHS.length; k++) {
                double[] next = new double[WIDTHS[k + 1]];
                for (int r = 0; r < next.length; r++) {
                    next[r] = u[k][next.length * x.length + r];
                    for (int c = 0; c < x.length; c++) {
                        next[r] += u[k][r * x.length + c] * (second ? Math.tanh(x[c]) : x[c]);
                    }
                    next[r] = second ? next[r] : Math.tanh(next[r]);
                }
                x = next;
            }
            cost += Math.pow(x[0] - Y[i][0], 2) / X.length;
        }
        for (double[] layer : u) {
            for (double value : layer) {
                cost += lambda * (squares ? value * value : Math.abs(value));
            }
        }
        return cost;
    }

    /** The reported cost is that of the reported weights, is less than the start's and does not fall nearby. */
    @ParameterizedTest
    @CsvSource({"false, L2", "false, L1", "true, L2", "true, L1"})
    void perceptronsOfVaryingWidths(boolean second, Regularization regularization) {
        double lambda = 0.003;
        Model model = second
                ? new MultilayerPerceptron2(WIDTHS, Activation.TANH)
                : new MultilayerPerceptron(WIDTHS, Activation.TANH);
        TaskBuilder builder = new TaskBuilder(model, X, Y)
                .layers(3)
                .lambda(lambda)
                .regularization(regularization)
                .start(new ControlStart.Uniform(5, 1))
                .tolerance(1e-9);
        boolean squares = regularization == Regularization.L2;
        double[][] start = new TrainingProgram(builder.task(), 1e-6)
                .network(new TrainingProgram(builder.task(), 1e-6).start())
                .controls();
        DirectTraining.Outcome outcome = builder.train();
        double[][] u = outcome.network().controls();
        double best = cost(second, u, lambda, squares);
        assertEquals(best, outcome.solution().objective(), 1e-6);
        assertTrue(best < 0.5 * cost(second, start, lambda, squares), "from the start to " + best);
        Random random = new Random(2);
        for (int trial = 0; trial < 200; trial++) {
            double[][] near = new double[u.length][];
            for (int k = 0; k < u.length; k++) {
                near[k] = u[k].clone();
                for (int j = 0; j < near[k].length; j++) {
                    near[k][j] += 1e-3 * random.nextGaussian();
                }
            }
            assertTrue(cost(second, near, lambda, squares) > best - 1e-8, "a lower cost nearby");
        }
    }
}
