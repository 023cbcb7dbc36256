package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training in the reduced space in a process of its own, on a machine without Ipopt: killed, stopped, short of memory. */
@Tag("slow")
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ReducedProcessTest {
    @TempDir
    private Path folder;

    /** Nothing that is an Ipopt can be found: the library that is named is none. */
    private Process solve(String heap, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djna.nosys=true", heap, "-Dturnpike.native=" + folder.resolve("empty")));
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        command.addAll(List.of("-cp", classPath, Main.class.getName(), "solve"));
        command.add(Run.file(folder, ReducedTrainingTest.RINGS).toString());
        command.addAll(List.of("--out", "out"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .put("TURNPIKE_IPOPT", folder.resolve("no-such-library.so").toString());
        builder.redirectOutput(folder.resolve("standard-out").toFile());
        builder.redirectError(folder.resolve("standard-err").toFile());
        return builder.start();
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("standard-" + name));
    }

    private int exitStatus(Process process) throws InterruptedException {
        try {
            assertTrue(process.waitFor(90, TimeUnit.SECONDS), "the process does not end");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean hasCheckpoint() {
        return Files.exists(folder.resolve("out/checkpoint.bin"));
    }

    private static String[] large(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--set", "learning.data.samples=6000", "--set", "learning.layers=15"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** kill -9: no hook runs, no file is written any more. */
    @Test
    void aRunThatIsKilledResumes() throws Exception {
        Process process = solve("-Xmx1g", large("--set", "solver.checkpoint=0.05"));
        while (process.isAlive() && !hasCheckpoint()) {
            Thread.sleep(5);
        }
        assertTrue(process.isAlive(), () -> "ended before it could be killed");
        process.destroyForcibly();
        assertEquals(128 + 9, exitStatus(process));
        assertTrue(hasCheckpoint());
        assertFalse(Files.exists(folder.resolve("out/solution.json")));
        assertEquals(ExitStatus.SOLVED, exitStatus(solve("-Xmx1g", large("--resume"))), read("err"));
        assertTrue(read("err").startsWith("resumed from iteration "), read("err"));
        assertFalse(hasCheckpoint());
        double resumed = (double) Run.json(folder.resolve("out")).get("objective");
        assertEquals(ExitStatus.SOLVED, exitStatus(solve("-Xmx1g", large())), read("err"));
        assertEquals((double) Run.json(folder.resolve("out")).get("objective"), resumed, 1e-8);
    }

    /** A polite end: the last iterate is a solution folder, and a checkpoint. */
    @Test
    void aRunThatIsStoppedWritesItsIterateAndResumes() throws Exception {
        Process process = solve("-Xmx1g", large());
        while (process.isAlive() && !read("err").contains("\n     2 ")) {
            Thread.sleep(5);
        }
        assertTrue(process.isAlive(), () -> "ended before it could be stopped");
        process.destroy();
        assertEquals(ExitStatus.NOT_SOLVED, exitStatus(process), read("err"));
        assertEquals("interrupted", Run.json(folder.resolve("out")).get("status"));
        assertTrue(hasCheckpoint());
        assertTrue(read("out").contains("rings: interrupted"), read("out"));
        assertEquals(ExitStatus.SOLVED, exitStatus(solve("-Xmx1g", large("--resume"))), read("err"));
        assertEquals("optimal", Run.json(folder.resolve("out")).get("status"));
    }

    /** 200,000 samples on 40 layers have 25 million numbers of states, 600 MB and more as arrays of arrays. */
    @Test
    void manySamplesNeedLittleMemory() throws Exception {
        int status = exitStatus(solve(
                "-Xmx300m",
                "--set",
                "learning.data.samples=200000",
                "--set",
                "learning.layers=40",
                "--set",
                "solver.iterations=1"));
        assertEquals(ExitStatus.NOT_SOLVED, status, read("err"));
        assertEquals("iteration-limit", Run.json(folder.resolve("out")).get("status"), read("err"));
        assertTrue(Files.exists(folder.resolve("out/report.html")));
    }
}
