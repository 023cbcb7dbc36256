package org.turnpike.learning.pmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.MultilayerPerceptron;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.model.ResidualNetwork;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.minimization.InnerProduct;

/** Gradients and second-order products against finite differences, and against published values. */
class DiscreteHamiltonianSystemTest {
    static Stream<TrainingTask> tasks() {
        Model node2 = new NeuralOde2(2, Activation.TANH, true, true);
        Model node = new NeuralOde(2, Activation.TANH, true, true);
        return Stream.of(
                task(node2, Formulation.SL_STAR, ButcherTableau.euler(), Regularization.L2),
                task(node2, Formulation.SL1, ButcherTableau.midpoint(), Regularization.L2),
                task(node, Formulation.SL_STAR, ButcherTableau.rungeKutta4(), Regularization.L2),
                task(node, Formulation.SL_STAR, ButcherTableau.midpoint(), Regularization.H1),
                task(node2, Formulation.SL1, ButcherTableau.rungeKutta4(), Regularization.H1),
                task(
                        new ResidualNetwork(2, Activation.SIGMOID, true, true),
                        Formulation.SL1,
                        ButcherTableau.euler(),
                        Regularization.L2),
                task(
                        new MultilayerPerceptron(new int[] {2, 3, 4, 2, 2, 2}, Activation.TANH),
                        Formulation.SL1,
                        ButcherTableau.euler(),
                        Regularization.L2));
    }

    private static TrainingTask task(
            Model model, Formulation formulation, ButcherTableau integrator, Regularization regularization) {
        return Tasks.task(
                model,
                new double[][] {{1, 0.5}, {-0.3, 0.2}, {0.1, -1}},
                new double[][] {{0.2, 0}, {1, 1}, {-1, 0.4}},
                formulation,
                2,
                5,
                integrator,
                0.1,
                regularization,
                null);
    }

    private static double[] random(int n, long seed) {
        Random random = new Random(seed);
        double[] v = new double[n];
        for (int j = 0; j < n; j++) {
            v[j] = 2 * random.nextDouble() - 1;
        }
        return v;
    }

    private static double[] moved(double[] u, double h, double[] v) {
        double[] w = u.clone();
        for (int j = 0; j < w.length; j++) {
            w[j] += h * v[j];
        }
        return w;
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void gradientAndProductAreDerivatives(TrainingTask task) {
        DiscreteObjective objective = new DiscreteObjective(task);
        int n = objective.space.size();
        double[] u = random(n, 1);
        double[] v = random(n, 2);
        double[] w = random(n, 3);
        double h = 1e-5;
        double[] gradient = new double[n];
        objective.gradient(u, gradient);
        double[] product = new double[n];
        objective.product(v, product);
        double second = InnerProduct.dot(product, w);
        double slope = InnerProduct.dot(gradient, v);
        assertEquals((objective.value(moved(u, h, v)) - objective.value(moved(u, -h, v))) / (2 * h), slope, 1e-7);
        assertEquals(
                (slope(objective, moved(u, h, w), v) - slope(objective, moved(u, -h, w), v)) / (2 * h), second, 1e-7);
        double[] other = new double[n];
        objective.gradient(u, gradient);
        // Values elsewhere do not move the point of products.
        objective.value(w);
        objective.product(w, other);
        assertEquals(InnerProduct.dot(product, w), InnerProduct.dot(other, v), 1e-11, "symmetry");
    }

    private static double slope(DiscreteObjective objective, double[] u, double[] v) {
        double[] gradient = new double[u.length];
        objective.gradient(u, gradient);
        return InnerProduct.dot(gradient, v);
    }

    /** The inner product is inverted by the Riesz map, and is the penalty. */
    @ParameterizedTest
    @MethodSource("tasks")
    void rieszMapInvertsTheInnerProduct(TrainingTask task) {
        ControlSpace space = new ControlSpace(task);
        double[] u = random(space.size(), 4);
        double[] image = new double[u.length];
        space.gram(u, image);
        space.riesz(image, image);
        for (int j = 0; j < u.length; j++) {
            assertEquals(u[j], image[j], 1e-12);
        }
    }

    /** The benchmark's values (J and the Euclidean norm of ∇J at the start). */
    @ParameterizedTest
    @CsvSource({
        "SL_STAR, 10, 40, 10.0570731529, 1.01914638629",
        "SL1, 10, 40, 1.01107107331, 0.223570427081",
        "SL_STAR, 20, 80, 20.1269720173, 4.06289878471"
    })
    void ringsAtTheirStart(Formulation formulation, double horizon, int layers, double cost, double gradient) {
        TrainingTask task = Tasks.rings(100, formulation, horizon, layers, ButcherTableau.euler(), 0.01);
        DiscreteObjective objective = new DiscreteObjective(task);
        double[] u = objective.space.start(task);
        double factor = 2 * task.lambda();
        assertEquals(cost, factor * objective.value(u), 1e-10);
        double[] image = new double[u.length];
        objective.gradient(u, image);
        assertEquals(gradient, factor * Math.sqrt(InnerProduct.dot(image, image)), 1e-10);
    }

    /** Along its own recursions nothing is left; a changed state or costate is seen. */
    @ParameterizedTest
    @MethodSource("tasks")
    void defectsTellWrongStatesAndCostates(TrainingTask task) {
        DiscreteMaximumPrinciple principle = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT);
        Extremal e = principle.solve();
        assertTrue(e.status().converged(), e.reason());
        DiscreteResiduals exact = DiscreteResiduals.of(e);
        assertEquals(0, exact.state(), 1e-14);
        assertEquals(0, exact.costate(), 1e-14);
        assertEquals(0, exact.law(), 1e-8);
        e.states()[2][1][0] += 1e-3;
        assertTrue(DiscreteResiduals.of(e).state() > 1e-5);
        e.states()[2][1][0] -= 1e-3;
        e.costates()[3][0][1] += 0.1;
        assertTrue(DiscreteResiduals.of(e).costate() > 1e-3);
    }
}
