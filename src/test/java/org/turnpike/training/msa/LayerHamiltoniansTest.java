package org.turnpike.training.msa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.IntegroDifferential;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.MultilayerPerceptron;
import org.turnpike.learning.model.MultilayerPerceptron2;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.model.ResidualNetwork;
import org.turnpike.training.Tasks;
import org.turnpike.training.propagation.LocalSampleCost;

/** Derivatives of the cost against those of the vectorised engine, and of it and the augmented Hamiltonians against differences; the Hamiltonian against its definition. */
class LayerHamiltoniansTest {
    private static Stream<Model> models() {
        return Stream.of(
                new NeuralOde2(2, Activation.TANH, true, true),
                new NeuralOde2(2, Activation.SIGMOID, true, false),
                new NeuralOde2(2, Activation.ATAN, false, true),
                new NeuralOde(2, Activation.SIN, true, true),
                new NeuralOde(2, Activation.IDENTITY, true, true),
                new ResidualNetwork(2, Activation.ATAN, true, true),
                new ResidualNetwork(2, Activation.SIGMOID, true, true),
                new MultilayerPerceptron(new int[] {2, 3, 1, 2}, Activation.TANH),
                new MultilayerPerceptron2(new int[] {2, 3, 1, 2}, Activation.SIN),
                new IntegroDifferential(Grid.of(2), Activation.TANH));
    }

    private static TrainingTask task(Model model, Formulation formulation) {
        double[][] inputs = {{0.3, -0.8}, {1.1, 0.4}, {-0.6, 0.9}};
        double[][] targets = {{1}, {-1}, {0.5}};
        return Tasks.task(model, inputs, targets, Output.select(2, 2), formulation, 2, 3, 0.1);
    }

    private static double[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] u = new double[n];
        java.util.Arrays.setAll(u, j -> 2 * random.nextDouble() - 1);
        return u;
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientOfTheCost(Model model) {
        boolean equalWidths = model.width(1) == 2;
        for (Formulation formulation : new Formulation[] {Formulation.SL1, Formulation.SL_STAR}) {
            if (formulation == Formulation.SL1 || equalWidths) {
                TrajectoryCost cost = new TrajectoryCost(task(model, formulation));
                double[] u = random(cost.size(), 1);
                double[] g = new double[u.length];
                double value = cost.gradient(u, g);
                try (LocalSampleCost vectorised = LocalSampleCost.of(task(model, formulation))) {
                    double[] other = new double[u.length];
                    assertEquals(value, vectorised.gradient(u, other), 1e-14);
                    assertArrayEquals(g, other, 1e-14);
                }
                for (int j = 0; j < u.length; j++) {
                    double at = u[j];
                    u[j] = at + 1e-5;
                    double above = cost.value(u);
                    u[j] = at - 1e-5;
                    assertEquals((above - cost.value(u)) / 2e-5, g[j], 1e-8);
                    u[j] = at;
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientOfTheAugmentedHamiltonian(Model model) {
        SampleTrajectories trajectories = new SampleTrajectories(task(model, Formulation.SL1));
        ControlSpace space = trajectories.space();
        double[] u = random(space.size(), 2);
        double[] cost = new double[u.length];
        trajectories.forward(u);
        trajectories.backward(u, cost);
        for (int k = 0; k < 3; k++) {
            double[] own = java.util.Arrays.copyOfRange(u, space.offset(k), space.offset(k + 1));
            double[] g = new double[own.length];
            trajectories.hamiltonian(k, own, 3, g);
            assertArrayEquals(java.util.Arrays.copyOfRange(cost, space.offset(k), space.offset(k + 1)), g, 1e-14);
            double[] v = random(own.length, 3 + k);
            double[] scratch = new double[v.length];
            trajectories.hamiltonian(k, v, 3, g);
            for (int j = 0; j < v.length; j++) {
                double at = v[j];
                v[j] = at + 1e-5;
                double above = trajectories.hamiltonian(k, v, 3, scratch);
                v[j] = at - 1e-5;
                double below = trajectories.hamiltonian(k, v, 3, scratch);
                assertEquals((above - below) / 2e-5, g[j], 1e-8 * (1 + Math.abs(g[j])));
                v[j] = at;
            }
        }
    }

    /** Where F is affine in u, conjugate gradients find the minimiser: the derivative there is 0, and H is convex along any line. */
    @ParameterizedTest
    @MethodSource("models")
    void minimiserOfAQuadraticHamiltonian(Model model) {
        SampleTrajectories trajectories = new SampleTrajectories(task(model, Formulation.SL1));
        double[] u = random(trajectories.space().size(), 4);
        trajectories.forward(u);
        trajectories.backward(u, new double[u.length]);
        for (int k = 0; k < 3; k++) {
            if (trajectories.affine(k)) {
                LayerCost cost = new LayerCost(trajectories, k, 0.1, 2);
                double[] v = random(cost.space().size(), 5);
                double[] g = new double[v.length];
                cost.gradient(v, g);
                double before = cost.space().dualNorm(g);
                cost.fixAffinePart();
                ConjugateGradients.minimize(cost, v);
                double least = cost.gradient(v, g);
                assertTrue(
                        cost.space().dualNorm(g) < 1e-10 * before, cost.space().dualNorm(g) + " of " + before);
                assertTrue(cost.value(random(v.length, 6)) > least);
            }
        }
    }

    @Test
    void tasksOutsideTheMethod() {
        TrainingTask rings = Tasks.rings(10, Formulation.SL_STAR, 2, 4);
        assertEquals(null, new MsaTraining(MsaSettings.DEFAULT).inapplicable(rings));
        TrainingTask trained = rings.withOutput(new Output(new double[][] {{0, 0, 1}}, true, Output.Nonlinearity.NONE));
        assertTrue(reason(trained).contains("output matrix"));
        assertTrue(reason(Tasks.bias(Formulation.L1, 1, 4, 0.5)).contains("not differentiable"));
        assertTrue(reason(Tasks.bias(Formulation.SL1, 1, 4, 0)).contains("no minimum"));
    }

    private static String reason(TrainingTask task) {
        return String.valueOf(new MsaTraining(MsaSettings.DEFAULT).inapplicable(task));
    }
}
