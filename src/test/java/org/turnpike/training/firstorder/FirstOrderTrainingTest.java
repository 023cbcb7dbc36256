package org.turnpike.training.firstorder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.training.Tasks;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.propagation.LocalSampleCost;

/** Training with first derivatives reaches optima that are known; randomness is by seed; going on is as if it had not stopped. */
class FirstOrderTrainingTest {
    /** Bias only, SL*, 16 Euler layers: 9 P₀ of the discrete Riccati recursion. */
    private static final double BIAS = 7.587395323060066;

    private static double[] start(TrainingTask task) {
        return new ControlSpace(task).start(task);
    }

    private static Minimum train(
            TrainingMethod method, TrainingTask task, double tolerance, int limit, DescentListener listener) {
        return method.train(
                        task,
                        LocalSampleCost::of,
                        TrainingRun.from(start(task), tolerance, limit, Double.POSITIVE_INFINITY, listener))
                .minimum();
    }

    private static SgdTraining sgd(EpochSettings epochs, double momentum, boolean nesterov) {
        return new SgdTraining(new SgdSettings(epochs, momentum, nesterov), null);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "0.8, false", "0.8, true"})
    void gradientDescentReachesTheClosedForm(double momentum, boolean nesterov) {
        TrainingTask task = Tasks.bias(Formulation.SL_STAR, 4, 16, 0.5);
        Minimum minimum =
                train(sgd(EpochSettings.of(0.05), momentum, nesterov), task, 1e-9, 5000, DescentListener.SILENT);
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        assertEquals(BIAS, minimum.value(), 1e-12 * BIAS);
    }

    /** On a quadratic function e₊ = (1 − η a) e: the change of u shrinks by exactly that. */
    @Test
    void gradientDescentContractsByTheory() {
        // SL1, one layer, x' = b: J = (3 + T b)² + λ T b², in L² of curvature 2 T + 2 λ.
        TrainingTask task = Tasks.bias(Formulation.SL1, 2, 1, 0.5);
        List<Double> norms = new ArrayList<>();
        train(sgd(EpochSettings.of(0.1), 0, false), task, 1e-9, 20, i -> norms.add(i.gradientNorm()));
        for (int k = 1; k < norms.size(); k++) {
            assertEquals(1 - 0.1 * 5, norms.get(k) / norms.get(k - 1), 1e-6);
        }
    }

    @Test
    void adamReachesTheClosedForm() {
        TrainingTask task = Tasks.bias(Formulation.SL_STAR, 4, 16, 0.5);
        LearningRate rate = new LearningRate(0.05, new Schedule.Cosine(3000, 0), 0);
        AdamTraining adam = new AdamTraining(AdamSettings.of(new EpochSettings(rate, 0, 1, null)), null);
        Minimum minimum = train(adam, task, 1e-6, 3000, DescentListener.SILENT);
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        assertEquals(BIAS, minimum.value(), 1e-12 * BIAS);
    }

    /** The first step has length η in each component whatever the gradient is: the bias correction. */
    @Test
    void adamsFirstStepIsTheLearningRate() {
        TrainingTask task = Tasks.bias(Formulation.SL_STAR, 4, 16, 0.5);
        double[] start = start(task);
        AdamTraining adam = new AdamTraining(AdamSettings.of(EpochSettings.of(1e-3)), null);
        train(adam, task, 1e-8, 1, iterate -> {
            for (int j = 0; iterate.number() == 1 && j < start.length; j++) {
                assertEquals(1e-3, Math.abs(iterate.u()[j] - start[j]), 1e-8);
            }
            return true;
        });
    }

    /** Three samples, one a step, and a learning rate that falls: the noise goes with it. J = V + |ē|² λ/(λ + T). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void minibatchesReachTheClosedForm(boolean adam) {
        TrainingTask task = Tasks.threePoints(Formulation.SL1, 5);
        EpochSettings epochs =
                new EpochSettings(new LearningRate(adam ? 0.05 : 0.04, new Schedule.Cosine(1500, 0), 5), 1, 7, null);
        TrainingMethod method = adam ? new AdamTraining(AdamSettings.of(epochs), null) : sgd(epochs, 0.5, true);
        Minimum minimum = train(method, task, 1e-12, 1500, DescentListener.SILENT);
        double optimum = 28.0 / 9 + (16.0 / 9 + 25.0 / 9) * 0.5 / 4.5;
        assertEquals(optimum, minimum.value(), 1e-5);
        assertTrue(minimum.value() >= optimum - 1e-12);
    }

    @Test
    void aSeedDeterminesTheRun() {
        TrainingTask task = Tasks.rings(20, Formulation.SL_STAR, 4, 4);
        double[] one = train(batches(3), task, 0, 5, DescentListener.SILENT).u();
        assertArrayEquals(
                one, train(batches(3), task, 0, 5, DescentListener.SILENT).u());
        assertNotEquals(
                one[0], train(batches(4), task, 0, 5, DescentListener.SILENT).u()[0]);
    }

    private static AdamTraining batches(long seed) {
        LearningRate rate = new LearningRate(0.02, new Schedule.Step(4, 0.5), 2);
        return new AdamTraining(AdamSettings.of(new EpochSettings(rate, 8, seed, null)), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "sgd", "lbfgs"})
    void resumedIsUninterrupted(String name) {
        TrainingTask task = Tasks.rings(20, Formulation.SL_STAR, 4, 4);
        EpochSettings epochs = batches(3).settings().epochs();
        TrainingMethod method =
                switch (name) {
                    case "adam" -> batches(3);
                    case "sgd" -> sgd(epochs, 0.9, true);
                    default -> new LbfgsTraining(new LbfgsSettings(3, false));
                };
        assertEquals(name, method.name());
        List<Double> whole = new ArrayList<>();
        Minimum expected = train(method, task, 0, 12, iterate -> whole.add(iterate.value()));
        Map<String, double[]> memory = new HashMap<>();
        double[] at = new double[start(task).length];
        train(method, task, 0, 12, iterate -> {
            memory.putAll(iterate.memory().get());
            System.arraycopy(iterate.u(), 0, at, 0, at.length);
            return iterate.number() < 5;
        });
        List<Double> rest = new ArrayList<>();
        TrainingRun run =
                new TrainingRun(at, memory, 5, 0, 12, Double.POSITIVE_INFINITY, iterate -> rest.add(iterate.value()));
        Minimum second = method.train(task, LocalSampleCost::of, run).minimum();
        assertEquals(whole.subList(5, whole.size()), rest);
        assertEquals(expected.iterations(), second.iterations());
        assertArrayEquals(expected.u(), second.u());
    }

    /** The monitored value is least where u₀ = −0.5, which the descent towards −3 passes: that epoch is restored. */
    @Test
    void earlyStoppingRestoresTheBest() {
        TrainingTask task = Tasks.bias(Formulation.SL_STAR, 4, 16, 0.5);
        EpochSettings epochs = new EpochSettings(LearningRate.constant(0.01), 0, 1, new EarlyStopping(5, 0));
        List<Double> monitored = new ArrayList<>();
        SgdTraining method = new SgdTraining(new SgdSettings(epochs, 0, false), u -> Math.abs(u[0] + 0.5));
        Minimum minimum = train(method, task, 1e-9, 5000, i -> monitored.add(Math.abs(i.u()[0] + 0.5)));
        assertEquals(Termination.EARLY_STOP, minimum.termination());
        double least = monitored.stream().mapToDouble(v -> v).min().orElseThrow();
        assertEquals(least, Math.abs(minimum.u()[0] + 0.5));
        assertEquals(monitored.size() - 1, monitored.indexOf(least) + 5);
    }

    /** A learning rate beyond 2/curvature diverges, which is said, and the best iterate is kept. */
    @Test
    void tooHighALearningRate() {
        TrainingTask task = Tasks.bias(Formulation.SL_STAR, 4, 16, 0.5);
        Minimum minimum = train(sgd(EpochSettings.of(10), 0, false), task, 1e-9, 5000, DescentListener.SILENT);
        assertEquals(Termination.DIVERGED, minimum.termination());
        assertTrue(minimum.reason().contains("learning rate"), minimum.reason());
        assertTrue(Double.isFinite(minimum.value()));
    }

    @Test
    void schedules() {
        assertEquals(0.25, new Schedule.Step(10, 0.5).factor(20));
        assertEquals(0.81, new Schedule.Exponential(0.9).factor(2), 1e-15);
        Schedule cosine = new Schedule.Cosine(10, 0.2);
        assertEquals(1, cosine.factor(0));
        assertEquals(0.6, cosine.factor(5), 1e-15);
        assertEquals(0.2, cosine.factor(30));
        LearningRate warm = new LearningRate(2, Schedule.CONSTANT, 4);
        assertEquals(0.25, warm.at(0, 0.5));
        assertEquals(2, warm.at(3.5, 0.5));
        assertEquals(2, warm.at(100, 0.5));
    }

    /** The order takes each sample once, and differs from epoch to epoch. */
    @Test
    void anEpochTakesEachSampleOnce() {
        SampleOrder order = new SampleOrder(100, 5);
        int[] first = order.of(0).clone();
        int[] sorted = first.clone();
        java.util.Arrays.sort(sorted);
        int[] all = new int[100];
        java.util.Arrays.setAll(all, i -> i);
        assertArrayEquals(all, sorted);
        assertTrue(!java.util.Arrays.equals(first, order.of(1)));
        assertArrayEquals(first, order.of(0));
    }

    @Test
    void tasksThatAreNotSmoothAreRefused() {
        TrainingTask exact = Tasks.bias(Formulation.EXACT, 4, 16, 0.5);
        assertNotNull(new LbfgsTraining(LbfgsSettings.DEFAULT).inapplicable(exact));
        assertNotNull(batches(1).inapplicable(Tasks.bias(Formulation.L1, 4, 16, 0.5)));
    }

    /** The benchmark's optimum, found by JAX with L-BFGS and by the prototype of the reduced engine. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lbfgsReachesTheOptimumOfRings(boolean euclidean) {
        TrainingTask task = Tasks.rings(100, Formulation.SL_STAR, 10, 40);
        LbfgsTraining method = new LbfgsTraining(new LbfgsSettings(20, euclidean));
        Minimum minimum = train(method, task, 1e-7, 5000, DescentListener.SILENT);
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        assertEquals(1.275363786, minimum.value(), 1e-9);
    }
}
