package org.turnpike.training.msa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.pmp.DiscreteMaximumPrinciple;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.learning.pmp.IndirectLimits;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.training.Tasks;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;

/** MSA and E-MSA: convergence and divergence as theory says, fixed points as the maximum principle says. */
class SuccessiveApproximationsTest {
    private static MsaTraining basic(boolean relaxation) {
        return new MsaTraining(new MsaSettings(relaxation, 10));
    }

    private static ExtendedMsaTraining extended(double rho) {
        return new ExtendedMsaTraining(new ExtendedMsaSettings(rho, MsaSettings.DEFAULT));
    }

    private static Minimum train(
            TrainingMethod method, TrainingTask task, double tolerance, int limit, DescentListener listener) {
        TrainingRun run = TrainingRun.from(
                new ControlSpace(task).start(task), tolerance, limit, Double.POSITIVE_INFINITY, listener);
        return method.train(task, (t, weights, epsilon) -> new TrajectoryCost(t), run)
                .minimum();
    }

    private static List<Double> values(TrainingMethod method, TrainingTask task, int limit) {
        List<Double> values = new ArrayList<>();
        train(method, task, 1e-9, limit, iterate -> values.add(iterate.value()));
        return values;
    }

    /** SL1, bias only: errors shrink by T/λ. */
    @Test
    void contractsByTheory() {
        TrainingTask task = Tasks.bias(Formulation.SL1, 0.25, 10, 0.5);
        List<Double> norms = new ArrayList<>();
        Minimum minimum = train(basic(false), task, 1e-10, 100, iterate -> norms.add(iterate.gradientNorm()));
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        assertEquals(9 * 0.5 / 0.75, minimum.value(), 1e-12);
        for (int k = 3; k < 20; k++) {
            assertEquals(0.5, norms.get(k) / norms.get(k - 1), 1e-6);
        }
    }

    /** The same beyond T = λ: never a success, and the best iterate is what comes back. */
    @Test
    void divergesByTheory() {
        TrainingTask task = Tasks.bias(Formulation.SL1, 0.75, 10, 0.5);
        Minimum minimum = train(basic(false), task, 1e-10, 1000, DescentListener.SILENT);
        assertEquals(Termination.DIVERGED, minimum.termination(), minimum.reason());
        assertTrue(minimum.reason().contains("relaxation"), minimum.reason());
        assertTrue(minimum.value() < 10);
    }

    @ParameterizedTest
    @CsvSource({"4", "20"})
    void relaxedItConverges(double horizon) {
        TrainingTask task = Tasks.bias(Formulation.SL1, horizon, 10, 0.5);
        Minimum minimum = train(basic(true), task, 1e-9, 2000, DescentListener.SILENT);
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        assertEquals(9 * 0.5 / (horizon + 0.5), minimum.value(), 1e-11);
    }

    /** Bias only, SL*: E-MSA with enough ρ reaches 9 P₀ of the Riccati recursion where the basic method diverges. */
    @Test
    void extendedReachesTheClosedForm() {
        TrainingTask task = Tasks.bias(Formulation.SL_STAR, 4, 16, 0.5);
        assertEquals(
                Termination.DIVERGED,
                train(basic(false), task, 1e-9, 1000, DescentListener.SILENT).termination());
        Minimum minimum = train(extended(15), task, 1e-9, 5000, DescentListener.SILENT);
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        assertEquals(7.587395323060066, minimum.value(), 1e-11);
    }

    /** With ρ large the cost falls in each step; without, not: nODE2, whose Hamiltonian is quadratic, and nODE, whose is not. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void extendedIsMonotone(boolean quadratic) {
        TrainingTask task = quadratic ? Tasks.rings(20, Formulation.SL_STAR, 4, 8) : Tasks.sine(20, 1e-3);
        List<Double> values = values(extended(30), task, 60);
        assertEquals(61, values.size());
        for (int k = 1; k < values.size(); k++) {
            assertTrue(values.get(k) < values.get(k - 1), k + ": " + values.get(k - 1) + " to " + values.get(k));
        }
        assertTrue(values.get(60) < (quadratic ? 0.99 : 0.01) * values.get(0), values.get(0) + " to " + values.get(60));
        List<Double> without = values(basic(false), task, 60);
        boolean rose = false;
        for (int k = 1; k < without.size(); k++) {
            rose |= without.get(k) > without.get(k - 1);
        }
        assertTrue(rose);
    }

    /** A fixed point is an extremal of the discrete maximum principle, with the same costates. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"msa", "emsa"})
    void fixedPointsSatisfyTheMaximumPrinciple(String name) {
        TrainingTask task = Tasks.rings(10, Formulation.SL_STAR, 1, 4);
        TrainingMethod method = name.equals("msa") ? basic(true) : extended(1);
        assertEquals(name, method.name());
        Minimum minimum = train(method, task, 1e-8, 50_000, DescentListener.SILENT);
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.toString());
        DiscreteMaximumPrinciple principle = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT);
        ControlSpace space = new ControlSpace(task);
        Extremal evaluated = principle.evaluated(space.byRow(minimum.u()));
        // The residual is that of u = argmin H, the gradient's norm over 2λ.
        assertTrue(evaluated.residual() <= 1e-8 / 0.02, "residual " + evaluated.residual());
        assertEquals(evaluated.objective(), minimum.value(), 1e-13);
        SampleTrajectories trajectories = new SampleTrajectories(task);
        trajectories.forward(minimum.u());
        trajectories.backward(minimum.u(), new double[space.size()]);
        for (int k = 0; k <= 4; k++) {
            for (int i = 0; i < 10; i++) {
                double[] p = java.util.Arrays.copyOfRange(trajectories.costates(k), 3 * i, 3 * i + 3);
                assertArrayEquals(evaluated.costates()[k][i], p, 1e-14);
            }
        }
        Extremal extremal = principle.solve(space.byRow(minimum.u()), 1);
        assertTrue(extremal.status().converged(), extremal.reason());
        assertEquals(extremal.objective(), minimum.value(), 1e-10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resumedIsUninterrupted(boolean relaxation) {
        TrainingTask task = Tasks.rings(20, Formulation.SL_STAR, 4, 8);
        TrainingMethod method = relaxation ? basic(true) : extended(100);
        List<Double> whole = values(method, task, 12);
        Map<String, double[]> memory = new HashMap<>();
        double[] at = new double[new ControlSpace(task).size()];
        train(method, task, 1e-9, 12, iterate -> {
            memory.putAll(iterate.memory().get());
            System.arraycopy(iterate.u(), 0, at, 0, at.length);
            return iterate.number() < 5;
        });
        List<Double> rest = new ArrayList<>();
        TrainingRun run = new TrainingRun(
                at, memory, 5, 1e-9, 12, Double.POSITIVE_INFINITY, iterate -> rest.add(iterate.value()));
        method.train(task, (t, weights, epsilon) -> new TrajectoryCost(t), run);
        assertEquals(whole.subList(5, whole.size()), rest);
    }

    /** sin on [−π, π] in the setting of E-MSA's authors' code: ρ = 1, 100 points, width 5, 20 layers of length ¼. */
    @Tag("slow")
    @Test
    void sine() {
        TrainingTask task = Tasks.sine(100, 1e-6);
        Minimum minimum = train(extended(1), task, 1e-9, 200, DescentListener.SILENT);
        assertTrue(minimum.value() < 0.01, minimum.toString());
    }
}
