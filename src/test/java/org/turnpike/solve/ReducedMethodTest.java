package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.io.CheckpointReader;
import org.turnpike.io.CheckpointWriter;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolutionOrigin;
import org.turnpike.io.TrainingWriter;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.report.TrainingReport;
import org.turnpike.training.Checkpoint;
import org.turnpike.training.CostSource;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;

/** The way from a method's controls to a solution, with a heavy ball as the method. */
class ReducedMethodTest {
    private static final String RINGS =
            """
            turnpike: 1
            name: rings
            learning:
              data: {generator: rings, samples: 40}
              model: {kind: node2, activation: tanh, dimension: 3}
              output: {select: [3]}
              loss: squared
              formulation: SL*
              horizon: 2
              layers: 5
              lambda: 0.01
            solver: {method: reduced, iterations: 30, checkpoint: 1000}
            """;

    @TempDir
    private Path folder;

    private LearningProblem problem(String... overrides) throws IOException {
        Path file = folder.resolve("task.yaml");
        Files.writeString(file, RINGS);
        LearningProblem problem = new ProblemReader(java.util.Set.of())
                .readAny(file, List.of(overrides))
                .learning();
        assertNotNull(problem);
        return problem;
    }

    /** v ← 0.9 v − 0.05 ∇J, u ← u + v: deterministic, and nothing without its memory. */
    private static final class HeavyBall implements TrainingMethod {
        @Override
        public String name() {
            return "heavy-ball";
        }

        @Override
        public @Nullable String inapplicable(TrainingTask task) {
            return null;
        }

        @Override
        public TrainedControls train(TrainingTask task, CostSource costs, TrainingRun run) {
            ControlSpace space = new ControlSpace(task);
            double[] u = run.start().clone();
            double[] g = new double[u.length];
            double[] velocity =
                    run.memory().getOrDefault("velocity", new double[u.length]).clone();
            try (SampleCost cost = costs.of(task)) {
                PenalizedCost function = new PenalizedCost(cost, space, task.lambda());
                for (int n = run.iteration(); ; n++) {
                    double value = function.gradient(u, g);
                    double norm = space.dualNorm(g);
                    boolean goOn = run.listener()
                            .iterate(new DescentListener.Iterate(
                                    n,
                                    value,
                                    norm,
                                    1,
                                    0,
                                    Double.NaN,
                                    "",
                                    u,
                                    () -> Map.of("velocity", velocity.clone())));
                    Termination end = norm <= run.tolerance()
                            ? Termination.CONVERGED
                            : !goOn
                                    ? Termination.INTERRUPTED
                                    : n >= run.iterationLimit() ? Termination.ITERATION_LIMIT : null;
                    if (end != null) {
                        return new TrainedControls(
                                task,
                                new Minimum(end, "Ended.", u, value, norm, n, n + 1, 0, Double.NaN),
                                task.horizon());
                    }
                    space.riesz(g, g);
                    for (int j = 0; j < u.length; j++) {
                        velocity[j] = 0.9 * velocity[j] - 0.05 * g[j];
                        u[j] += velocity[j];
                    }
                }
            }
        }
    }

    private static TrainingSolution solve(
            LearningProblem problem,
            @Nullable Checkpoint resumed,
            BooleanSupplier interruption,
            DescentListener listener,
            Consumer<Checkpoint> checkpoints) {
        return new ReducedMethod(
                        (settings, monitor) -> new HeavyBall(),
                        TrainingMethods.local(problem.solver().training()))
                .solve(problem, 0, new ReducedMethod.Session("digest", resumed, interruption, listener, checkpoints));
    }

    private static TrainingSolution solve(LearningProblem problem) {
        return solve(problem, null, () -> false, DescentListener.SILENT, checkpoint -> {});
    }

    @Test
    void theObjectiveIsConfirmedByAForwardPass() throws IOException {
        for (String integrator : List.of("euler", "midpoint", "rk4")) {
            for (String penalty : List.of("L2", "H1")) {
                for (String formulation : List.of("SL1", "SL*")) {
                    for (boolean trained : new boolean[] {false, true}) {
                        TrainingSolution solution = solve(problem(
                                "learning.integrator=" + integrator,
                                "learning.regularization=" + penalty,
                                "learning.formulation=" + formulation,
                                "learning.output.trained=" + trained));
                        assertEquals(NlpStatus.ITERATION_LIMIT, solution.status());
                        assertEquals(
                                0, solution.measures().propagationError(), 1e-13, integrator + penalty + formulation);
                    }
                }
            }
        }
    }

    /** In pieces, each from a file of the one before, to the last bit. */
    @Test
    void aResumedRunIsTheSameAsOneThatWasNotInterrupted() throws IOException {
        TrainingSolution whole = solve(problem());
        Checkpoint checkpoint = null;
        TrainingSolution last = null;
        for (int end : new int[] {7, 8, 20, 30}) {
            last = solve(problem("solver.iterations=" + end), checkpoint, () -> false, DescentListener.SILENT, c -> {
                try {
                    CheckpointWriter.write(folder, c);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            checkpoint = CheckpointReader.read(folder);
            assertEquals(end, checkpoint.iteration());
        }
        assertNotNull(last);
        assertEquals(whole.objective(), last.objective(), 0);
        for (int k = 0; k < 5; k++) {
            assertArrayEquals(whole.network().controls()[k], last.network().controls()[k], 0);
        }
        assertEquals(30, last.iterations());
    }

    /**
     * Newton's method, too, as the size of its trust region is part of a checkpoint: to the last bit, or to rounding where a rejected step
     * has to be computed again rather than shortened along its path.
     */
    @Test
    void newtonsMethodResumesWhereItWas() throws IOException {
        LearningProblem problem = problem("solver.iterations=300", "solver.checkpoint=1e-9", "learning.horizon=5");
        List<Checkpoint> left = new ArrayList<>();
        List<Boolean> rejected = new ArrayList<>();
        ReducedMethod method = new ReducedMethod(
                problem, TrainingMethods.local(problem.solver().training()));
        TrainingSolution whole = method.solve(
                problem,
                0,
                new ReducedMethod.Session(
                        "",
                        null,
                        () -> false,
                        iterate -> rejected.add(iterate.remark().contains("rejected")),
                        left::add));
        assertEquals(NlpStatus.OPTIMAL, whole.status());
        assertTrue(left.size() > 10 && rejected.contains(true) && rejected.contains(false));
        for (int n = 0; n < left.size(); n++) {
            TrainingSolution resumed = method.solve(
                    problem,
                    0,
                    new ReducedMethod.Session("", left.get(n), () -> false, DescentListener.SILENT, c -> {}));
            assertEquals(whole.iterations(), resumed.iterations(), "from iterate " + n);
            assertArrayEquals(
                    whole.network().controls()[0],
                    resumed.network().controls()[0],
                    rejected.get(n) ? 1e-10 : 0,
                    "from iterate " + n);
        }
    }

    @Test
    void aRunThatIsInterruptedLeavesItsLastIterate() throws IOException {
        List<Checkpoint> left = new ArrayList<>();
        int[] seen = new int[1];
        TrainingSolution solution = solve(
                problem(),
                null,
                () -> seen[0] >= 12,
                iterate -> {
                    seen[0] = iterate.number();
                    return true;
                },
                left::add);
        assertEquals(NlpStatus.INTERRUPTED, solution.status());
        assertEquals(12, solution.iterations());
        assertEquals(1, left.size());
        assertEquals(12, left.get(0).iteration());
        assertEquals(solution.objective(), left.get(0).value(), 0);
        assertEquals("reduced", left.get(0).method());
        assertTrue(left.get(0).memory().containsKey("velocity"));
    }

    @Test
    void checkpointsComeAtTheirTimes() throws IOException {
        List<Checkpoint> left = new ArrayList<>();
        solve(problem("solver.checkpoint=1e-9"), null, () -> false, DescentListener.SILENT, left::add);
        assertEquals(31, left.size(), "every iterate");
        left.clear();
        solve(problem(), null, () -> false, DescentListener.SILENT, left::add);
        assertEquals(1, left.size(), "the last one, as the run has not converged");
        left.clear();
        TrainingSolution converged =
                solve(problem("solver.tolerance=0.9"), null, () -> false, DescentListener.SILENT, left::add);
        assertEquals(NlpStatus.OPTIMAL, converged.status());
        assertTrue(left.isEmpty());
    }

    /** One evaluation of a cost may take seconds, an iteration minutes. */
    @Test
    @Tag("slow")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void theWishToStopIsHeardAmidAnIteration() throws IOException {
        LearningProblem problem = problem();
        boolean[] wish = new boolean[1];
        TrainingMethod endless = new TrainingMethod() {
            @Override
            public String name() {
                return "endless";
            }

            @Override
            public @Nullable String inapplicable(TrainingTask task) {
                return null;
            }

            @Override
            public TrainedControls train(TrainingTask task, CostSource costs, TrainingRun run) {
                double[] u = run.start().clone();
                try (SampleCost cost = costs.of(task)) {
                    run.listener()
                            .iterate(
                                    new DescentListener.Iterate(0, cost.value(u), 1, 0, 0, Double.NaN, "", u, Map::of));
                    wish[0] = true;
                    while (true) {
                        cost.value(u);
                    }
                }
            }
        };
        TrainingSolution solution = new ReducedMethod(
                        (settings, monitor) -> endless,
                        TrainingMethods.local(problem.solver().training()))
                .solve(problem, 0, new ReducedMethod.Session("", null, () -> wish[0], DescentListener.SILENT, c -> {}));
        assertEquals(NlpStatus.INTERRUPTED, solution.status());
        assertTrue(solution.reason().startsWith("Stopped amid an iteration"), solution.reason());
        assertArrayEquals(
                new ControlSpace(problem.task()).byRow(new ControlSpace(problem.task()).start(problem.task()))[0],
                solution.network().controls()[0],
                0);
    }

    @ParameterizedTest
    @CsvSource({
        "CONVERGED, 1e-9, OPTIMAL",
        "STALLED, 5e-7, ACCEPTABLE",
        "STALLED, 1e-3, NUMERICAL_FAILURE",
        "ITERATION_LIMIT, 1, ITERATION_LIMIT",
        "TIME_LIMIT, 1, ITERATION_LIMIT",
        "OVERFLOW, 1, NUMERICAL_FAILURE",
        "DIVERGED, 1, NUMERICAL_FAILURE",
        "EARLY_STOP, 1, ACCEPTABLE",
        "INTERRUPTED, 1, INTERRUPTED"
    })
    void theStatusFollowsFromTheTermination(Termination termination, double norm, NlpStatus status) throws IOException {
        LearningProblem problem = problem();
        double[] u = new ControlSpace(problem.task()).start(problem.task());
        Minimum minimum = new Minimum(termination, "So.", u, 1, norm, 3, 0, 0, Double.NaN);
        TrainingSolution solution = new TrainingResult(
                        problem,
                        new TrainedControls(
                                problem.task(), minimum, problem.task().horizon()),
                        null)
                .solution(0, 0, System.nanoTime());
        assertEquals(status, solution.status());
        assertEquals(norm, solution.kktResidual(), 0);
        assertEquals(3, solution.iterations());
    }

    /** Early stopping watches samples that are held out, if there are any. */
    @Test
    void theHeldOutErrorIsThatOfTheTestPart() throws IOException {
        LearningProblem problem =
                problem("solver={method: sgd, earlyStopping: {patience: 3}}", "learning.data.train=0.7");
        double[] u = new ControlSpace(problem.task()).start(problem.task());
        try (HeldOutError held =
                HeldOutError.of(problem, TrainingMethods.local(problem.solver().training()))) {
            assertNotNull(held);
            Minimum minimum = new Minimum(Termination.CONVERGED, "", u, 1, 1, 0, 0, 0, Double.NaN);
            TrainingSolution solution = new TrainingResult(
                            problem,
                            new TrainedControls(
                                    problem.task(), minimum, problem.task().horizon()),
                            null)
                    .solution(0, 0, System.nanoTime());
            assertEquals(solution.measures().testError(), held.applyAsDouble(u), 1e-14);
            assertFalse(Double.isNaN(solution.measures().testAccuracy()));
        }
        assertEquals(
                null,
                HeldOutError.of(
                        problem(), TrainingMethods.local(problem.solver().training())));
    }

    /** States of 200,000 samples on 40 layers would be 400 MB and more; a million numbers are kept. */
    @Test
    @Tag("slow")
    void ofManySamplesFewStatesAreKept() throws IOException {
        LearningProblem problem = problem("learning.data.samples=200000", "learning.layers=40", "solver.iterations=0");
        TrainingSolution solution = solve(problem);
        assertEquals(1_000_000 / (41 * 3), solution.network().shown());
        assertEquals(0, solution.measures().propagationError(), 1e-12);
        TrainingWriter.write(
                folder,
                solution,
                new SolutionOrigin(problem.path(), List.of()),
                Map.of("report.html", TrainingReport.html(solution)));
        assertTrue(Files.size(folder.resolve("trajectory.csv")) < 30_000_000);
        String json = Files.readString(folder.resolve("solution.json"));
        assertTrue(json.contains("trajectory.csv shows the first 8130 samples"));
        assertTrue(Files.readString(folder.resolve("report.html")).contains("Shown are 200 of 200000"));
    }
}
