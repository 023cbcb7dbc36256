package org.turnpike.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs command lines of this program in processes of their own, so many at a time: a crash or a lack of memory in one leaves the others alone, and Ipopt, which
 * is not made for threads, has an address space to itself. Children have this JVM's options.
 */
final class ChildProcesses {
    private static final long POLL_MILLISECONDS = 10;
    private static final int LONGEST_REASON = 300;

    /** A command line that ended; reason: the last line on standard error, or empty. */
    record Ended(int number, int exitStatus, String reason, double seconds) {}

    private record Running(int number, Process process, Path errors, long begin) {}

    private final int jobs;
    private final BooleanSupplier cancelled;

    /**
     * @param jobs processes at a time
     * @param cancelled once it is true, running children are ended and no more are begun
     */
    ChildProcesses(int jobs, BooleanSupplier cancelled) {
        this.jobs = jobs;
        this.cancelled = cancelled;
    }

    /** What is to be done, in an order that may depend on what has ended. */
    interface Agenda {
        /** A command line to begin now, or null if there is none until another ends, or at all. */
        @Nullable
        Task next();

        /** A command line ended by itself. */
        void ended(Ended ended) throws IOException;
    }

    /** A command line without the program's name, and the caller's number for it. */
    record Task(int number, List<String> arguments) {}

    /**
     * Runs until the agenda has nothing more and all have ended.
     *
     * @param scratch a folder for what they print
     */
    void run(Agenda agenda, Path scratch) throws IOException {
        List<Running> running = new ArrayList<>();
        try {
            while (!cancelled.getAsBoolean()) {
                while (running.size() < jobs) {
                    @Nullable Task task = agenda.next();
                    if (task == null) {
                        break;
                    }
                    running.add(begin(task.number(), task.arguments(), scratch));
                }
                if (running.isEmpty()) {
                    return;
                }
                for (Running one : List.copyOf(running)) {
                    if (!one.process.isAlive()) {
                        running.remove(one);
                        agenda.ended(ended(one));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            for (Running one : running) {
                one.process.destroyForcibly();
            }
        }
    }

    private static Running begin(int number, List<String> arguments, Path scratch) throws IOException {
        Path errors = scratch.resolve("errors-" + number);
        Process process = new ProcessBuilder(command(arguments))
                .redirectInput(ProcessBuilder.Redirect.from(nothing(scratch).toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        return new Running(number, process, errors, System.nanoTime());
    }

    private static Path nothing(Path scratch) throws IOException {
        Path empty = scratch.resolve("nothing");
        if (!Files.exists(empty)) {
            Files.createFile(empty);
        }
        return empty;
    }

    private static Ended ended(Running one) throws IOException {
        List<String> lines = new String(Files.readAllBytes(one.errors), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        String reason = last.length() > LONGEST_REASON ? last.substring(0, LONGEST_REASON) : last;
        return new Ended(one.number, one.process.exitValue(), reason, (System.nanoTime() - one.begin) * 1e-9);
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // A debugger or a profiler serves one process, a terminal is the parent's.
            if (!option.startsWith("-agent")
                    && !option.startsWith("-javaagent")
                    && !option.contains("turnpike.terminal")) {
                command.add(option);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path", "." + File.pathSeparator));
        command.add(Main.class.getName());
        command.addAll(arguments);
        return command;
    }
}
