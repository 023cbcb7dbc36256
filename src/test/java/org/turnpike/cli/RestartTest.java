package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code learning.start: <solution>}: training goes on where an earlier run ended. */
class RestartTest {
    private static final String RINGS =
            """
            turnpike: 1
            learning:
              data: {generator: rings, samples: 10}
              model: {kind: node2, activation: tanh, dimension: 3}
              output: {select: [3]}
              loss: squared
              formulation: SL*
              horizon: 5
              layers: 8
              lambda: 0.01
            """;
    private static final String BANG =
            """
            turnpike: 1
            learning:
              data: {points: [[2.0]], targets: [[-1.0]]}
              model: {kind: node2, activation: tanh, train: [b]}
              loss: squared
              formulation: L1
              horizon: 4
              layers: 6
              integrator: rk4
              lambda: 0.5
              bound: {M: 2}
            """;

    @TempDir
    Path folder;

    /** The solution's numbers. */
    private Map<String, Object> solve(String problem, String out, String... overrides) throws IOException {
        List<Object> words = new ArrayList<>(List.of("solve", Run.file(folder, problem), "--quiet"));
        words.addAll(List.of("--out", folder.resolve(out)));
        for (String override : overrides) {
            words.addAll(List.of("--set", override));
        }
        Run run = Run.of(words.toArray());
        assertEquals(ExitStatus.SOLVED, run.status(), run.out() + run.err());
        return Run.json(folder.resolve(out));
    }

    private static double objective(Map<String, Object> solution) {
        return ((Number) solution.get("objective")).doubleValue();
    }

    private static int iterations(Map<String, Object> solution) {
        return ((Number) ((Map<?, ?>) solution.get("solver")).get("iterations")).intValue();
    }

    private void startsWhereItEnded(String problem, int most) throws IOException {
        Map<String, Object> first = solve(problem, "first");
        for (String start : List.of("first", "first/solution.json")) {
            Map<String, Object> again = solve(problem, "again", "learning.start=" + start);
            assertEquals(objective(first), objective(again), 1e-8 * objective(first), "objective");
            assertTrue(iterations(again) <= most, () -> iterations(again) + " iterations");
            assertTrue(iterations(again) < iterations(first), () -> "first " + iterations(first));
        }
    }

    @Tag("slow")
    @Test
    void theSameProblemIsSolvedAtOnce() throws IOException {
        startsWhereItEnded(RINGS, 2);
        startsWhereItEnded(RINGS.replace("{select: [3]}", "{select: [3], trained: true}"), 2);
        startsWhereItEnded(RINGS.replace("  lambda", "  regularization: H1\n  lambda"), 2);
        startsWhereItEnded(
                RINGS.replace("SL*", "SL1").replace("node2", "resnet").replace("  horizon: 5\n", ""), 2);
        startsWhereItEnded(
                RINGS.replace("SL*", "SL1")
                        .replace("{kind: node2, activation: tanh, dimension: 3}", "{kind: mlp, widths: [4, 2, 1]}")
                        .replace("  output: {select: [3]}\n  loss", "  loss")
                        .replace("  horizon: 5\n  layers: 8\n", ""),
                2);
    }

    /** The switching time is a start, too: no chain of smoothed norms, only the last program. */
    @Test
    void switchingTimesAreKept() throws IOException {
        Map<String, Object> first = solve(BANG, "first");
        Map<String, Object> again = solve(BANG, "again", "learning.start=first", "learning.layers=12");
        assertEquals(1.450961894, ((Number) learning(again).get("switchTime")).doubleValue(), 1e-6);
        assertTrue(iterations(again) < 15 && iterations(again) < iterations(first) / 2, () -> "" + iterations(again));
        // T* stays where it was, whatever the horizon.
        Map<String, Object> longer = solve(BANG, "longer", "learning.start=first", "learning.horizon=20");
        assertEquals(1.493245709, ((Number) learning(longer).get("switchTime")).doubleValue(), 1e-6);
        assertTrue(iterations(longer) < 20, () -> "" + iterations(longer));
    }

    /** Free switching times start where they were; phases with other layers are refused. */
    @Tag("slow")
    @Test
    void phasesKeepTheirSwitchingTimes() throws IOException {
        String switched = RINGS.replace(
                        "{kind: node2, activation: tanh, dimension: 3}",
                        "{kind: switched, phases: [{kind: node2, dimension: 2}, {kind: node2, dimension: 3}], switches: free}")
                .replace("samples: 10", "samples: 4");
        Map<String, Object> first = solve(switched, "first");
        Map<String, Object> again = solve(switched, "again", "learning.start=first");
        assertEquals(objective(first), objective(again), 1e-7 * objective(first));
        assertTrue(iterations(again) < iterations(first) / 2, () -> iterations(again) + " of " + iterations(first));
        Path wrong = Run.file(folder, switched.replace("layers: 8", "layers: 10") + "  start: first\n");
        Run run = Run.of("check", wrong);
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("layers that differ from each other cannot be interpolated"), run.err());
    }

    private static Map<?, ?> learning(Map<String, Object> solution) {
        return (Map<?, ?>) solution.get("learning");
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"learning.layers=16, 20", "learning.layers=12, 20", "learning.horizon=6, 12"})
    void otherMeshesStartNear(String override, int most) throws IOException {
        solve(RINGS, "first");
        Map<String, Object> cold = solve(RINGS, "cold", override);
        Map<String, Object> warm = solve(RINGS, "warm", override, "learning.start=first");
        assertTrue(
                iterations(warm) <= most && iterations(warm) < iterations(cold),
                () -> iterations(warm) + " iterations instead of " + iterations(cold));
        // The coarse mesh's local optimum need not lie in the same basin as the one that the sine leads to.
        assertTrue(objective(warm) <= 1.05 * objective(cold), () -> objective(warm) + " > " + objective(cold));
    }

    /** f is homogeneous in u: twice the time at half the control is the same flow, and for SL1 the optimum. */
    @Test
    void anotherHorizonIsTheSameFlow() throws IOException {
        String sl1 = RINGS.replace("SL*", "SL1").replace("samples: 10", "samples: 4");
        Map<String, Object> first = solve(sl1, "first");
        Map<String, Object> again =
                solve(sl1, "again", "learning.start=first", "learning.horizon=10", "learning.lambda=0.02");
        assertEquals(objective(first), objective(again), 1e-8 * objective(first), "J*(T, lambda) = J*(1, lambda/T)");
        assertTrue(iterations(again) <= 2, () -> "" + iterations(again));
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start: first|start: sines|unknown start 'sines'; did you mean 'sine'?",
                "start: first|start: nowhere/solution|unknown start 'nowhere/solution'",
                "start: first|start: empty|has no solution.json",
                "node2|node| is of the kind node2, this model of the kind node; a start needs the same",
                "dimension: 3|dimension: 4|has the widths [3], this model [4]; a start needs the same",
                "dimension: 3|dimension: 3, train: [b]|trains w and b, this model b; a start needs the same",
                "select: [3]|matrix: [[1, 0, 0], [0, 1, 0]], trained: true|output matrix of 1 x 3, this model one of 2 x 3",
            })
    void whatDoesNotFitIsRefused(String from, String to, String message) throws IOException {
        solve(RINGS.replace("samples: 10", "samples: 4"), "first");
        Files.createDirectories(folder.resolve("empty"));
        String wrong = (RINGS + "  start: first\n").replace(from, to);
        if (to.startsWith("matrix")) {
            wrong = wrong.replace("{generator: rings, samples: 10}", "{points: [[1, 2]], targets: [[1, 0]]}");
        }
        Run run = Run.of("check", Run.file(folder, wrong));
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.out());
        assertTrue(run.err().contains(message), run.err());
        assertTrue(run.err().contains("problem.yaml:11:10"), run.err());
    }
}
