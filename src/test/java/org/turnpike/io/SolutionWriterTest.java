package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.expression.Variable;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.verification.DoubleIntegratorEnergy;
import org.turnpike.verification.ExactTrajectory;
import org.turnpike.verification.ProblemBuilder;
import org.turnpike.verification.SampleSolution;

class SolutionWriterTest {
    @TempDir
    Path directory;

    private static Solution energy() {
        DoubleIntegratorEnergy example = new DoubleIntegratorEnergy();
        example.builder.name("rest \"to\" rest, ü\n").reference(12, 1e-6);
        List<Solution.Arc> arcs = List.of(new Solution.Arc(0, 1, "interior", "u"));
        return SampleSolution.of(example.problem(), DoubleIntegratorEnergy.trajectory(2), 12.0000012, arcs);
    }

    /** Leaves of a JSON text by their path, such as {@code verification/kktResidual} or {@code structure/0/kind}. */
    private static Map<String, String> leaves(String text) throws IOException {
        Map<String, String> leaves = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                JsonToken token = parser.currentToken();
                if (token.isScalarValue()) {
                    leaves.put(
                            parser.getParsingContext()
                                    .pathAsPointer()
                                    .toString()
                                    .substring(1),
                            parser.getText());
                }
            }
        }
        return leaves;
    }

    private Map<String, String> written(Solution solution) throws IOException {
        SolutionWriter.write(directory, solution, Map.of());
        return leaves(Files.readString(directory.resolve("solution.json")));
    }

    private List<List<String>> table() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("trajectory.csv"))) {
            rows.add(List.of(line.split(",", -1)));
        }
        return rows;
    }

    @Test
    void jsonHasEveryKeyOfTheContract() throws IOException {
        Map<String, String> leaves = written(energy());
        assertEquals("rest \"to\" rest, ü\n", leaves.get("problem"));
        assertEquals("optimal", leaves.get("status"));
        assertEquals(12.0000012, Double.parseDouble(leaves.get("objective")));
        assertEquals(1.0, Double.parseDouble(leaves.get("finalTime")));
        for (String key : List.of(
                "name",
                "version",
                "linearSolver",
                "iterations",
                "seconds/parse",
                "seconds/transcribe",
                "seconds/solve",
                "seconds/total")) {
            assertTrue(leaves.containsKey("solver/" + key), key);
        }
        for (String key :
                List.of("scheme", "intervals", "variables", "constraints", "jacobianNonzeros", "hessianNonzeros")) {
            assertTrue(leaves.containsKey("transcription/" + key), key);
        }
        for (String key : List.of("scheme", "intervals", "error", "objective", "seconds")) {
            assertTrue(leaves.containsKey("refinement/0/" + key), key);
        }
        for (String key : List.of(
                "dynamicsError",
                "constraintViolation/name",
                "constraintViolation/time",
                "constraintViolation/amount",
                "kktResidual",
                "hamiltonianDrift",
                "argminResidual")) {
            assertTrue(leaves.containsKey("verification/" + key), key);
        }
        assertEquals("interior", leaves.get("structure/0/kind"));
        assertEquals("u", leaves.get("structure/0/of"));
        assertEquals(1e-7, Double.parseDouble(leaves.get("reference/relativeError")), 1e-15);
        assertEquals("true", leaves.get("reference/passed"));
        assertTrue(leaves.get("signConvention").startsWith("minimise"));
    }

    @Test
    void referencesFarAwayOrUnsolvedDoNotPass() throws IOException {
        DoubleIntegratorEnergy example = new DoubleIntegratorEnergy();
        example.builder.reference(0, 1e-6);
        Trajectory trajectory = DoubleIntegratorEnergy.trajectory(2);
        Map<String, String> far = written(SampleSolution.of(example.problem(), trajectory, 0.5, List.of()));
        assertEquals("false", far.get("reference/passed"));
        assertEquals(0.5, Double.parseDouble(far.get("reference/relativeError")));
        Solution failed = SampleSolution.of(
                example.problem(), trajectory, 0, List.of(), NlpStatus.INFEASIBLE, "v <= 0.1 cannot hold.");
        Map<String, String> unsolved = written(failed);
        assertEquals("false", unsolved.get("reference/passed"));
        assertEquals("infeasible", unsolved.get("status"));
        assertEquals("v <= 0.1 cannot hold.", unsolved.get("reason"));
    }

    @Test
    void undefinedIsNullAndInfiniteIsTheLargestNumber() throws IOException {
        DoubleIntegratorEnergy example = new DoubleIntegratorEnergy();
        Solution own = SampleSolution.of(
                example.problem(), DoubleIntegratorEnergy.trajectory(2), Double.POSITIVE_INFINITY, List.of());
        Solution withoutNumber =
                SampleSolution.of(example.problem(), DoubleIntegratorEnergy.trajectory(2), Double.NaN, List.of());
        assertEquals(Double.MAX_VALUE, Double.parseDouble(written(own).get("objective")));
        assertEquals("null", written(withoutNumber).get("objective"));
        assertEquals("null", written(withoutNumber).get("reference"));
    }

    @Test
    void tableHasNodesAndControlPointsInOrderAndReadsBackExactly() throws IOException {
        SolutionWriter.write(directory, energy(), Map.of());
        List<List<String>> rows = table();
        assertEquals(List.of("t", "x", "v", "u", "p_x", "p_v"), rows.get(0));
        assertEquals(1 + 5, rows.size());
        for (int i = 0; i < 5; i++) {
            double t = i * 0.25;
            double[] expected = {t, t * t * (3 - 2 * t), 6 * t * (1 - t), 6 - 12 * t, -24, 24 * t - 12};
            for (int j = 0; j < expected.length; j++) {
                assertEquals(
                        expected[j], Double.parseDouble(rows.get(1 + i).get(j)), 1e-15, "row " + i + ", column " + j);
            }
        }
    }

    @Test
    void jumpsAreContinuousFromTheRightAndAuxiliariesAreLeftOut() throws IOException {
        ProblemBuilder b = new ProblemBuilder();
        b.state("x", Range.FREE, Range.fixed(0), Range.FREE);
        Variable u = b.control("u", new Range(-1, 1));
        b.control("u+", Range.FREE, true);
        OptimalControlProblem problem = b.dynamics(u).build();
        Trajectory trajectory = ExactTrajectory.of(
                new double[] {0, 1, 2},
                new double[] {0.5},
                (t, side) -> new double[] {t < 1 ? t : 2 - t},
                (t, side) -> new double[] {t < 1 ? 1 : -1},
                (t, side) -> new double[] {t < 1 ? 1 : -1, 7},
                (t, side) -> new double[] {0.125});
        SolutionWriter.write(directory, SampleSolution.of(problem, trajectory, 0, List.of()), Map.of());
        List<List<String>> rows = table();
        assertEquals(List.of("t", "x", "u", "p_x"), rows.get(0));
        List<String> controls = rows.stream().skip(1).map(r -> r.get(2)).toList();
        assertEquals(List.of("1.0", "1.0", "-1.0", "-1.0", "-1.0"), controls);
    }

    @Test
    void failureLeavesTheFolderAsItWas() throws IOException {
        Files.writeString(directory.resolve("solution.json"), "old");
        assertThrows(IOException.class, () -> {
            try (AtomicFolder folder = AtomicFolder.open(directory)) {
                folder.write("solution.json", "new");
                folder.write("trajectory.csv", out -> {
                    out.write('t');
                    throw new IOException("disk full");
                });
                folder.commit();
            }
        });
        assertEquals("old", Files.readString(directory.resolve("solution.json")));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void furtherTextsAreWrittenAndNothingElseRemains() throws IOException {
        Path fresh = directory.resolve("a").resolve("b");
        SolutionWriter.write(fresh, energy(), Map.of("report.html", "<html>"));
        try (Stream<Path> files = Files.list(fresh)) {
            assertEquals(
                    List.of("report.html", "solution.json", "trajectory.csv"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
        assertFalse(Files.readString(fresh.resolve("trajectory.csv")).contains("\r"));
    }
}
