package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** min ∫₀ᵀ u²/2 dt, x'' = u, from rest in 0 to rest in d: 6 d²/T³. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SweepCommandTest {
    private static final String FILE =
            """
            turnpike: 1
            name: From rest to rest
            constants: {d: 1}
            time: {start: 0, end: 1}
            states: {x: {start: 0, end: d}, v: {start: 0, end: 0}}
            controls: {u: {}}
            dynamics: {x: v, v: u}
            minimize: {integral: u^2/2}
            transcription: {intervals: 10}
            """;

    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Run sweep(String... more) {
        List<Object> arguments = new ArrayList<>(List.of("sweep", Run.file(folder, FILE), "--out", out(), "--quiet"));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray());
    }

    private List<String[]> rows() throws IOException {
        return Files.readAllLines(out().resolve("sweep.csv")).stream()
                .map(line -> line.split(",", -1))
                .toList();
    }

    @Test
    void eachPointIsARowAndStartsFromItsNeighbour() throws IOException {
        Run run = sweep("--over", "constants.d=1,2", "--over", "time.end=1,2");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        List<String[]> rows = rows();
        assertEquals(
                List.of("point", "constants.d", "time.end", "status", "start", "objective"),
                List.of(rows.get(0)).subList(0, 6));
        assertEquals(5, rows.size());
        for (String[] row : rows.subList(1, 5)) {
            double d = Double.parseDouble(row[1]);
            double end = Double.parseDouble(row[2]);
            assertEquals("optimal", row[3]);
            assertEquals(row[0].equals("1") ? "own" : "neighbour", row[4]);
            assertEquals(6 * d * d / (end * end * end), Double.parseDouble(row[5]), 1e-7);
        }
        assertTrue(Files.exists(out().resolve("points/0004/report.html")));
        try (Stream<Path> points = Files.list(out().resolve("points"))) {
            assertEquals(4, points.count(), "attempts that are not kept are gone");
        }
    }

    /** A point whose file is wrong is a row with its reason; those after it start by themselves. */
    @Test
    void aFailedPointIsARowWithItsReason() throws IOException {
        Run run = sweep("--over", "time.end=1,-1,2", "--jobs", "1");
        assertEquals(ExitStatus.NOT_SOLVED, run.status());
        List<String[]> rows = rows();
        assertEquals("failed", rows.get(2)[2]);
        String line = Files.readAllLines(out().resolve("sweep.csv")).get(2);
        assertTrue(line.contains("time.end"), line);
        assertEquals("own", rows.get(3)[3]);
        assertTrue(run.out().contains("3 points: 2 solved, 1 not"), run.out());
    }

    @Test
    void aSweepThatIsThereIsNotSolvedAgainAndAnotherIsRefused() throws IOException {
        sweep("--over", "constants.d=1,2");
        Path point = out().resolve("points/0002/solution.json");
        FileTime time = Files.getLastModifiedTime(point);
        String table = Files.readString(out().resolve("sweep.csv"));
        Run again = sweep("--over", "constants.d=1,2");
        assertEquals(ExitStatus.SOLVED, again.status(), again.err());
        assertTrue(again.out().contains("(2 were there)"), again.out());
        assertEquals(time, Files.getLastModifiedTime(point));
        assertEquals(table, Files.readString(out().resolve("sweep.csv")));
        Run other = sweep("--over", "constants.d=1,3");
        assertEquals(ExitStatus.WRONG_INPUT, other.status());
        assertTrue(other.err().contains("holds another sweep"), other.err());
    }

    /** Killed without warning after its first points, called again: the table is that of an undisturbed sweep, and finished points are as they were. */
    @Test
    void aKilledSweepGoesOn() throws IOException, InterruptedException {
        String over = "constants.d=1,2,3,4,5,6";
        Process process = new ProcessBuilder(command(over))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Path table = out().resolve("sweep.csv");
        while (process.isAlive()
                && (!Files.exists(table) || Files.readAllLines(table).size() < 3)) {
            Thread.sleep(5);
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        int before = Files.readAllLines(table).size() - 1;
        assertTrue(before >= 2 && before < 6, () -> before + " points before the end");
        FileTime first = Files.getLastModifiedTime(out().resolve("points/0001/solution.json"));

        Run run = sweep("--over", over);
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertFalse(run.out().contains("(0 were there)"), run.out());
        assertEquals(first, Files.getLastModifiedTime(out().resolve("points/0001/solution.json")));
        List<String[]> rows = rows();
        assertEquals(7, rows.size());
        for (int d = 1; d <= 6; d++) {
            assertEquals(6.0 * d * d, Double.parseDouble(rows.get(d)[4]), 1e-6);
        }
    }

    private List<String> command(String over) {
        String file = Run.file(folder, FILE).toString();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dturnpike.native="
                        + Path.of(System.getProperty("turnpike.native", "native/lib"))
                                .toAbsolutePath(),
                "-Djna.nosys=true",
                "-cp",
                System.getProperty("java.class.path", File.pathSeparator),
                Main.class.getName(),
                "sweep",
                file,
                "--out",
                out().toString(),
                "--over",
                over);
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertEquals(ExitStatus.WRONG_INPUT, sweep().status());
        for (String[] wrong : new String[][] {
            {"--over", "time.ends=1"},
            {"--over", "d"},
            {"--over", "constants.d=1", "--jobs", "0"},
            {"--over", "constants.d=1", "--from", "there"}
        }) {
            Run run = sweep(wrong);
            assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.err());
        }
    }
}
