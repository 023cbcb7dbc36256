package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SweepDefinition;
import org.turnpike.problem.InputException;
import org.turnpike.solve.TrainingMethods;
import org.turnpike.sweep.Axis;
import org.turnpike.sweep.Grid;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code turnpike sweep FILE --over key=values}. */
@Command(
        name = "sweep",
        description =
                "Solve a problem file on a grid over keys; write sweep.csv and a solution folder a point. Goes on where it was stopped.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class SweepCommand implements Callable<Integer> {
    @Mixin
    private ProblemArguments arguments = new ProblemArguments();

    @Option(
            names = "--over",
            paramLabel = "KEY=VALUES",
            required = true,
            description =
                    "a key of the file and its values, such as learning.horizon=16,36,81; may be repeated, the last varies fastest")
    private List<String> over = List.of();

    @Option(names = "--jobs", paramLabel = "N", description = "processes at a time (default: one a processor)")
    private @Nullable Integer jobs;

    @Option(
            names = "--from",
            paramLabel = "own|neighbour|better",
            description =
                    "where points start: from the file's start, from their neighbour's solution (default), or from both, to keep the"
                            + " better (default for networks)")
    private SweepRun.@Nullable Start start;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (jobs != null && jobs < 1) {
            throw new InputException(arguments.file() + ": --jobs expects a positive number, found " + jobs);
        }
        List<Axis> axes = new ArrayList<>();
        over.forEach(text -> axes.add(Axis.parse(text)));
        Grid grid = new Grid(axes);
        Path folder = arguments.folder("-sweep");
        ProblemReader.Contents first = firstPoint(grid);
        OutputFolder.check(folder);
        SweepRun.Start from = start != null ? start : usual(first);
        SweepDefinition.of(
                        arguments.file(),
                        arguments.overrides(),
                        grid,
                        from.name().toLowerCase(Locale.ROOT))
                .claim(folder);
        @Nullable PrintWriter progress = arguments.progress(spec.commandLine().getErr());
        SweepRun run = new SweepRun(arguments, grid, folder, from, first, progress);
        if (progress != null && run.earlier() > 0) {
            progress.println(run.earlier() + " of " + grid.points() + " points are there from an earlier call");
        }
        Path scratch = Files.createTempDirectory("turnpike-sweep-");
        try (Interruption interruption = new Interruption(progress)) {
            int processes = jobs != null ? jobs : Runtime.getRuntime().availableProcessors();
            new ChildProcesses(processes, interruption::requested).run(run, scratch);
            spec.commandLine().getOut().print(run.finish());
            spec.commandLine().getOut().flush();
        } finally {
            FolderTree.delete(scratch);
        }
        return run.allSolved() ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
    }

    /** The optima of networks are local: from one side a worse one may be reached than from the other. */
    private static SweepRun.Start usual(ProblemReader.Contents contents) {
        if (contents.linear() != null) {
            return SweepRun.Start.OWN;
        }
        return contents.learning() != null ? SweepRun.Start.BETTER : SweepRun.Start.NEIGHBOUR;
    }

    /** What is wrong with the file or with the keys is wrong with every point. */
    private ProblemReader.Contents firstPoint(Grid grid) {
        List<String> overrides = new ArrayList<>(arguments.overrides());
        overrides.addAll(grid.overrides(0));
        return new ProblemReader(Schemes.names(), TrainingMethods::inapplicable).readAny(arguments.file(), overrides);
    }
}
