package org.turnpike.training.propagation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.evaluation.SampleLoss;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.IntegroDifferential;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.MultilayerPerceptron;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.model.ResidualNetwork;
import org.turnpike.mesh.ButcherTableau;

/** Derivatives by inputs against differences of losses, sample by sample. */
class InputAdjointTest {
    private static final int SAMPLES = 300;
    private static final int LAYERS = 3;

    private static Named<TrainingTask> task(String name, Model model, ButcherTableau rule, boolean linear, Loss loss) {
        Random random = new Random(5);
        int m = loss == Loss.LOGISTIC ? 1 : 2;
        double[][] inputs = new double[SAMPLES][model.width(0)];
        double[][] targets = new double[SAMPLES][m];
        double[][] matrix = new double[m][model.width(LAYERS)];
        for (double[] row : matrix) {
            Arrays.setAll(row, c -> 2 * random.nextDouble() - 1);
        }
        for (int i = 0; i < SAMPLES; i++) {
            Arrays.setAll(inputs[i], c -> 2 * random.nextDouble() - 1);
            targets[i][random.nextInt(m)] = 1;
        }
        return Named.of(
                name,
                new TrainingTask(
                        inputs,
                        targets,
                        model,
                        new Output(matrix, false, Output.Nonlinearity.NONE),
                        loss,
                        Formulation.SL_STAR,
                        1.3,
                        LAYERS,
                        rule,
                        0.1,
                        linear ? Regularization.H1 : Regularization.L2,
                        null,
                        new ControlStart.Uniform(2, 0.8)));
    }

    static Stream<Named<TrainingTask>> tasks() {
        ButcherTableau euler = ButcherTableau.euler();
        return Stream.of(
                task("node2", new NeuralOde2(3, Activation.TANH, true, true), euler, false, Loss.SQUARED),
                task("node", new NeuralOde(3, Activation.SIGMOID, true, true), euler, false, Loss.LOGISTIC),
                task(
                        "node, H1",
                        new NeuralOde(3, Activation.ATAN, true, true),
                        ButcherTableau.rungeKutta4(),
                        true,
                        Loss.CROSS_ENTROPY),
                task("resnet", new ResidualNetwork(2, Activation.SIN, true, true), euler, false, Loss.SQUARED),
                task(
                        "mlp",
                        new MultilayerPerceptron(new int[] {3, 4, 2, 3}, Activation.TANH),
                        euler,
                        false,
                        Loss.CROSS_ENTROPY),
                task(
                        "grids",
                        new IntegroDifferential(
                                List.of(Grid.of(4), Grid.of(3), Grid.of(3), Grid.of(2)), Activation.TANH),
                        euler,
                        false,
                        Loss.SQUARED));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void gradientsAreDifferencesOfLosses(TrainingTask task) {
        SampleLoss loss = new SampleLoss(task.output(), task.loss());
        ControlSpace space = new ControlSpace(task);
        int d = task.model().width(0);
        double[][] last = new double[SAMPLES][task.model().width(LAYERS)];
        double[][] p = new double[SAMPLES][d];
        double[][] none = new double[0][];
        double h = 1e-5;
        try (InputAdjoint adjoint = new InputAdjoint(task, space.start(task), 2)) {
            adjoint.evaluate(task.inputs(), task.targets(), last, p);
            for (int c = 0; c < d; c++) {
                double[] difference = new double[SAMPLES];
                for (int sign : new int[] {1, -1}) {
                    int component = c;
                    double[][] x =
                            Arrays.stream(task.inputs()).map(double[]::clone).toArray(double[][]::new);
                    Arrays.stream(x).forEach(row -> row[component] += sign * h);
                    adjoint.evaluate(x, task.targets(), last, none);
                    for (int i = 0; i < SAMPLES; i++) {
                        difference[i] += sign * loss.of(last[i], task.targets()[i]) / (2 * h);
                    }
                }
                for (int i = 0; i < SAMPLES; i++) {
                    assertEquals(difference[i], p[i][c], 1e-8 * (1 + Math.abs(p[i][c])), "sample " + i);
                }
            }
        }
    }
}
