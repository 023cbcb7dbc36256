package org.turnpike.learning.pmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.model.ResidualNetwork;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** The maximum principle of the layers against a recursion, closed forms, and the direct method. */
class DiscreteMaximumPrincipleTest {
    private static final ControlBound BALL = new ControlBound(2, ControlBound.Norm.EUCLIDEAN);

    private static Extremal solve(TrainingTask task) {
        Extremal extremal = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT).solve();
        assertTrue(extremal.status().converged(), extremal.reason());
        return extremal;
    }

    /** A5: the discrete Riccati recursion. */
    @Test
    void riccatiRecursion() {
        Extremal e = solve(Tasks.bias(Formulation.SL_STAR, 4, 16, ButcherTableau.euler(), 0.5, null));
        assertEquals(0.8430439247844518 * 9, e.objective(), 1e-13);
        assertEquals(-3.55826354870671, e.controls()[0][0], 1e-10);
        // p = ∂J/∂x: twice the Riccati coefficient times the error.
        assertEquals(2 * 0.8430439247844518 * 3, e.costates()[0][0][0], 1e-10);
    }

    /** B1 from nothing: the bias is moved exactly by any layers. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 4, 1.450961894, 5.975323716",
        "0.5, 20, 1.493245709, 5.996622444",
        "0.5, 1, 0.8169872981, 5.233653965",
        "0.01, 4, 1.499000400, 4.529990003"
    })
    void bangThenOff(double lambda, double horizon, double switchTime, double objective) {
        Extremal e = solve(Tasks.bias(Formulation.L1, horizon, 10, ButcherTableau.rungeKutta4(), lambda, BALL));
        assertEquals(switchTime, e.end(), 1e-9);
        assertEquals(objective, e.objective(), 1e-9);
        assertEquals(0, e.residual(), 1e-9);
        assertTrue(DiscreteResiduals.of(e).curvature() > 0);
    }

    /** B1 with 2 e₀ T ≤ λ. */
    @Test
    void offFromTheStart() {
        TrainingTask task = Tasks.task(
                new NeuralOde2(1, Activation.TANH, false, true),
                new double[][] {{1}},
                new double[][] {{0}},
                Formulation.L1,
                1.5,
                10,
                ButcherTableau.euler(),
                4,
                Regularization.L2,
                new ControlBound(1, ControlBound.Norm.EUCLIDEAN));
        Extremal e = solve(task);
        assertEquals(0, e.end(), 0);
        assertEquals(1.5, e.objective(), 1e-14);
    }

    private static TrainingTask small(String which) {
        double[][] x = {{1, 0}, {0, 1}};
        double[][] y = {{1.5, 1}, {-0.5, 2}};
        return switch (which) {
            case "resnet" ->
                Tasks.task(
                        new ResidualNetwork(2, Activation.TANH, true, true),
                        x,
                        y,
                        Formulation.SL1,
                        6,
                        6,
                        ButcherTableau.euler(),
                        0.02,
                        Regularization.L2,
                        null);
            case "node, H1" ->
                Tasks.task(
                        new NeuralOde(2, Activation.TANH, true, true),
                        x,
                        y,
                        Formulation.SL_STAR,
                        4,
                        10,
                        ButcherTableau.rungeKutta4(),
                        0.2,
                        Regularization.H1,
                        null);
            case "node2, midpoint" ->
                Tasks.task(
                        new NeuralOde2(2, Activation.TANH, true, true),
                        x,
                        y,
                        Formulation.SL1,
                        4,
                        10,
                        ButcherTableau.midpoint(),
                        0.1,
                        Regularization.L2,
                        null);
            case "node2, L1" ->
                Tasks.task(
                        new NeuralOde2(1, Activation.TANH, true, true),
                        new double[][] {{1}, {0}},
                        new double[][] {{1.5}, {-0.5}},
                        Formulation.L1,
                        8,
                        20,
                        ButcherTableau.rungeKutta4(),
                        0.2,
                        Regularization.L2,
                        BALL);
            default -> Tasks.rings(10, Formulation.SL_STAR, 10, 20, ButcherTableau.euler(), 0.01);
        };
    }

    /** From the file's start, and from the direct solution with each control changed by some per cent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"resnet", "node, H1", "node2, midpoint", "node2, L1", "rings"})
    @Tag("slow")
    void directSolution(String which) {
        agree(small(which), 1e-7);
    }

    @Test
    @Tag("slow")
    void directSolutionOfAHundredSamples() {
        agree(Tasks.rings(100, Formulation.SL_STAR, 10, 20, ButcherTableau.euler(), 0.01), 1e-6);
    }

    /** Each by some two per cent of its size. */
    private static double[][] perturbed(double[][] u, long seed) {
        Random random = new Random(seed);
        double[][] result = new double[u.length][];
        for (int k = 0; k < u.length; k++) {
            result[k] = u[k].clone();
            for (int j = 0; j < u[k].length; j++) {
                result[k][j] *= 1 + 0.02 * random.nextGaussian();
            }
        }
        return result;
    }

    private static void agree(TrainingTask task, double tolerance) {
        TrainingTask from = task;
        if (task.samples() > 2) {
            // Both from one point near a minimum: the direct method takes seconds a step.
            Extremal minimum = solve(task);
            from = task.withStart(new ControlStart.Given(perturbed(minimum.controls(), 2)));
        }
        NlpOptions options =
                new NlpOptions(1e-10, 1000, 300, Map.of("bound_relax_factor", 0.0, "mumps_pivot_order", 0));
        DirectTraining.Outcome direct =
                new DirectTraining(new IpoptSolver(), options).train(from, IterationListener.SILENT);
        assertTrue(direct.solution().status().solved(), direct.solution().reason());
        double[][] start = perturbed(direct.network().controls(), 1);
        Extremal e = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT)
                .solve(start, 0.99 * direct.network().end());
        assertTrue(e.status().converged(), e.reason());
        assertTrue(e.iterations() > 1, "the start was perturbed");
        assertEquals(direct.solution().objective(), e.objective(), 1e-8);
        assertEquals(direct.network().end(), e.end(), tolerance);
        double[][][] p =
                direct.program().costates(direct.solution().multipliers().constraints());
        for (int k = 0; k < task.layers(); k++) {
            for (int j = 0; j < e.controls()[k].length; j++) {
                assertEquals(direct.network().controls()[k][j], e.controls()[k][j], tolerance, "u of layer " + k);
            }
            for (int i = 0; i < task.samples(); i++) {
                for (int c = 0; c < p[k][i].length; c++) {
                    assertEquals(p[k][i][c], e.costates()[k + 1][i][c], tolerance, "p after layer " + k);
                    assertEquals(direct.network().states()[k + 1][i][c], e.states()[k + 1][i][c], tolerance);
                }
            }
        }
        assertTrue(DiscreteResiduals.of(e).curvature() > 0, "a minimum");
    }

    /** Zero control is stationary for balanced symmetric data; the reduced Hessian tells that it is a saddle, from which Newton's method departs. */
    @Test
    void saddleAtZeroControl() {
        TrainingTask task = Tasks.rings(12, Formulation.SL_STAR, 10, 20, ButcherTableau.euler(), 0.01);
        double[][] zero = new double[20][12];
        DiscreteMaximumPrinciple principle = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT);
        Extremal stationary = principle.solve(zero, 10);
        assertTrue(stationary.status().converged());
        assertEquals(0, stationary.iterations());
        DiscreteResiduals residuals = DiscreteResiduals.of(stationary);
        assertTrue(residuals.law() < 1e-12);
        assertTrue(residuals.saddle(), residuals.secondOrder());
        zero[3][7] = 1e-3;
        zero[5][9] = -1e-3;
        Extremal minimum = principle.solve(zero, 10);
        assertTrue(minimum.status().converged(), minimum.reason());
        assertTrue(minimum.objective() < 0.5 * stationary.objective());
        assertTrue(DiscreteResiduals.of(minimum).curvature() > 0);
    }

    @Test
    void overflowingStart() {
        TrainingTask task = Tasks.bias(Formulation.SL_STAR, 4, 8, ButcherTableau.euler(), 0.5, null)
                .withStart(new ControlStart.Given(new double[][] {{1e200}}));
        Extremal e = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT).solve();
        assertEquals(IndirectStatus.OVERFLOW, e.status());
        assertEquals(8, e.controls().length, "the iterate is there");
    }

    @Test
    void limits() {
        TrainingTask task = Tasks.rings(10, Formulation.SL_STAR, 10, 20, ButcherTableau.euler(), 0.01);
        Extremal e = new DiscreteMaximumPrinciple(task, new IndirectLimits(1e-10, 60, 50)).solve();
        assertEquals(IndirectStatus.LIMIT, e.status());
        assertTrue(e.objective() < 10.0571 && e.evaluations() < 200, "the best iterate, soon");
    }

    @Test
    void whatIsNotWritten() {
        TrainingTask task = Tasks.bias(Formulation.SL_STAR, 4, 8, ButcherTableau.trapezoid(), 0.5, null);
        assertNotNull(DiscreteMaximumPrinciple.inapplicable(task));
        TrainingTask trained =
                Tasks.with(task, task.loss(), new Output(new double[][] {{1}}, true, Output.Nonlinearity.NONE));
        Extremal e = new DiscreteMaximumPrinciple(trained, IndirectLimits.DEFAULT).solve();
        assertEquals(IndirectStatus.NOT_APPLICABLE, e.status());
        assertTrue(e.reason().contains("trained"), e.reason());
        TrainingTask bounded = Tasks.bias(
                Formulation.SL_STAR,
                4,
                8,
                ButcherTableau.euler(),
                0.5,
                new ControlBound(2, ControlBound.Norm.COMPONENTWISE));
        assertNotNull(DiscreteMaximumPrinciple.inapplicable(bounded));
        assertNotNull(ContinuousMaximumPrinciple.inapplicable(bounded));
    }
}
