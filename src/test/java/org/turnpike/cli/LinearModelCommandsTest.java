package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linear models by the command line only: explained, solved, reported, used. */
class LinearModelCommandsTest {
    private static final String MAX_MARGIN =
            """
            turnpike: 1
            name: three points
            reference: {objective: 0.894427190999916, tolerance: 1e-9, source: "2/sqrt 5"}
            learning:
              data: {points: [[2, 0], [0, -1], [3, 3]], targets: [[1], [-1], [1]]}
              model: {kind: linear, train: [w]}
              formulation: max-margin
            """;

    private static final String CLASSES =
            """
            turnpike: 1
            name: two classes
            learning:
              data: {csv: points.csv, features: [a, b, c], label: kind, standardize: true, train: 0.75, seed: 2}
              model: {kind: linear}
              loss: %s
              regularization: L1
              lambda: 0.01
            """;

    @TempDir
    Path folder;

    private Path solved(String problem, String... more) {
        Path out = folder.resolve("out");
        String[] first = {"solve", Run.file(folder, problem).toString(), "--quiet", "--out", out.toString()};
        Object[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(first), java.util.Arrays.stream(more))
                .toArray();
        Run run = Run.of(all);
        assertEquals(ExitStatus.SOLVED, run.status(), run.out() + run.err());
        return out;
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void explainsTheConvexProgram() {
        Run check = Run.of("check", Run.file(folder, MAX_MARGIN));
        assertEquals(ExitStatus.SOLVED, check.status(), check.err());
        assertTrue(check.out().contains("maximize the smallest y (w'x)"), check.out());
        assertTrue(check.out().contains("quadratic program: 2 unknowns, 3 constraints"), check.out());
        check = Run.of("check", Run.file(folder, MAX_MARGIN), "--set", "learning.regularization=L1");
        assertTrue(check.out().contains("linear program: 4 unknowns, 3 constraints"), check.out());
    }

    @Test
    void writesWeightsMarginAndSupportVectors() throws IOException {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/trajectory.csv"), "of an earlier solution");
        Path out = solved(MAX_MARGIN);
        assertFalse(Files.exists(out.resolve("trajectory.csv")), "nothing moves");
        Map<String, Object> json = Run.json(out);
        assertEquals("optimal", json.get("status"));
        assertEquals(Boolean.TRUE, ((Map<?, ?>) json.get("reference")).get("passed"));
        Map<?, ?> learning = (Map<?, ?>) json.get("learning");
        assertEquals(2 / Math.sqrt(5), (Double) learning.get("margin"), 1e-9);
        List<?> vectors = (List<?>) learning.get("supportVectors");
        assertEquals(2, vectors.size());
        assertEquals(0.8, (Double) ((Map<?, ?>) vectors.get(1)).get("weight"), 1e-9);
        List<?> weights = (List<?>) ((Map<?, ?>) learning.get("linear")).get("weights");
        assertEquals(1 / Math.sqrt(5), (Double) weights.get(0), 1e-9);
        String page = Files.readString(out.resolve("report.html"));
        assertEquals(3, count(page, "<line class=\"decision"), "the line and its margins");
        assertEquals(2, count(page, "<circle class=\"ring\""), "support vectors");
        assertTrue(page.contains("<h2>Support vectors</h2>") && page.contains("reached"), "report");
    }

    @Test
    void makesTheSameReportAgain() throws IOException {
        Files.writeString(folder.resolve("points.csv"), table());
        for (String problem : new String[] {MAX_MARGIN, String.format(CLASSES, "logistic")}) {
            Path page = solved(problem).resolve("report.html");
            String before = Files.readString(page);
            Files.delete(page);
            Run run = Run.of("report", folder.resolve("out"));
            assertEquals(ExitStatus.SOLVED, run.status(), run.err());
            assertEquals(before, Files.readString(page));
        }
        Run.file(folder, MAX_MARGIN);
        Run run = Run.of("report", folder.resolve("out"));
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("the weights do not belong to the features of"), run.err());
    }

    /** Two clouds, partly mixed; the third feature is noise. */
    private static String table() {
        StringBuilder rows = new StringBuilder("a,b,c,kind\n");
        java.util.Random random = new java.util.Random(8);
        for (int i = 0; i < 60; i++) {
            int side = i % 2 == 0 ? 1 : -1;
            rows.append(10 + side + random.nextGaussian())
                    .append(',')
                    .append(100 * (side + random.nextGaussian()))
                    .append(',')
                    .append(random.nextGaussian())
                    .append(side > 0 ? ",\"yes, it is\"\n" : ",no\n");
        }
        return rows.toString();
    }

    @Test
    void predictsWhatTheSolutionSays() throws IOException {
        String table = table();
        Path data = Files.writeString(folder.resolve("points.csv"), table);
        for (String loss : List.of("squared", "absolute", "logistic")) {
            Path out = solved(String.format(CLASSES, loss), "--set", "learning.data.train=1");
            Run run = Run.of("predict", out, "--data", data);
            assertEquals(ExitStatus.SOLVED, run.status(), run.err());
            assertEquals("", run.err());
            List<String> lines = run.out().lines().toList();
            assertEquals("row,z1,class", lines.get(0));
            double error = 0;
            double right = 0;
            for (int i = 0; i < 60; i++) {
                String[] cells = lines.get(i + 1).split(",", 3);
                int y = i % 2 == 0 ? 1 : -1;
                double z = Double.parseDouble(cells[1]);
                right += cells[2].equals(y > 0 ? "\"yes, it is\"" : "no") ? 1 : 0;
                error += switch (loss) {
                    case "squared" -> (z - y) * (z - y);
                    case "absolute" -> Math.abs(z - y);
                    default -> Math.log1p(Math.exp(-y * z));
                };
            }
            Map<?, ?> learning = (Map<?, ?>) Run.json(out).get("learning");
            assertEquals((Double) learning.get("trainingError"), error / 60, 1e-12, loss);
            assertEquals((Double) learning.get("trainAccuracy"), right / 60, 1e-12, loss);
            assertTrue(right > 45, loss);
        }
    }

    @Test
    void anUnsolvedProblemIsWrittenWithItsReasonAndExitStatus() throws IOException {
        String xor = MAX_MARGIN
                .replace("[2, 0], [0, -1], [3, 3]", "[1, 0], [2, 0], [3, 0]")
                .replace("reference: {objective: 0.894427190999916, tolerance: 1e-9, source: \"2/sqrt 5\"}\n", "");
        Path out = folder.resolve("out");
        Run run = Run.of("solve", Run.file(folder, xor), "--quiet", "--out", out);
        assertEquals(ExitStatus.NOT_SOLVED, run.status());
        assertTrue(run.out().contains("not linearly separable by a hyperplane through the origin"), run.out());
        assertEquals("infeasible", Run.json(out).get("status"));
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("Why no line separates them"), "report");
        Path data = Files.writeString(folder.resolve("new.csv"), "x1,x2\n1,1\n");
        assertTrue(Run.of("predict", out, "--data", data).err().contains("status infeasible"));
    }
}
