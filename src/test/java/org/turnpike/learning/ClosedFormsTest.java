package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.collocation.TrainedNetwork;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** Training tasks with exact answers, derived by hand. */
class ClosedFormsTest {
    private static final double[][] TWO = {{2}};
    private static final double[][] MINUS_ONE = {{-1}};

    private static TrainingTask biasOnly(
            Formulation formulation, Loss loss, double horizon, int layers, ButcherTableau integrator, double lambda,
            @Nullable ControlBound bound) {
        return new TrainingTask(
                TWO, MINUS_ONE, new NeuralOde2(1, Activation.TANH, false, true), Output.identity(1), loss, formulation,
                horizon, layers, integrator, lambda, Regularization.L2, bound, new ControlStart.Sine());
    }

    private static NlpSolution solve(TrainingProgram program) {
        NlpSolution solution = new IpoptSolver()
                .solve(
                        program.program(),
                        NlpStart.at(program.start()),
                        null,
                        new NlpOptions(1e-11, 500, 60, Map.of()),
                        IterationListener.SILENT);
        assertTrue(solution.status().solved(), solution.reason());
        return solution;
    }

    /** A1: J = e₀² λ/(T + λ), b = −e₀/(T + λ) constant. */
    @Test
    void terminalErrorWithBiasOnly() {
        TrainingProgram program =
                new TrainingProgram(biasOnly(Formulation.SL1, Loss.SQUARED, 4, 8, ButcherTableau.euler(), 0.5, null));
        NlpSolution solution = solve(program);
        assertEquals(1, solution.objective(), 1e-12);
        TrainedNetwork network = program.network(solution.z());
        assertEquals(-2.0 / 3, network.controls()[5][0], 1e-12);
        assertEquals(-1 + 1.0 / 3, network.states()[8][0][0], 1e-12);
    }

    /** A3: J = √λ e₀² tanh(T/√λ). */
    @Test
    void runningErrorWithBiasOnly() {
        TrainingProgram program = new TrainingProgram(
                biasOnly(Formulation.SL_STAR, Loss.SQUARED, 4, 800, ButcherTableau.implicitMidpoint(), 0.5, null));
        assertEquals(6.363805695, solve(program).objective(), 2e-4);
    }

    /** A5: the discrete Riccati recursion of the Euler scheme, to round-off. */
    @Test
    void runningErrorWithBiasOnlyOnTheEulerScheme() {
        TrainingProgram program =
                new TrainingProgram(biasOnly(Formulation.SL_STAR, Loss.SQUARED, 4, 16, ButcherTableau.euler(), 0.5, null));
        NlpSolution solution = solve(program);
        assertEquals(0.8430439247844518 * 9, solution.objective(), 1e-12);
        assertEquals(-3.55826354870671, program.network(solution.z()).controls()[0][0], 1e-12);
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
                Formulation.L1, Loss.SQUARED, horizon, 10, ButcherTableau.rungeKutta4(), lambda,
                new ControlBound(2, ControlBound.Norm.EUCLIDEAN));
        TrainingProgram program = new TrainingProgram(task, horizon / 2);
        NlpSolution solution = solve(program);
        assertEquals(objective, solution.objective(), 1e-8);
        assertEquals(switchTime, program.network(solution.z()).end(), 1e-7);
    }

    /** B2: the distance loss stops exactly at the target. */
    @ParameterizedTest
    @CsvSource({"4, 1.5, 3.75", "1.8, 1.3, 3.71"})
    void bangThenOffWithTheDistanceLoss(double horizon, double switchTime, double objective) {
        TrainingTask task = biasOnly(
                Formulation.L1, Loss.DISTANCE, horizon, 10, ButcherTableau.rungeKutta4(), 0.5,
                new ControlBound(2, ControlBound.Norm.EUCLIDEAN));
        TrainingProgram program = new TrainingProgram(task, horizon / 2);
        NlpSolution solution = solve(program);
        assertEquals(objective, solution.objective(), 1e-7);
        assertEquals(switchTime, program.network(solution.z()).end(), 1e-6);
    }

    /** B1 on a fixed mesh of layers: the norm as an unknown, zeros after the switch. */
    @Test
    void bangThenOffOnFixedLayers() {
        TrainingTask task = biasOnly(
                Formulation.L1, Loss.SQUARED, 4, 80, ButcherTableau.rungeKutta4(), 0.5,
                new ControlBound(2, ControlBound.Norm.EUCLIDEAN));
        TrainingProgram program = new TrainingProgram(task);
        NlpSolution solution = solve(program);
        assertEquals(5.975323716, solution.objective(), 2e-3);
        TrainedNetwork network = program.network(solution.z());
        assertEquals(2, network.norm(10), 1e-6);
        assertEquals(0, network.norm(60), 1e-6);
    }

    /** C1: minimal-norm control from 2 to −1 for x′ = w σ(x) + b. */
    @ParameterizedTest
    @CsvSource({"IDENTITY, 5.405667139", "TANH, 6.54801206"})
    void exactControlOfOnePoint(Activation activation, double squaredNorm) {
        TrainingTask task = new TrainingTask(
                TWO, MINUS_ONE, new NeuralOde2(1, activation, true, true), Output.identity(1), Loss.SQUARED,
                Formulation.EXACT, 1, 20, ButcherTableau.gaussLegendre(2), 1, Regularization.L2, null,
                new ControlStart.Sine());
        assertEquals(squaredNorm, solve(new TrainingProgram(task)).objective(), 2e-3);
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
                    inputs, targets, new NeuralOde2(3, Activation.TANH, true, true), Output.select(3, 3), Loss.SQUARED,
                    formulation, 10, 40, ButcherTableau.euler(), 0.01, Regularization.L2, null,
                    new ControlStart.Sine());
            long begin = System.nanoTime();
            TrainingProgram program = new TrainingProgram(task);
            double seconds = (System.nanoTime() - begin) * 1e-9;
            double expected = formulation == Formulation.SL_STAR ? 10.0570731529 : 1.01107107331;
            assertEquals(expected, program.program().objective(program.start()), 1e-10);
            if (Boolean.getBoolean("turnpike.test.print")) {
                NlpSolution s = new IpoptSolver()
                        .solve(program.program(), NlpStart.at(program.start()), null,
                                new NlpOptions(1e-8, 500, 60, Map.of()), IterationListener.SILENT);
                System.out.println(formulation + " setup " + seconds + " " + s.status() + " J " + s.objective() + " it "
                        + s.iterations() + " s " + s.seconds() + " eval " + s.evaluationSeconds());
            }
        }
    }
}
