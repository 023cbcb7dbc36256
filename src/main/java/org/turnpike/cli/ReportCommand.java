package org.turnpike.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.AtomicFolder;
import org.turnpike.io.LinearSolutionReader;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolutionOrigin;
import org.turnpike.io.SolutionReader;
import org.turnpike.problem.InputException;
import org.turnpike.report.LinearReport;
import org.turnpike.report.Report;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnpike report DIR}. */
@Command(
        name = "report",
        description = "Write report.html of a solution folder again, from its solution.json and trajectory.csv.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class ReportCommand implements Callable<Integer> {
    /** Schemes whose control is constant on each interval. */
    static final Set<String> STEPS = Set.of("euler", "implicit-midpoint", "rk4");

    @Parameters(paramLabel = "DIR", description = "a solution folder")
    private Path folder = Path.of("");

    @Option(names = "--problem", paramLabel = "FILE", description = "the problem file, if it is no longer where it was")
    private @Nullable Path moved;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        SolutionReader reader = new SolutionReader(folder);
        if (reader.isLearning() && !reader.isLinear()) {
            throw new InputException(folder + ": the report of a trained network cannot be made again by this version;"
                    + " solve its problem file again");
        }
        SolutionOrigin origin = reader.origin();
        Path file = moved != null ? moved : origin == null ? null : origin.file();
        if (file == null) {
            throw new InputException(
                    folder + ": solution.json does not say to which problem it belongs; add --problem FILE");
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": no such problem file; if it has moved, add --problem FILE");
        }
        if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(folder.resolve("solution.json"))) > 0) {
            spec.commandLine()
                    .getErr()
                    .println(file
                            + " has changed since this solution was written; H, bounds and samples in the report are of"
                            + " the file as it is now");
        }
        List<String> overrides = origin == null ? List.of() : origin.overrides();
        ProblemReader.Contents contents = new ProblemReader(Schemes.names()).readAny(file, overrides);
        String page;
        if (contents.linear() != null && reader.isLinear()) {
            page = LinearReport.html(LinearSolutionReader.read(folder, contents.linear()));
        } else if (contents.classical() != null && contents.classical().phases() != null) {
            throw new InputException(
                    folder + ": the report of a problem with phases cannot be made again by this version;"
                            + " solve its problem file again");
        } else if (contents.classical() != null && !reader.isLinear()) {
            page = Report.html(reader.solution(contents.classical().problem(), STEPS.contains(reader.scheme())));
        } else {
            throw new InputException(folder + ": the solution does not belong to " + file);
        }
        try (AtomicFolder out = AtomicFolder.open(folder)) {
            out.write("report.html", page);
            out.commit();
        }
        spec.commandLine().getOut().println("written to " + folder.resolve("report.html"));
        return ExitStatus.SOLVED;
    }
}
