package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: signals, exit statuses, a machine without Ipopt, the launcher. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessTest {
    private static final Path HOME =
            Path.of(System.getProperty("turnpike.home", ".")).toAbsolutePath();
    private static final Set<String> SOLUTION = Set.of("report.html", "solution.json", "trajectory.csv");

    @TempDir
    Path folder;

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectOutput(stream("out").toFile());
        builder.redirectError(stream("err").toFile());
        return builder.start();
    }

    /** A Java process; the properties go before those of this JVM, which find Ipopt. */
    private Process java(List<String> properties, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djna.nosys=true");
        command.addAll(properties);
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    private static List<String> withIpopt() {
        return List.of("-Dturnpike.native="
                + Path.of(System.getProperty("turnpike.native", "native/lib")).toAbsolutePath());
    }

    private Path stream(String name) {
        return folder.resolve("standard-" + name);
    }

    private String read(String name) throws IOException {
        return Files.readString(stream(name));
    }

    private static int exitStatus(Process process, int seconds) throws InterruptedException {
        try {
            assertTrue(process.waitFor(seconds, TimeUnit.SECONDS), "the process does not end");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertEquals(0, exitStatus(kill, 10));
    }

    /** Whoever starts the tests in the background of a script hands down that Ctrl-C is ignored. */
    private static boolean ignoresInterrupts(Process process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        }
    }

    private Process longSolve() throws IOException {
        return java(
                withIpopt(),
                "solve",
                HOME.resolve("problems/robot-arm.yaml").toString(),
                "--set",
                "transcription.intervals=10000",
                "--out",
                "out");
    }

    private void awaitOnStandardError(Process process, String text) throws IOException, InterruptedException {
        while (process.isAlive() && !read("err").contains(text)) {
            Thread.sleep(20);
        }
        assertTrue(process.isAlive(), () -> "ended before it could be interrupted");
    }

    private Set<String> written() throws IOException {
        if (!Files.exists(folder.resolve("out"))) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }

    private void assertLastPointIsWritten() throws IOException {
        assertEquals(SOLUTION, written());
        Map<String, Object> json = Run.json(folder.resolve("out"));
        assertEquals("interrupted", json.get("status"));
        long rows =
                Files.readString(folder.resolve("out/trajectory.csv")).lines().count();
        // A header, two rows an interval (node and midpoint), the end.
        assertEquals(1 + 2 * 10_000 + 1, rows);
        assertTrue(Files.readString(folder.resolve("out/report.html"))
                .stripTrailing()
                .endsWith("</html>"));
        assertTrue(read("out").contains("Robot arm: interrupted"), read("out"));
        assertFalse(read("err").contains("\tat "), read("err"));
    }

    /** Ctrl-C, while the solver works. */
    @Test
    void controlCStopsTheSolverAndTheLastPointIsWritten() throws Exception {
        Process process = longSolve();
        awaitOnStandardError(process, "\n     1 ");
        signal(process, ignoresInterrupts(process) ? "TERM" : "INT");
        assertEquals(ExitStatus.NOT_SOLVED, exitStatus(process, 25));
        assertLastPointIsWritten();
        assertTrue(read("err").contains("stopping; the last point will be written"), read("err"));
    }

    /** A second signal does not undo the first one's care. */
    @Test
    void terminationStopsTheSolverToo() throws Exception {
        Process process = longSolve();
        awaitOnStandardError(process, "\n     0 ");
        process.destroy();
        signal(process, "INT");
        assertEquals(ExitStatus.NOT_SOLVED, exitStatus(process, 25));
        assertLastPointIsWritten();
    }

    /** Before there is a point to keep, and at whatever moment after: all files of one solution, or none. */
    @Test
    void nothingIsHalfWrittenWheneverTheSignalComes() throws Exception {
        Path problem = Run.file(folder, Run.REST_TO_REST);
        for (int milliseconds = 100; milliseconds <= 1500; milliseconds += 100) {
            Process process = java(withIpopt(), "solve", problem.toString(), "--out", "out");
            Thread.sleep(milliseconds);
            process.destroy();
            int status = exitStatus(process, 25);
            assertTrue(Set.of(0, 1, 143).contains(status), "status " + status);
            Set<String> files = written();
            assertTrue(files.isEmpty() || files.equals(SOLUTION), files::toString);
            if (!files.isEmpty()) {
                assertEquals("rest to rest", Run.json(folder.resolve("out")).get("problem"));
                for (String file : files) {
                    Files.delete(folder.resolve("out").resolve(file));
                }
                Files.delete(folder.resolve("out"));
            }
            String err = read("err");
            assertFalse(err.contains("\tat ") || err.contains("internal error"), err);
        }
    }

    @Test
    void withoutIpoptTheCommandsThatInstallItAreShown() throws Exception {
        assumeTrue(System.getenv("TURNPIKE_IPOPT") == null, "an Ipopt is given");
        Path problem = Run.file(folder, Run.REST_TO_REST);
        Process process = java(
                List.of("-Dturnpike.native=" + folder.resolve("empty")), "solve", problem.toString(), "--out", "out");
        int status = exitStatus(process, 60);
        assumeTrue(status != ExitStatus.SOLVED, "this machine has an Ipopt of its own");
        assertEquals(ExitStatus.MISSING_COMPONENT, status, read("err"));
        assertEquals("", read("out"));
        for (String command :
                List.of("native/fetch-ipopt.sh", "apt-get install coinor-libipopt1v5", "brew install ipopt")) {
            assertTrue(read("err").contains(command), read("err"));
        }
        assertFalse(read("err").contains("\tat "));
        assertEquals(Set.of(), written());
    }

    /** From another folder and through a symbolic link. */
    @Test
    void theLauncherFindsItsHome() throws Exception {
        try (Stream<Path> files =
                Files.isDirectory(HOME.resolve("target")) ? Files.list(HOME.resolve("target")) : Stream.of()) {
            assumeTrue(files.anyMatch(file -> file.toString().endsWith(".jar")), "the jar is not built");
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), HOME.resolve("turnpike"));
        Process process = start(List.of(
                "sh",
                link.toString(),
                "check",
                HOME.resolve("problems/goddard.yaml").toString()));
        assertEquals(ExitStatus.SOLVED, exitStatus(process, 60), read("err"));
        assertTrue(read("out").startsWith("Goddard rocket\nmaximize\n"), read("out"));
    }
}
