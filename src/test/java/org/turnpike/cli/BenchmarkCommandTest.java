package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class BenchmarkCommandTest {
    /** x' = b from 0 to 1: least (T b − 1)² + λ T b², T = 2, λ = 1/2: b = 2/5 and J = λ/(T + λ) = 1/5. */
    private static final String BIAS =
            """
            turnpike: 1
            name: bias "only"
            learning:
              data: {points: [[0]], targets: [[1]]}
              model: {kind: node2, train: [b], dimension: 1}
              loss: squared
              formulation: SL1
              horizon: 2
              layers: 4
              lambda: 0.5
              integrator: euler
            solver: {method: reduced, tolerance: 1e-10}
            """;

    @TempDir
    Path folder;

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String line) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(line);
    }

    @Test
    @SuppressWarnings("unchecked")
    void measuresTrainingInTheReducedSpace() {
        Run run = Run.of("benchmark", Run.file(folder, BIAS), "--repeat", 2, "--json");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertEquals(1, run.out().lines().count());
        Map<String, Object> result = json(run.out());
        assertEquals("bias \"only\"", result.get("problem"));
        assertEquals("reduced", result.get("method"));
        assertEquals(true, result.get("solved"));
        assertEquals(2, result.get("warmRuns"));
        assertEquals(0.2, ((Number) result.get("objective")).doubleValue(), 1e-14);
        assertTrue(((Number) result.get("gradientNorm")).doubleValue() <= 1e-10);
        // The Hessian is 2λ I + a matrix of rank 1, so conjugate gradients need two steps; a last product looks for
        // negative curvature.
        assertTrue((int) result.get("products") >= 2, run.out());
        assertTrue((int) ((Map<String, Object>) result.get("newtonSystems")).get("max") <= 2, run.out());
        Map<String, Map<String, Number>> seconds = (Map<String, Map<String, Number>>) result.get("seconds");
        for (String what : new String[] {"read", "setUp", "solve"}) {
            Map<String, Number> times = seconds.get(what);
            assertTrue(times.get("min").doubleValue() > 0, run.out());
            assertTrue(times.get("min").doubleValue() <= times.get("median").doubleValue(), run.out());
        }
        assertFalse(Files.exists(folder.resolve("solutions")));
    }

    /** A limit that has passed after the first solution leaves no warm one. */
    @Test
    @SuppressWarnings("unchecked")
    void stopsRepeatingAtTheLimit() {
        Run run = Run.of(
                "benchmark", Run.file(folder, BIAS), "--limit", "1e-9", "--json", "--set", "solver.method=lbfgs");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        Map<String, Object> result = json(run.out());
        assertEquals(0, result.get("warmRuns"));
        assertEquals("lbfgs", result.get("method"));
        assertEquals(
                null,
                ((Map<String, Map<String, Number>>) result.get("seconds"))
                        .get("solve")
                        .get("median"));
    }

    @Test
    void measuresDirectTranscription() {
        Run run = Run.of("benchmark", Run.file(folder, Run.REST_TO_REST), "--repeat", 1);
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertTrue(run.out().contains("rest to rest: solved by ipopt"), run.out());
        assertTrue(run.out().contains("objective     12"), run.out());
    }

    @Test
    void saysWhatIsNotSolved() {
        Run run = Run.of(
                "benchmark", Run.file(folder, BIAS), "--set", "solver.iterations=1", "--set", "solver.method=lbfgs");
        assertEquals(ExitStatus.NOT_SOLVED, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("not solved by lbfgs"), run.out());
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        Run none = Run.of("benchmark", Run.file(folder, BIAS), "--repeat", 0);
        assertEquals(ExitStatus.WRONG_INPUT, none.status());
        assertTrue(none.err().contains("--repeat must be at least 1"), none.err());
        Run shooting = Run.of("benchmark", Run.file(folder, BIAS), "--set", "solver.method=shooting");
        assertEquals(ExitStatus.WRONG_INPUT, shooting.status());
        assertTrue(shooting.err().contains("solver.method: shooting"), shooting.err());
        Run refined = Run.of("benchmark", Run.file(folder, BIAS), "--set", "learning.refine={tolerance: 1e-3}");
        assertEquals(ExitStatus.WRONG_INPUT, refined.status());
        assertTrue(refined.err().contains("learning.refine"), refined.err());
    }
}
