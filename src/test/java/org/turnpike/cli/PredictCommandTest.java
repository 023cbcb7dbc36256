package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a problem file to predictions for new rows, by the command line only. */
class PredictCommandTest {
    /** x′ = b, e(T) = e₀ λ/(T + λ): everything is moved by −8/3. */
    private static final String BIAS_ONLY =
            """
            turnpike: 1
            name: bias only
            reference: {objective: 1, tolerance: 1e-8, source: "e0^2 lambda/(T + lambda)"}
            learning:
              data: {points: [[2.0]], targets: [[-1.0]]}
              model: {kind: node2, activation: tanh, train: [b]}
              loss: squared
              formulation: SL1
              horizon: 4
              layers: 8
              lambda: 0.5
            """;

    /** Two classes on a line, standardised; b and w are trained. */
    private static final String CLASSES =
            """
            turnpike: 1
            name: two classes
            learning:
              data: {csv: points.csv, features: [a, b], label: kind, standardize: true, reduce: {pca: 1}}
              model: {kind: %s}
              output: {trained: true, select: [1]}
              loss: squared
              formulation: SL1
              %s
              lambda: 0.01
            """;

    @TempDir
    Path folder;

    private Path csv(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path solved(String problem) {
        Path out = folder.resolve("out");
        Run run = Run.of("solve", Run.file(folder, problem), "--quiet", "--out", out);
        assertEquals(ExitStatus.SOLVED, run.status(), run.out() + run.err());
        return out;
    }

    @Test
    void movesNewRowsAsTheClosedFormSays() throws IOException {
        Path out = solved(BIAS_ONLY);
        Path data = csv("new.csv", "other,x1\n7,2\nseven,0.5\n");
        for (Path solution : List.of(out, out.resolve("solution.json"))) {
            Run run = Run.of("predict", solution, "--data", data);
            assertEquals(ExitStatus.SOLVED, run.status(), run.err());
            List<String> lines = run.out().lines().toList();
            assertEquals("row,z1", lines.get(0));
            assertEquals(3, lines.size());
            assertEquals(2 - 8.0 / 3, Double.parseDouble(lines.get(1).split(",", 2)[1]), 1e-8);
            assertEquals(0.5 - 8.0 / 3, Double.parseDouble(lines.get(2).split(",", 2)[1]), 1e-8);
        }
    }

    @Test
    void decidesTrainingRowsAsTheSolutionSays() throws IOException {
        String rows =
                "a,b,kind\n-1,-2,\"left, low\"\n-2,-3.5,\"left, low\"\n1,2.2,right\n2,3.9,right\n0.1,0.5,\"left, low\"\n";
        Path data = csv("points.csv", rows);
        for (String[] model : new String[][] {
            {"node2, activation: tanh, dimension: 2", "horizon: 2\n  layers: 4\n  integrator: implicit-midpoint"},
            {"node, activation: sigmoid, dimension: 2", "horizon: 2\n  layers: 4\n  regularization: H1"},
            {"resnet, activation: tanh, dimension: 2", "layers: 3"},
            {"mlp2, activation: tanh, widths: [2, 1]", "regularization: L2"}
        }) {
            Path out = solved(String.format(CLASSES, model[0], model[1]));
            Run run = Run.of("predict", out, "--data", data);
            assertEquals(ExitStatus.SOLVED, run.status(), run.err());
            Map<?, ?> learning = (Map<?, ?>) Run.json(out).get("learning");
            double error = 0;
            int right = 0;
            List<String> lines = run.out().lines().skip(1).toList();
            assertEquals(5, lines.size());
            for (int i = 0; i < lines.size(); i++) {
                String[] cells = lines.get(i).split(",", 3);
                boolean isRight = i == 2 || i == 3;
                error += Math.pow(Double.parseDouble(cells[1]) - (isRight ? 1 : -1), 2) / 5;
                right += cells[2].equals(isRight ? "right" : "\"left, low\"") ? 1 : 0;
            }
            assertEquals(((Number) learning.get("trainingError")).doubleValue(), error, 1e-6, model[0]);
            assertEquals(((Number) learning.get("trainAccuracy")).doubleValue(), right / 5.0, 1e-12, model[0]);
        }
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Path out = solved(BIAS_ONLY);
        Run run = Run.of("predict", out, "--data", csv("new.csv", "x2\n1\n"));
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("'x1'"), run.err());
        assertEquals(ExitStatus.WRONG_INPUT, Run.of("predict", out).status());
    }

    @Test
    void refusesSolutionsThatAreNoNetworks() throws IOException {
        Path out = solved(Run.REST_TO_REST);
        Run run = Run.of("predict", out, "--data", csv("new.csv", "x1\n1\n"));
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("no solution of a learning problem"), run.err());
    }

    @Test
    void writesAReportAndExplainsTheProblem() throws IOException {
        Path out = solved(BIAS_ONLY);
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("training error") && page.contains("<svg class=\"plane\""), "report");
        Run check = Run.of("check", Run.file(folder, BIAS_ONLY));
        assertEquals(ExitStatus.SOLVED, check.status(), check.err());
        assertTrue(check.out().contains("minimize phi(x(T)) + 0.5 integral of |u|^2"), check.out());
        Run report = Run.of("report", out);
        assertEquals(ExitStatus.WRONG_INPUT, report.status());
    }
}
