package org.turnpike.training.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Termination;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.propagation.LocalSampleCost;

/** The formulation L1: closed forms, exact zeros, switching times. */
class SparseTrainingTest {
    private static ReducedTask scalar(double x, double horizon, double lambda, double limit) {
        return ReducedTask.bias(new double[][] {{x}}, new double[][] {{0}}, Formulation.L1, horizon, lambda)
                .bound(limit, Norm.EUCLIDEAN);
    }

    private static TrainedControls converged(ReducedTask task) {
        TrainedControls trained = task.train();
        assertEquals(
                Termination.CONVERGED,
                trained.minimum().termination(),
                trained.minimum().reason());
        return trained;
    }

    /** B1. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 4, 1.450961894, 5.975323716",
        "0.5, 20, 1.493245709, 5.996622444",
        "0.5, 1, 0.8169872981, 5.233653965",
        "0.01, 4, 1.499000400, 4.529990003"
    })
    void bangThenOff(double lambda, double horizon, double switchTime, double objective) {
        TrainedControls trained = converged(scalar(3, horizon, lambda, 2));
        assertEquals(objective, trained.minimum().value(), 1e-9);
        assertEquals(switchTime, trained.end(), 1e-9);
        for (double u : trained.minimum().u()) {
            assertEquals(-2, u, 1e-12);
        }
    }

    /** B1 with 2 e₀ T ≤ λ: exactly nothing. */
    @Test
    void noControlWhereItCostsMoreThanItSaves() {
        TrainedControls trained = converged(scalar(1, 1.5, 4, 1));
        assertEquals(1.5, trained.minimum().value(), 1e-14);
        for (double u : trained.minimum().u()) {
            assertEquals(0, u, 0);
        }
    }

    /** B2: the kinks of the loss are smoothed by 1e-7, which costs at most 4e-7. */
    @ParameterizedTest
    @CsvSource({"4, 3.75, 1.5", "1.8, 3.71, 1.3", "0.4, 1.2, NaN"})
    void distanceLoss(double horizon, double objective, double switchTime) {
        TrainedControls trained = converged(scalar(3, horizon, 0.5, 2).loss(Loss.DISTANCE));
        assertEquals(objective, trained.minimum().value(), 1e-7);
        if (!Double.isNaN(switchTime)) {
            assertEquals(switchTime, trained.end(), 1e-7);
        }
        assertTrue(
                trained.minimum().reason().contains("smoothed by 1e-07"),
                trained.minimum().reason());
    }

    /** B4: (T − T*) |(∂f/∂u)ᵀ∇φ| = λ where the control stops. */
    @ParameterizedTest
    @ValueSource(doubles = {4, 8, 16})
    void controlStopsWhereItNoLongerPays(double horizon) {
        ReducedTask task = ReducedTask.node2(
                        new double[][] {{1}, {0}}, new double[][] {{1.5}, {-0.5}}, Formulation.L1, horizon, 0.2)
                .layers(40)
                .bound(2, Norm.EUCLIDEAN);
        TrainedControls trained = converged(task);
        double[] u = trained.minimum().u();
        double w = 0;
        double b = 0;
        for (int i = 0; i < 2; i++) {
            double x = 1 - i;
            for (int k = 0; k < 40; k++) {
                x = rungeKutta(x, u[2 * k], u[2 * k + 1], trained.end() / 40);
                assertEquals(2, Math.hypot(u[2 * k], u[2 * k + 1]), 1e-12);
            }
            double e = x - (i == 0 ? 1.5 : -0.5);
            w += e * Math.tanh(x);
            b += e;
        }
        assertEquals(0.2, (horizon - trained.end()) * Math.hypot(w, b), 1e-4);
    }

    private static double rungeKutta(double x, double w, double b, double h) {
        double k1 = w * Math.tanh(x) + b;
        double k2 = w * Math.tanh(x + h / 2 * k1) + b;
        double k3 = w * Math.tanh(x + h / 2 * k2) + b;
        double k4 = w * Math.tanh(x + h * k3) + b;
        return x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }

    /** z = x₁ + 2x₂, |b|₁ ≤ 1: all of the control belongs into b₂, which leaves B1 with M = 2, λ/2. */
    @Test
    void entrywiseNormPutsItsMassOnOneEntry() {
        ReducedTask task = ReducedTask.bias(new double[][] {{1, 1}}, new double[][] {{0}}, Formulation.L1, 4, 1)
                .output(new double[][] {{1, 2}})
                .bound(1, Norm.ENTRYWISE_L1);
        TrainedControls trained = converged(task);
        assertEquals(5.975323716, trained.minimum().value(), 1e-9);
        assertEquals(1.450961894, trained.end(), 1e-9);
        for (int k = 0; k < 10; k++) {
            assertEquals(0, trained.minimum().u()[2 * k], 0);
            assertEquals(-1, trained.minimum().u()[2 * k + 1], 1e-12);
        }
    }

    /** Two problems B1 of opposite sign; T* = 5/4 is a node of the mesh. */
    @Test
    void componentwiseBound() {
        ReducedTask task = ReducedTask.bias(new double[][] {{3, -3}}, new double[][] {{0, 0}}, Formulation.L1, 4, 2.75)
                .layers(16)
                .bound(2, Norm.COMPONENTWISE);
        TrainedControls trained = converged(task);
        assertEquals(
                2 * ((27 - 0.125) / 6 + 0.25 * 2.75 + 2.75 * 2.5),
                trained.minimum().value(),
                1e-9);
        for (int k = 0; k < 16; k++) {
            assertEquals(k < 5 ? -2 : 0, trained.minimum().u()[2 * k], 0);
            assertEquals(k < 5 ? 2 : 0, trained.minimum().u()[2 * k + 1], 0);
        }
    }

    /** A mesh has no node at T*: one layer goes at part of the speed, and the answer says why. */
    @Test
    void partialLayerIsExplained() {
        TrainedControls trained = converged(scalar(3, 4, 0.5, 2).layers(20));
        String reason = trained.minimum().reason();
        assertTrue(reason.contains("T* = 1.45096189"), reason);
        assertTrue(reason.contains("Of 20 layers 7 are at the bound M, 12 exactly 0, 1 between."), reason);
        assertTrue(reason.contains("Layer 8 has 0 < |u| = 0.50675"), reason);
    }

    /** An interrupted run goes on from its last iterate's memory. */
    @Test
    void resumesWithTheSwitchingTime() {
        ReducedTask task = scalar(3, 4, 0.5, 2);
        DescentListener.Iterate[] last = new DescentListener.Iterate[1];
        double[][] u = new double[1][];
        java.util.Map<String, double[]> memory = new java.util.HashMap<>();
        TrainedControls stopped = task.train(i -> {
            if (i.memory().get().isEmpty()) {
                return true;
            }
            last[0] = i;
            u[0] = i.u().clone();
            memory.putAll(i.memory().get());
            return false;
        });
        assertEquals(Termination.INTERRUPTED, stopped.minimum().termination());
        assertNotNull(last[0]);
        TrainingRun rest = new TrainingRun(u[0], memory, last[0].number(), 1e-10, 100, 60, DescentListener.SILENT);
        TrainedControls trained = new NewtonTraining().train(task.task(), LocalSampleCost::of, rest);
        assertEquals(1.450961894, trained.end(), 1e-9);
        assertTrue(trained.minimum().iterations() - last[0].number() < 10);
    }

    /** Local optima exist: this is the one of this start, no better than the reference. */
    @Test
    void ringsEndAtALocalOptimum() {
        TrainedControls trained = converged(ReducedTask.ofFile("rings-l1"));
        assertTrue(trained.minimum().value() > 0.757381046);
        assertTrue(
                trained.minimum().value() < 0.763, () -> "" + trained.minimum().value());
        assertTrue(trained.minimum().gradientNorm() <= 1e-10);
    }

    /** SL1 with an L1 penalty of a perceptron. */
    @Test
    void sparseNetworkHasExactZeros() {
        TrainedControls trained = ReducedTask.ofFile("sin-mlp-l1").train();
        int zeros = 0;
        for (double u : trained.minimum().u()) {
            zeros += u == 0 ? 1 : 0;
        }
        assertTrue(zeros >= 5, zeros + " zeros");
        assertTrue(
                trained.minimum().value() < 0.0675 * 1.1,
                () -> "" + trained.minimum().value());
    }

    /** A bound of each component beside a squared penalty: the closed form −e₀/(T + λ) of A1, cut at M. */
    @Test
    void boundedEnergy() {
        ReducedTask task = ReducedTask.bias(new double[][] {{3}}, new double[][] {{0}}, Formulation.SL1, 4, 0.5)
                .bound(0.5, Norm.COMPONENTWISE);
        TrainedControls trained = converged(task);
        assertEquals(1 + 0.5 * 4 * 0.25, trained.minimum().value(), 1e-12);
        TrainedControls free =
                converged(ReducedTask.bias(new double[][] {{3}}, new double[][] {{0}}, Formulation.SL1, 4, 0.5)
                        .bound(1, Norm.COMPONENTWISE));
        assertEquals(9 * 0.5 / 4.5, free.minimum().value(), 1e-12);
    }

    /** Overflow at the start is said. */
    @Test
    void overflowAtTheStart() {
        ReducedTask task = ReducedTask.of(
                        new NeuralOde2(1, Activation.IDENTITY, true, true),
                        new double[][] {{1}},
                        new double[][] {{0}},
                        Formulation.L1,
                        1e4,
                        1e-3)
                .layers(200)
                .bound(1e3, Norm.EUCLIDEAN)
                .start(new ControlStart.Uniform(1, 1e3));
        assertEquals(Termination.OVERFLOW, task.train().minimum().termination());
    }

    /** H1 and bounds exclude each other. */
    @Test
    void boundsOfLinearControlsAreRefused() {
        TrainingTask task =
                scalar(3, 4, 0.5, 2).regularization(Regularization.H1).task();
        assertNotNull(new NewtonTraining().inapplicable(task));
        assertEquals(11, new ControlSpace(task).rows());
    }
}
