package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * min ∫₀¹ u²/2 dt + 10 (x(1)² − 1)² + c x(1), x' = u, x(0) = 0: u = x(1) =: b is constant, so J(b) = b²/2 + 10 (b² − 1)² + c b, with two local minima.
 */
@Tag("slow")
class MultistartTest {
    private static final String WELL =
            """
            turnpike: 1
            name: Double well
            constants: {c: 0}
            time: {start: 0, end: 1}
            states: {x: {start: 0, lower: -2, upper: 2}}
            controls: {u: {lower: -5, upper: 5}}
            dynamics: {x: u}
            minimize: {integral: u^2/2, final: 10*(x^2 - 1)^2 + c*x}
            guess: {x: 0.5*t}
            transcription: {scheme: trapezoid, intervals: 10}
            """;

    @TempDir
    Path folder;

    private static double cost(double b, double c) {
        return b * b / 2 + 10 * Math.pow(b * b - 1, 2) + c * b;
    }

    /** The stationary point near {@code b} by Newton's method. */
    private static double minimum(double b, double c) {
        double x = b;
        for (int i = 0; i < 20; i++) {
            x -= (x + 40 * x * (x * x - 1) + c) / (1 + 120 * x * x - 40);
        }
        return cost(x, c);
    }

    private Run solve(String out, String... more) {
        List<Object> arguments =
                new ArrayList<>(List.of("solve", Run.file(folder, WELL), "--out", folder.resolve(out), "--quiet"));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray());
    }

    private static double objective(Path out) throws IOException {
        Map<String, Object> json = Run.json(out);
        return ((Number) json.get("objective")).doubleValue();
    }

    /** The file's own guess leads to the right one, the left one is lower. */
    @Test
    void theLowerMinimumIsFoundAndKept() throws IOException {
        assertEquals(ExitStatus.SOLVED, solve("one", "--set", "constants.c=0.2").status());
        assertEquals(minimum(1, 0.2), objective(folder.resolve("one")), 1e-8);

        Run run = solve("many", "--set", "constants.c=0.2", "--starts", "6");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertEquals(minimum(-1, 0.2), objective(folder.resolve("many")), 1e-8);
        assertTrue(run.out().startsWith("6 starts (seed 1): 6 solved, 2 distinct minima"), run.out());
        List<String> rows = Files.readAllLines(folder.resolve("many/starts.csv"));
        assertEquals("start,status,objective,minimum,iterations,seconds,reason", rows.get(0));
        assertEquals(7, rows.size());
        assertTrue(rows.get(1).startsWith("0,optimal,"), rows.get(1));
        assertEquals("2", rows.get(1).split(",", -1)[3], "the file's own guess leads to the second best");
    }

    /** A minimum and its mirror image have one objective and are two; how many processes work makes no difference. */
    @Test
    void mirrorImagesAreTwoHoweverManyProcesses() {
        String expected = "2 distinct minima";
        Run one = solve("one", "--starts", "4", "--jobs", "1", "--seed", "5");
        Run three = solve("three", "--starts", "4", "--jobs", "3", "--seed", "5");
        assertTrue(one.out().contains(expected), one.out());
        assertEquals(table(one.out()), table(three.out()));
    }

    private static List<String> table(String out) {
        return out.lines().takeWhile(line -> !line.startsWith("Double well")).toList();
    }

    /** --start gives what --starts found there. */
    @Test
    void oneStartCanBeSolvedAlone() throws IOException {
        Run many = solve("many", "--starts", "3");
        String row = Files.readAllLines(folder.resolve("many/starts.csv")).get(3);
        assertTrue(row.startsWith("2,optimal,"), many.err());
        Run single = solve("single", "--start", "2");
        assertEquals(ExitStatus.SOLVED, single.status(), single.err());
        assertEquals(Double.parseDouble(row.split(",", -1)[2]), objective(folder.resolve("single")), 0);
    }

    /** A start whose process fails is a row with its reason; the others count. */
    @Test
    void aStartWithoutSolutionIsSaid() throws IOException {
        Run run = solve("many", "--starts", "2", "--set", "solver.options.max_iter=1");
        assertEquals(ExitStatus.NOT_SOLVED, run.status());
        assertTrue(run.out().contains("0 solved, 0 distinct minima"), run.out());
        assertTrue(run.out().contains("start 1: iteration-limit"), run.out());
        assertEquals("iteration-limit", Run.json(folder.resolve("many")).get("status"));
    }

    @Test
    void aChildThatDiesIsReportedWithItsLastWords() throws IOException {
        List<ChildProcesses.Ended> ended = new ArrayList<>();
        Deque<List<String>> commands =
                new ArrayDeque<>(List.of(List.of("solve", "nowhere.yaml"), List.of("doctor", "--unknown")));
        new ChildProcesses(2, () -> false)
                .run(
                        new ChildProcesses.Agenda() {
                            @Override
                            public ChildProcesses.@Nullable Task next() {
                                List<String> command = commands.poll();
                                return command == null ? null : new ChildProcesses.Task(commands.size(), command);
                            }

                            @Override
                            public void ended(ChildProcesses.Ended one) {
                                ended.add(one);
                            }
                        },
                        folder);
        assertEquals(2, ended.size());
        for (ChildProcesses.Ended one : ended) {
            assertEquals(ExitStatus.WRONG_INPUT, one.exitStatus());
            assertTrue(!one.reason().isEmpty());
        }
    }

    @Test
    void wrongNumbersAreRefused() {
        for (String[] wrong : new String[][] {
            {"--starts", "0"},
            {"--starts", "2", "--start", "1"},
            {"--start", "-1"},
            {"--starts", "2", "--jobs", "0"},
            {"--starts", "2", "--resume"}
        }) {
            Run run = solve("none", wrong);
            assertEquals(ExitStatus.WRONG_INPUT, run.status());
            assertTrue(run.err().contains(wrong[wrong.length - 2]) || run.err().contains("--resume"), run.err());
        }
    }
}
