package org.turnpike.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.ProblemReader;
import org.turnpike.problem.ProblemFile;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command takes that solves a problem file. */
final class ProblemArguments {
    @Parameters(paramLabel = "FILE", description = "a problem file")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "override a key of the file, such as transcription.intervals=200; may be repeated")
    private List<String> overrides = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "the solution folder (default: solutions/<file name>; for shoot with '-shoot' after the name)")
    private @Nullable Path out;

    @Option(names = "--quiet", description = "no progress on standard error")
    private boolean quiet;

    Path file() {
        return file;
    }

    List<String> overrides() {
        return overrides;
    }

    /** One override more. */
    void override(String keyAndValue) {
        List<String> more = new ArrayList<>(overrides);
        more.add(keyAndValue);
        overrides = List.copyOf(more);
    }

    /** The file with one override more, which holds for this reading only. */
    ProblemFile readWith(String keyAndValue) {
        List<String> more = new ArrayList<>(overrides);
        more.add(keyAndValue);
        return new ProblemReader(Schemes.names()).read(file, more);
    }

    /** {@code --out}, or {@code solutions/<file name without .yaml>} with a suffix, in the working folder. */
    Path folder(String suffix) {
        return out != null ? out : defaultFolder(file, suffix);
    }

    static Path defaultFolder(Path file, String suffix) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return Path.of("solutions", (dot > 0 ? name.substring(0, dot) : name) + suffix);
    }

    /** Where progress goes, or null. */
    @Nullable
    PrintWriter progress(PrintWriter err) {
        return quiet ? null : err;
    }
}
