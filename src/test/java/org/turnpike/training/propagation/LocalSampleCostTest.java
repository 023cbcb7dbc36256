package org.turnpike.training.propagation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Output.Nonlinearity;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.IntegroDifferential;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.MultilayerPerceptron;
import org.turnpike.learning.model.MultilayerPerceptron2;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.ResidualNetwork;
import org.turnpike.learning.model.StateMap;
import org.turnpike.learning.model.SwitchedSystem;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.Weights;

/** Costs against those of the nonlinear program, gradients and products against differences, for each model, scheme, loss and output. */
class LocalSampleCostTest {
    private static final int SAMPLES = 37;

    private static TrainingTask task(
            Model model,
            Formulation formulation,
            ButcherTableau integrator,
            Regularization regularization,
            Loss loss,
            int m) {
        return task(model, formulation, integrator, regularization, loss, m, false, Nonlinearity.NONE, 5);
    }

    private static TrainingTask task(
            Model model,
            Formulation formulation,
            ButcherTableau integrator,
            Regularization regularization,
            Loss loss,
            int m,
            boolean trained,
            Nonlinearity nonlinearity,
            int layers) {
        Random random = new Random(7);
        double[][] inputs = new double[SAMPLES][model.width(0)];
        double[][] targets = new double[SAMPLES][m];
        double[][] matrix = new double[m][model.width(layers)];
        for (double[] row : matrix) {
            Arrays.setAll(row, c -> random.nextDouble() - 0.5);
        }
        for (int i = 0; i < SAMPLES; i++) {
            Arrays.setAll(inputs[i], c -> 2 * random.nextDouble() - 1);
            if (loss == Loss.CROSS_ENTROPY) {
                targets[i][random.nextInt(m)] = 1;
            } else if (loss == Loss.LOGISTIC) {
                targets[i][0] = random.nextBoolean() ? 1 : -1;
            } else {
                Arrays.setAll(targets[i], c -> 2 * random.nextDouble() - 1);
            }
        }
        return new TrainingTask(
                inputs,
                targets,
                model,
                new Output(matrix, trained, nonlinearity),
                loss,
                formulation,
                model.continuous() ? 2 : layers,
                layers,
                integrator,
                0.1,
                regularization,
                null,
                new ControlStart.Uniform(3, 0.7));
    }

    static Stream<Named<TrainingTask>> tasks() {
        ButcherTableau euler = ButcherTableau.euler();
        ButcherTableau midpoint = ButcherTableau.midpoint();
        ButcherTableau rk4 = ButcherTableau.rungeKutta4();
        List<Named<TrainingTask>> tasks = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            Model node2 = new NeuralOde2(3, activation, true, true);
            Model node = new NeuralOde(3, activation, true, true);
            tasks.add(Named.of(
                    "node2 " + activation,
                    task(node2, Formulation.SL_STAR, euler, Regularization.L2, Loss.SQUARED, 1)));
            tasks.add(Named.of(
                    "node " + activation, task(node, Formulation.SL1, rk4, Regularization.L2, Loss.SQUARED, 2)));
        }
        Model node2 = new NeuralOde2(3, Activation.TANH, true, true);
        Model node = new NeuralOde(5, Activation.TANH, true, true);
        for (ButcherTableau rule : List.of(euler, midpoint, rk4)) {
            for (Regularization r : List.of(Regularization.L2, Regularization.H1)) {
                tasks.add(Named.of(
                        "node2 SL* " + rule.name() + r, task(node2, Formulation.SL_STAR, rule, r, Loss.SQUARED, 1)));
                tasks.add(Named.of(
                        "node SL* " + rule.name() + r, task(node, Formulation.SL_STAR, rule, r, Loss.LOGISTIC, 1)));
                tasks.add(
                        Named.of("node SL1 " + rule.name() + r, task(node, Formulation.SL1, rule, r, Loss.SQUARED, 2)));
            }
        }
        for (Loss loss : Loss.values()) {
            int m = loss == Loss.LOGISTIC ? 1 : 3;
            for (Nonlinearity psi : Nonlinearity.values()) {
                if (loss == Loss.CROSS_ENTROPY && psi != Nonlinearity.NONE) {
                    continue;
                }
                tasks.add(Named.of(
                        loss + " " + psi,
                        task(node, Formulation.SL1, euler, Regularization.L2, loss, m, false, psi, 4)));
                tasks.add(Named.of(
                        loss + " P " + psi,
                        task(node, Formulation.SL_STAR, midpoint, Regularization.H1, loss, m, true, psi, 4)));
            }
        }
        tasks.add(Named.of(
                "bias only",
                task(
                        new NeuralOde2(2, Activation.TANH, false, true),
                        Formulation.SL_STAR,
                        midpoint,
                        Regularization.L2,
                        Loss.SQUARED,
                        2)));
        tasks.add(Named.of(
                "bias inside",
                task(
                        new NeuralOde(2, Activation.TANH, false, true),
                        Formulation.SL_STAR,
                        midpoint,
                        Regularization.L2,
                        Loss.SQUARED,
                        2)));
        tasks.add(Named.of(
                "weights only",
                task(
                        new NeuralOde2(7, Activation.SIN, true, false),
                        Formulation.SL_STAR,
                        rk4,
                        Regularization.L2,
                        Loss.SQUARED,
                        2)));
        tasks.add(Named.of(
                "resnet",
                task(
                        new ResidualNetwork(4, Activation.SIGMOID, true, true),
                        Formulation.SL1,
                        euler,
                        Regularization.L2,
                        Loss.CROSS_ENTROPY,
                        3)));
        int[] widths = {2, 3, 8, 2, 4, 2};
        tasks.add(Named.of(
                "mlp",
                task(
                        new MultilayerPerceptron(widths, Activation.TANH),
                        Formulation.SL1,
                        euler,
                        Regularization.L2,
                        Loss.SQUARED,
                        1)));
        tasks.add(Named.of(
                "mlp2",
                task(
                        new MultilayerPerceptron2(widths, Activation.TANH),
                        Formulation.SL1,
                        euler,
                        Regularization.L2,
                        Loss.SQUARED,
                        1,
                        true,
                        Nonlinearity.NONE,
                        5)));
        tasks.add(Named.of(
                "integro",
                task(
                        new IntegroDifferential(Grid.of(2, 3), Activation.TANH),
                        Formulation.SL_STAR,
                        midpoint,
                        Regularization.H1,
                        Loss.SQUARED,
                        2)));
        List<Grid> grids = List.of(Grid.of(5), Grid.of(5), Grid.of(4), Grid.of(3), Grid.of(3), Grid.of(2));
        tasks.add(Named.of(
                "changing grid",
                task(
                        new IntegroDifferential(grids, Activation.TANH),
                        Formulation.SL_STAR,
                        euler,
                        Regularization.L2,
                        Loss.SQUARED,
                        1)));
        for (Regularization r : List.of(Regularization.L2, Regularization.H1)) {
            tasks.add(Named.of(
                    "switched " + r,
                    task(switched(), Formulation.SL_STAR, midpoint, r, Loss.SQUARED, 1, true, Nonlinearity.TANH, 5)));
            tasks.add(Named.of("switched SL1 " + r, task(switched(), Formulation.SL1, rk4, r, Loss.SQUARED, 2)));
        }
        return tasks.stream();
    }

    /** Graded: layers of 0.35 and 0.433. */
    private static Model switched() {
        return new SwitchedSystem(
                List.of(
                        new NeuralOde2(2, Activation.IDENTITY, true, true),
                        new NeuralOde(3, Activation.TANH, true, true)),
                List.of(new StateMap(new double[][] {{2, 0}, {0, 1}, {0.3, -1}})),
                new Phases(new int[] {2, 3}, new double[] {0.7}, false, 0));
    }

    private static double[] random(int n, long seed) {
        Random random = new Random(seed);
        double[] v = new double[n];
        Arrays.setAll(v, j -> 2 * random.nextDouble() - 1);
        return v;
    }

    private static double[] moved(double[] u, double h, double[] v) {
        double[] w = u.clone();
        Arrays.setAll(w, j -> u[j] + h * v[j]);
        return w;
    }

    private static LocalSampleCost cost(TrainingTask task, double epsilon, int threads, long budget) {
        return new LocalSampleCost(task, Weights.of(task), epsilon, threads, budget);
    }

    /** Of losses with kinks the program has bounds rather than values. */
    static Stream<Named<TrainingTask>> smoothTasks() {
        return tasks().filter(task -> task.getPayload().loss().smooth());
    }

    @ParameterizedTest
    @MethodSource("smoothTasks")
    void costIsThatOfTheNonlinearProgram(TrainingTask task) {
        TrainingProgram program = new TrainingProgram(task, 1e-3);
        ControlSpace space = new ControlSpace(task);
        try (LocalSampleCost cost = cost(task, 0, 2, Long.MAX_VALUE)) {
            double value = new PenalizedCost(cost, space, task.lambda()).value(space.start(task));
            double expected = program.program().objective(program.start());
            assertEquals(expected, value, 1e-12 * (1 + Math.abs(expected)));
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void gradientAndProductAreDerivatives(TrainingTask task) {
        ControlSpace space = new ControlSpace(task);
        double[] u = space.start(task);
        double[] v = random(u.length, 5);
        double[] w = random(u.length, 6);
        double[] g = new double[u.length];
        double[] plus = new double[u.length];
        double[] minus = new double[u.length];
        double[] product = new double[u.length];
        double[] other = new double[u.length];
        double h = 1e-5;
        try (LocalSampleCost cost = cost(task, 0.3, 2, Long.MAX_VALUE)) {
            double slope = (cost.value(moved(u, h, v)) - cost.value(moved(u, -h, v))) / (2 * h);
            cost.gradient(moved(u, h, v), plus);
            cost.gradient(moved(u, -h, v), minus);
            assertEquals(cost.value(u), cost.gradient(u, g), 1e-15);
            assertEquals(slope, dot(g, v), 1e-8 * (1 + Math.abs(slope)));
            cost.product(v, product);
            double scale = 0;
            for (int j = 0; j < u.length; j++) {
                scale = Math.max(scale, Math.abs(product[j]));
            }
            for (int j = 0; j < u.length; j++) {
                assertEquals((plus[j] - minus[j]) / (2 * h), product[j], 1e-7 * (1 + scale), "component " + j);
            }
            cost.product(w, other);
            assertEquals(dot(w, product), dot(v, other), 1e-12 * (1 + scale), "symmetric");
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void threadsAndMemoryChangeNothing(TrainingTask task) {
        ControlSpace space = new ControlSpace(task);
        double[] u = space.start(task);
        double[] v = random(u.length, 5);
        double[][] first = new double[2][u.length];
        double[][] second = new double[2][u.length];
        try (LocalSampleCost kept = cost(task, 0.1, 1, Long.MAX_VALUE);
                LocalSampleCost again = cost(task, 0.1, 3, 0)) {
            assertTrue(kept.keepsStates());
            assertTrue(!again.keepsStates());
            assertEquals(kept.gradient(u, first[0]), again.gradient(u, second[0]));
            again.value(v);
            kept.product(v, first[1]);
            again.product(v, second[1]);
        }
        assertArrayEquals(first[0], second[0]);
        assertArrayEquals(first[1], second[1]);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void minibatchesAddUpToAll(TrainingTask task) {
        ControlSpace space = new ControlSpace(task);
        double[] u = space.start(task);
        double[] all = new double[u.length];
        double[] sum = new double[u.length];
        double[] part = new double[u.length];
        int[] order = new int[SAMPLES];
        Arrays.setAll(order, i -> i * 8 % SAMPLES);
        try (LocalSampleCost cost = cost(task, 0.1, 2, Long.MAX_VALUE)) {
            double value = cost.gradient(u, all);
            double total = 0;
            for (int from = 0; from < SAMPLES; from += 10) {
                int count = Math.min(10, SAMPLES - from);
                total += cost.gradient(u, part, order, from, count) * count / SAMPLES;
                for (int j = 0; j < u.length; j++) {
                    sum[j] += part[j] * count / SAMPLES;
                }
            }
            assertEquals(value, total, 1e-13 * (1 + Math.abs(value)));
            assertArrayEquals(all, sum, 1e-13);
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void targetsMoveToTheOutputs(TrainingTask task) {
        if (!task.loss().vanishesAtTarget() || task.formulation().running()) {
            return;
        }
        double[] u = new ControlSpace(task).start(task);
        double[][] z = new double[SAMPLES][task.output().size()];
        try (LocalSampleCost cost = cost(task, 0, 2, Long.MAX_VALUE)) {
            cost.outputs(u, z);
            assertTrue(cost.value(u) > 0.01);
            cost.targets(z);
            assertEquals(0, cost.value(u), 1e-15);
        }
    }

    @Test
    void tanhIsExactToRounding() {
        int n = 100_000;
        double[] x = new double[n];
        double[] s = new double[n];
        double[] d = new double[n];
        Arrays.setAll(x, i -> 25 * Math.pow((i - n / 2) / (n / 2.0), 3));
        ActivationLoops.of(Activation.TANH).evaluate(n, x, s, d);
        for (int i = 0; i < n; i++) {
            double exact = Math.tanh(x[i]);
            assertEquals(exact, s[i], 2e-15 * Math.abs(exact));
            assertEquals(1 - exact * exact, d[i], 2e-15);
        }
    }
}
