package org.turnpike.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.training.propagation.LocalSampleCost;

/** Errors of samples in a stream against those of states that are all in memory. */
class SampleErrorsTest {
    @TempDir
    private Path folder;

    private LearningProblem problem(String model, String more) throws IOException {
        Path file = folder.resolve("task.yaml");
        Files.writeString(
                file,
                """
                turnpike: 1
                learning:
                  data: {generator: noisy-rings, samples: 3000, seed: 2}
                  loss: squared
                  lambda: 0.01
                  model: %s
                  %s
                """
                        .formatted(model, more.replace("\n", "\n  ")));
        LearningProblem problem =
                new ProblemReader(Set.of()).readAny(file, List.of()).learning();
        assertNotNull(problem);
        return problem;
    }

    private static double[] controls(TrainingTask task) {
        double[] u = new ControlSpace(task).start(task);
        for (int j = 0; j < u.length; j++) {
            u[j] += 0.3 * Math.cos(j);
        }
        return u;
    }

    private static TrainedNetwork plain(TrainingTask task, double[] u) {
        ControlSpace space = new ControlSpace(task);
        return new TrainedNetwork(
                task,
                space.byRow(u),
                space.outputMatrix(u),
                new double[0][][],
                task.phases().nodes(task.horizon()));
    }

    private static SampleErrors errors(LearningProblem problem, double[] u, int kept) {
        TrainingTask task = problem.task();
        return SampleErrors.of(
                Network.of(problem, plain(task, u)),
                task.loss(),
                task.inputs(),
                task.targets(),
                problem.training().classes(),
                true,
                kept);
    }

    private static void assertSameAsInMemory(LearningProblem problem) {
        TrainingTask task = problem.task();
        double[] u = controls(task);
        SampleErrors all = errors(problem, u, Integer.MAX_VALUE);
        TrainedNetwork plain = plain(task, u);
        TrainedNetwork whole =
                new TrainedNetwork(task, plain.controls(), plain.outputMatrix(), all.states(), plain.times());
        for (int k = 0; k <= task.layers(); k++) {
            double tolerance = Double.isNaN(whole.error(k)) ? 0 : 1e-12 * (1 + whole.error(k));
            assertEquals(whole.error(k), all.nodes()[k], tolerance);
        }
        TrainingMeasures measures = TrainingMeasures.of(problem, whole);
        assertEquals(measures.trainingError(), all.nodes()[task.layers()], 1e-12);
        assertEquals(measures.trainAccuracy(), all.accuracy(), 0);
        assertEquals(0, measures.propagationError(), 0);
        SampleErrors few = errors(problem, u, 10);
        assertEquals(10, few.states()[0].length);
        assertArrayEquals(all.states()[task.layers()][9], few.states()[task.layers()][9], 0);
        assertArrayEquals(all.nodes(), few.nodes(), 0);
    }

    @Test
    void ofANeuralOde() throws IOException {
        assertSameAsInMemory(problem(
                "{kind: node2, activation: tanh, dimension: 3}",
                "output: {select: [3]}\nformulation: SL*\nhorizon: 2\nlayers: 5\nintegrator: rk4"));
    }

    /** φ is undefined until a perceptron has its last width. */
    @Test
    void ofAPerceptron() throws IOException {
        assertSameAsInMemory(problem("{kind: mlp, activation: tanh, widths: [4, 3, 1]}", "formulation: SL1"));
    }

    /** At a switch the state passes to another width, and errors before it are those of what becomes of the state. */
    @Test
    void ofASwitchedSystem() throws IOException {
        assertSameAsInMemory(problem(
                "{kind: switched, activation: tanh, phases: [{kind: node2, dimension: 2}, {kind: node2, dimension: 3}], switches: [1]}",
                "output: {select: [3]}\nformulation: SL*\nhorizon: 2\nlayers: 6\nintegrator: midpoint"));
    }

    /** The running error is that of the quadrature with which training computes, whatever the integrator. */
    @ParameterizedTest
    @ValueSource(strings = {"euler", "midpoint", "rk4"})
    void theRunningErrorIsThatOfTheCost(String integrator) throws IOException {
        LearningProblem problem = problem(
                "{kind: node, activation: tanh, dimension: 3}",
                "output: {select: [3]}\nformulation: SL*\nhorizon: 2\nlayers: 5\nintegrator: " + integrator);
        double[] u = controls(problem.task());
        try (LocalSampleCost cost = LocalSampleCost.of(problem.task())) {
            double value = cost.value(u);
            assertTrue(value > 0.1);
            assertEquals(value, errors(problem, u, 0).running(), 1e-13 * (1 + value));
        }
    }
}
