package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** Training tasks with exact answers, derived by hand. */
class ClosedFormsTest {
    private static final double[][] TWO = {{2}};
    private static final double[][] MINUS_ONE = {{-1}};

    private static TrainingTask biasOnly(
            Formulation formulation,
            Loss loss,
            double horizon,
            int layers,
            ButcherTableau integrator,
            double lambda,
            @Nullable ControlBound bound) {
        return new TrainingTask(
                TWO,
                MINUS_ONE,
                new NeuralOde2(1, Activation.TANH, false, true),
                Output.identity(1),
                loss,
                formulation,
                horizon,
                layers,
                integrator,
                lambda,
                Regularization.L2,
                bound,
                new ControlStart.Sine());
    }

    private static DirectTraining.Outcome train(TrainingTask task) {
        // Ipopt relaxes bounds by 1e-8 of their size unless told not to.
        NlpOptions options = new NlpOptions(1e-11, 500, 60, Map.of("bound_relax_factor", 0.0));
        DirectTraining.Outcome outcome =
                new DirectTraining(new IpoptSolver(), options).train(task, IterationListener.SILENT);
        assertTrue(outcome.solution().status().solved(), outcome.solution().reason());
        return outcome;
    }

    private static NlpSolution solve(TrainingTask task) {
        return train(task).solution();
    }

    /** A1: J = e₀² λ/(T + λ), b = −e₀/(T + λ) constant. */
    @Test
    void terminalErrorWithBiasOnly() {
        DirectTraining.Outcome outcome =
                train(biasOnly(Formulation.SL1, Loss.SQUARED, 4, 8, ButcherTableau.euler(), 0.5, null));
        assertEquals(1, outcome.solution().objective(), 1e-12);
        TrainedNetwork network = outcome.network();
        assertEquals(-2.0 / 3, network.controls()[5][0], 1e-12);
        assertEquals(-1 + 1.0 / 3, network.states()[8][0][0], 1e-12);
    }

    /** A3: J = √λ e₀² tanh(T/√λ). */
    @Test
    void runningErrorWithBiasOnly() {
        assertEquals(
                6.363805695,
                solve(biasOnly(Formulation.SL_STAR, Loss.SQUARED, 4, 800, ButcherTableau.implicitMidpoint(), 0.5, null))
                        .objective(),
                2e-4);
    }

    /** A5: the discrete Riccati recursion of the Euler scheme, to round-off. */
    @Test
    void runningErrorWithBiasOnlyOnTheEulerScheme() {
        DirectTraining.Outcome outcome =
                train(biasOnly(Formulation.SL_STAR, Loss.SQUARED, 4, 16, ButcherTableau.euler(), 0.5, null));
        assertEquals(0.8430439247844518 * 9, outcome.solution().objective(), 1e-12);
        assertEquals(-3.55826354870671, outcome.network().controls()[0][0], 1e-12);
    }

    /** B1: bang until T*, then off; T* an unknown. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 4, 1.450961894, 5.975323716",
        "0.5, 20, 1.493245709, 5.996622444",
        "0.5, 1, 0.8169872981, 5.233653965",
        "0.01, 4, 1.499000400, 4.529990003"
    })
    void bangThenOffWithTheSquaredLoss(double lambda, double horizon, double switchTime, double objective) {
        TrainingTask task = biasOnly(
                Formulation.L1,
                Loss.SQUARED,
                horizon,
                10,
                ButcherTableau.rungeKutta4(),
                lambda,
                new ControlBound(2, ControlBound.Norm.EUCLIDEAN));
        DirectTraining.Outcome outcome = train(task);
        assertEquals(objective, outcome.solution().objective(), 1e-8);
        assertEquals(switchTime, outcome.network().end(), 1e-7);
    }

    /** B2: the distance loss stops exactly at the target. */
    @ParameterizedTest
    @CsvSource({"4, 1.5, 3.75", "1.8, 1.3, 3.71"})
    void bangThenOffWithTheDistanceLoss(double horizon, double switchTime, double objective) {
        TrainingTask task = biasOnly(
                Formulation.L1,
                Loss.DISTANCE,
                horizon,
                10,
                ButcherTableau.rungeKutta4(),
                0.5,
                new ControlBound(2, ControlBound.Norm.EUCLIDEAN));
        DirectTraining.Outcome outcome = train(task);
        assertEquals(objective, outcome.solution().objective(), 1e-8);
        assertEquals(switchTime, outcome.network().end(), 1e-7);
    }

    /** B4: two samples, tanh, w and b free; T* exact, the curve on 40 layers of order 4. */
    @ParameterizedTest
    @CsvSource({"4, 0.458149, 0.2388646", "8, 0.475649, 0.2423326", "16, 0.483340, 0.2438723"})
    void bangThenOffOfTwoSamples(double horizon, double switchTime, double objective) {
        TrainingTask task = new TrainingTask(
                new double[][] {{1}, {0}},
                new double[][] {{1.5}, {-0.5}},
                new NeuralOde2(1, Activation.TANH, true, true),
                Output.identity(1),
                Loss.SQUARED,
                Formulation.L1,
                horizon,
                40,
                ButcherTableau.rungeKutta4(),
                0.2,
                Regularization.L2,
                new ControlBound(2, ControlBound.Norm.EUCLIDEAN),
                new ControlStart.Sine());
        DirectTraining.Outcome outcome = train(task);
        assertEquals(objective, outcome.solution().objective(), 1e-6);
        assertEquals(switchTime, outcome.network().end(), 1e-5);
        assertEquals(2, outcome.network().norm(20), 1e-6);
    }

    /** A8: logistic loss. */
    @ParameterizedTest
    @CsvSource({"4, 1.042596914, 0.4378588543", "100, 3.359275045, 0.09059359438"})
    void logisticLossWithBiasOnly(double horizon, double delta, double objective) {
        TrainingTask task = new TrainingTask(
                new double[][] {{0}},
                new double[][] {{1}},
                new NeuralOde2(1, Activation.TANH, false, true),
                Output.identity(1),
                Loss.LOGISTIC,
                Formulation.SL1,
                horizon,
                5,
                ButcherTableau.euler(),
                0.5,
                Regularization.L2,
                null,
                new ControlStart.Sine());
        DirectTraining.Outcome outcome = train(task);
        assertEquals(objective, outcome.solution().objective(), 1e-9);
        assertEquals(delta, outcome.network().states()[5][0][0], 1e-8);
    }

    /** A2: three samples in the plane; V = 28/9 cannot be trained away. */
    @Test
    void errorsThatNoBiasCanRemove() {
        double[][] x = {{1, 0}, {3, 1}, {2, 5}};
        double[][] y = {{0, 0}, {1, 0}, {1, 1}};
        TrainingTask task = new TrainingTask(
                x,
                y,
                new NeuralOde2(2, Activation.TANH, false, true),
                Output.identity(2),
                Loss.SQUARED,
                Formulation.SL1,
                4,
                6,
                ButcherTableau.euler(),
                0.5,
                Regularization.L2,
                null,
                new ControlStart.Sine());
        assertEquals(3.617283951, solve(task).objective(), 1e-9);
    }

    /** H1 with bias only: the control is constant, so the answer is A1's. */
    @Test
    void continuousControlWithBiasOnly() {
        TrainingTask task = new TrainingTask(
                TWO,
                MINUS_ONE,
                new NeuralOde2(1, Activation.TANH, false, true),
                Output.identity(1),
                Loss.SQUARED,
                Formulation.SL1,
                4,
                8,
                ButcherTableau.rungeKutta4(),
                0.5,
                Regularization.H1,
                null,
                new ControlStart.Sine());
        assertEquals(1, solve(task).objective(), 1e-10);
    }

    /** C1: minimal-norm control from 2 to −1 for x′ = w σ(x) + b. */
    @ParameterizedTest
    @CsvSource({"IDENTITY, 5.405667139", "TANH, 6.54801206"})
    void exactControlOfOnePoint(Activation activation, double squaredNorm) {
        TrainingTask task = new TrainingTask(
                TWO,
                MINUS_ONE,
                new NeuralOde2(1, activation, true, true),
                Output.identity(1),
                Loss.SQUARED,
                Formulation.EXACT,
                1,
                400,
                ButcherTableau.gaussLegendre(2),
                1,
                Regularization.L2,
                null,
                new ControlStart.Sine());
        assertEquals(squaredNorm, solve(task).objective(), 2e-5);
    }

    /** The gradient of the benchmark "rings" at its start. */
    @Test
    void ringsStartsFromItsPublishedCost() {
        int n = 100;
        double[][] inputs = new double[n][3];
        double[][] targets = new double[n][1];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i % (n / 2)) / (n / 2);
            double radius = i < n / 2 ? 0.5 : 1;
            inputs[i][0] = radius * Math.cos(angle);
            inputs[i][1] = radius * Math.sin(angle);
            targets[i][0] = i < n / 2 ? 1 : -1;
        }
        for (Formulation formulation : new Formulation[] {Formulation.SL_STAR, Formulation.SL1}) {
            TrainingTask task = new TrainingTask(
                    inputs,
                    targets,
                    new NeuralOde2(3, Activation.TANH, true, true),
                    Output.select(3, 3),
                    Loss.SQUARED,
                    formulation,
                    10,
                    40,
                    ButcherTableau.euler(),
                    0.01,
                    Regularization.L2,
                    null,
                    new ControlStart.Sine());
            TrainingProgram program = new TrainingProgram(task, 1e-6);
            double expected = formulation == Formulation.SL_STAR ? 10.0570731529 : 1.01107107331;
            assertEquals(expected, program.program().objective(program.start()), 1e-10);
        }
    }
}
