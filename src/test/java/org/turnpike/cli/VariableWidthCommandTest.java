package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks whose width changes over time, from the file to the folder, the page and predictions. */
@Tag("slow")
class VariableWidthCommandTest {
    private static final double[][] POINTS = {{1, 0.2, -0.5, 0.1}, {-0.3, 0.8, 0.4, -0.2}, {0.1, 0.1, 0.9, 0.3}};
    private static final double[] TARGETS = {1, -1, 0.5};
    private static final String PROBLEM =
            """
            turnpike: 1
            name: variable width
            learning:
              data: {points: [[1, 0.2, -0.5, 0.1], [-0.3, 0.8, 0.4, -0.2], [0.1, 0.1, 0.9, 0.3]], targets: [[1], [-1], [0.5]]}
              model: {%s}
              output: {select: [2], trained: true}
              loss: squared
              formulation: SL*
              horizon: 2
              layers: 6
              lambda: 0.05
              %s
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: switched, phases: [{kind: node2}, {kind: node, dimension: 5}], switches: [0.5]|integrator: rk4|1|5",
                "kind: switched, phases: [{kind: node2}, {kind: node2, dimension: 2, enter: {select: [4, 3]}}], switches: free|integrator: radau-2|1|4",
                "kind: switched, phases: [{kind: node}, {kind: node2, dimension: 3}], switches: free|regularization: H1|1|4",
                "kind: switched, phases: [{kind: integro, grid: 4}, {kind: integro, grid: 3}, {kind: node2, dimension: 5}], switches: [0.4, T/2]|integrator: midpoint|2|5",
                "kind: integro, grid: {points: [[2, 2], [3, 2], [2, 2]]}|integrator: euler|0|6",
            })
    void isSolvedWrittenAndPredicted(String model, String more, int switches, int widest) throws IOException {
        Path out = folder.resolve("out");
        Run run = Run.of(
                "solve",
                Run.file(folder, String.format(PROBLEM, model, more)),
                "--quiet",
                "--set",
                "solver.tolerance=1e-9",
                "--out",
                out);
        assertEquals(ExitStatus.SOLVED, run.status(), run.out() + run.err());
        Map<?, ?> learning = (Map<?, ?>) Run.json(out).get("learning");
        List<?> times = (List<?>) learning.get("switchTimes");
        assertEquals(switches, times.size());
        assertEquals(switches > 0, run.out().contains("  switch 1 "), run.out());
        String page = Files.readString(out.resolve("report.html"));
        assertEquals(switches > 0, page.contains("switch 1, "));

        List<String> rows = Files.readAllLines(out.resolve("trajectory.csv"));
        assertEquals(1 + 7, rows.size());
        for (String row : rows) {
            assertEquals(3 + 3 * widest, row.split(",", -1).length, row);
        }
        if (switches > 0) {
            double time = ((Number) times.get(0)).doubleValue();
            assertTrue(rows.stream().anyMatch(row -> row.startsWith(time + ",")), "a row at the switch");
        }

        StringBuilder csv = new StringBuilder("x1,x2,x3,x4\n");
        for (double[] point : POINTS) {
            csv.append(String.format(java.util.Locale.ROOT, "%s,%s,%s,%s%n", point[0], point[1], point[2], point[3]));
        }
        Path data = Files.writeString(folder.resolve("new.csv"), csv);
        Run predicted = Run.of("predict", out, "--data", data);
        assertEquals(ExitStatus.SOLVED, predicted.status(), predicted.err());
        double error = 0;
        List<String> lines = predicted.out().lines().skip(1).toList();
        for (int i = 0; i < TARGETS.length; i++) {
            error += Math.pow(Double.parseDouble(lines.get(i).split(",", 2)[1]) - TARGETS[i], 2) / TARGETS.length;
        }
        assertEquals(((Number) learning.get("trainingError")).doubleValue(), error, 1e-7, model);
    }
}
