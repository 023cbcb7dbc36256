package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.io.CheckpointWriter;

/** {@code solve} and {@code check} with {@code solver.method}. */
class ReducedTrainingTest {
    static final String RINGS =
            """
            turnpike: 1
            name: rings
            learning:
              data: {generator: rings, samples: 30}
              model: {kind: node2, activation: tanh, dimension: 3}
              output: {select: [3]}
              loss: squared
              formulation: SL*
              horizon: 5
              layers: 10
              lambda: 0.01
            solver: {method: reduced}
            """;

    @TempDir
    private Path folder;

    private Run solve(Object... more) {
        Object[] arguments = new Object[more.length + 4];
        arguments[0] = "solve";
        arguments[1] = Run.file(folder, RINGS);
        arguments[2] = "--out";
        arguments[3] = folder.resolve("out");
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Run.of(arguments);
    }

    private boolean hasCheckpoint() {
        return Files.exists(folder.resolve("out").resolve(CheckpointWriter.NAME));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> json, String key) {
        return (Map<String, Object>) Objects.requireNonNull(json.get(key));
    }

    @Test
    void aNetworkIsTrained() throws IOException {
        Run run = solve();
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertTrue(run.out().startsWith("rings: optimal\n"), run.out());
        assertTrue(run.err().startsWith("  iter      objective  gradient     cg"), run.err());
        Map<String, Object> json = Run.json(folder.resolve("out"));
        assertEquals("optimal", json.get("status"));
        Map<String, Object> solver = object(json, "solver");
        assertEquals("Turnpike reduced space", solver.get("name"));
        assertNull(solver.get("linearAlgebraShare"));
        assertEquals(120, object(json, "transcription").get("variables"));
        Map<String, Object> verification = object(json, "verification");
        assertTrue((double) verification.get("kktResidual") <= 1e-8);
        assertTrue((double) verification.get("propagationError") <= 1e-12);
        assertEquals(1.0, object(json, "learning").get("trainAccuracy"));
        assertFalse(hasCheckpoint());
        assertEquals("", solve("--quiet").err());
    }

    /** Not converged: 1, and what is needed to go on; then --resume with a higher limit converges, and nothing is left. */
    @Test
    void aRunGoesOnFromItsCheckpoint() throws IOException {
        Run whole = solve();
        double optimum = (double) Run.json(folder.resolve("out")).get("objective");
        assertEquals(ExitStatus.SOLVED, whole.status());
        Run first = solve("--set", "solver.iterations=5");
        assertEquals(ExitStatus.NOT_SOLVED, first.status(), first.err());
        assertEquals("iteration-limit", Run.json(folder.resolve("out")).get("status"));
        assertTrue(hasCheckpoint());
        assertTrue(first.err().contains("--resume goes on from the checkpoint in"), first.err());
        Run anew = solve("--set", "solver.iterations=0");
        assertTrue(anew.err().contains("has a checkpoint of an earlier run"), anew.err());
        solve("--set", "solver.iterations=5");
        Run second = solve("--resume");
        assertEquals(ExitStatus.SOLVED, second.status(), second.err());
        assertTrue(second.err().startsWith("resumed from iteration 5, after "), second.err());
        assertTrue(second.err().contains("\n     5 "), second.err());
        assertFalse(second.err().contains("\n     0 "), second.err());
        assertEquals(optimum, (double) Run.json(folder.resolve("out")).get("objective"), 1e-9);
        assertFalse(hasCheckpoint());
        Run none = solve("--resume");
        assertEquals(ExitStatus.WRONG_INPUT, none.status());
        assertTrue(none.err().contains("there is no checkpoint.bin to resume from"), none.err());
    }

    @Test
    void aCheckpointOfAnotherProblemIsRefused() throws IOException {
        solve("--set", "solver.iterations=2");
        byte[] before = Files.readAllBytes(folder.resolve("out/checkpoint.bin"));
        Run run = solve("--resume", "--set", "learning.lambda=0.02");
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("it is of another problem"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(folder.resolve("out/checkpoint.bin"))));
        Run collocation = solve("--resume", "--set", "solver.method=collocation");
        assertEquals(ExitStatus.WRONG_INPUT, collocation.status());
        assertTrue(
                collocation.err().contains("--resume goes on with a training in the reduced space"), collocation.err());
    }

    @Test
    void checkExplainsTheMethod() {
        Path file = Run.file(folder, RINGS);
        Run run = Run.of("check", file, "--set", "learning.data.samples=1000000", "--set", "solver.timeLimit=60");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        for (String text : new String[] {
            "samples: 1000000 for training",
            "method reduced: Newton's method with conjugate gradients in a trust region",
            "120 unknowns, the controls; states follow by recursion",
            "memory: 31 MiB for the samples, ",
            "ends when the gradient's norm is 1e-8, after 500 iterations, or after 60 s; a checkpoint every 30 s"
        }) {
            assertTrue(run.out().contains(text), run.out());
        }
        Run shooting = Run.of("check", file, "--set", "solver.method=shooting");
        assertTrue(shooting.out().contains("as ./turnpike shoot does"), shooting.out());
        Run refused = Run.of("check", file, "--set", "learning.integrator=implicit-midpoint");
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertTrue(
                refused.err().contains("problem.yaml:12:18: solver.method: reduced is not for this problem: "),
                refused.err());
    }

    /** Each method ends with a solution folder, and goes on as if it had not been stopped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{method: reduced, iterations: 9}",
                "{method: lbfgs, iterations: 12, memory: 5}",
                "{method: adam, epochs: 12, batch: 7, learningRate: {initial: 0.02, schedule: exponential, factor: 0.9}}",
                "{method: sgd, epochs: 12, batch: 8, learningRate: {initial: 0.02, schedule: step, every: 3, factor: 0.5}}",
                "{method: msa, iterations: 12}",
                "{method: emsa, iterations: 12, rho: 2}"
            })
    void everyMethodResumes(String solver) throws IOException {
        String[] half = {
            "--set",
            "solver=" + solver,
            "--set",
            "solver." + (solver.contains("epochs") ? "epochs" : "iterations") + "=5"
        };
        Run whole = solve("--set", "solver=" + solver);
        assertTrue(whole.status() <= ExitStatus.NOT_SOLVED, whole.err());
        Object optimum = Run.json(folder.resolve("out")).get("objective");
        Object iterations = object(Run.json(folder.resolve("out")), "solver").get("iterations");
        Run first = solve((Object[]) half);
        assertEquals(ExitStatus.NOT_SOLVED, first.status(), first.err());
        Run second = solve("--resume", "--set", "solver=" + solver);
        assertTrue(second.err().startsWith("resumed from iteration 5, after "), second.err());
        Map<String, Object> json = Run.json(folder.resolve("out"));
        assertEquals(iterations, object(json, "solver").get("iterations"));
        assertEquals(optimum, json.get("objective"));
    }

    /** The best epoch for the held-out samples is what the user asked for: status 0, and the reason says what it is. */
    @Test
    void earlyStoppingIsNoFailure() throws IOException {
        Run run = solve(
                "--set",
                "solver={method: adam, learningRate: 0.05, epochs: 5000, earlyStopping: {patience: 5, minimum: 0.01}}",
                "--set",
                "learning.data.train=0.7");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertEquals("acceptable", Run.json(folder.resolve("out")).get("status"));
        assertTrue(run.out().contains("has not improved since epoch"), run.out());
        assertFalse(hasCheckpoint());
    }

    /** Overflow is a status, not a failure of the program. */
    @Test
    void anOverflowIsReported() throws IOException {
        Run run = solve("--set", "learning.model.activation=identity", "--set", "learning.horizon=1e200");
        assertEquals(ExitStatus.NOT_SOLVED, run.status(), run.err());
        assertEquals("numerical-failure", Run.json(folder.resolve("out")).get("status"));
        assertTrue(run.out().contains("overflow"), run.out());
    }

    /** The optimum starts collocation and shooting, which confirm it, and theirs starts the reduced space. */
    @Test
    @Tag("slow")
    void solutionsStartOtherMethods() throws IOException {
        assertEquals(ExitStatus.SOLVED, solve().status());
        double optimum = (double) Run.json(folder.resolve("out")).get("objective");
        Path file = folder.resolve("problem.yaml");
        for (String method : new String[] {"collocation", "shooting", "reduced"}) {
            Path out = folder.resolve(method);
            Run run = Run.of(
                    "solve", file, "--set", "solver.method=" + method, "--set", "learning.start=out", "--out", out);
            assertEquals(ExitStatus.SOLVED, run.status(), run.err() + run.out());
            Map<String, Object> json = Run.json(out);
            assertEquals(optimum, (double) json.get("objective"), 1e-8 * optimum, method);
            int iterations = (int) object(json, "solver").get("iterations");
            assertTrue(iterations <= 3, method + " took " + iterations);
        }
        Run back = Run.of("solve", file, "--set", "learning.start=collocation", "--out", folder.resolve("back"));
        assertEquals(ExitStatus.SOLVED, back.status(), back.err());
        Map<String, Object> json = Run.json(folder.resolve("back"));
        assertEquals(optimum, (double) json.get("objective"), 1e-9 * optimum);
        assertTrue((int) object(json, "solver").get("iterations") <= 2, back.err());
    }
}
