package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.turnpike.comparison.MethodComparison;
import org.turnpike.io.ComparisonWriter;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolutionOrigin;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.pmp.ShootingOptions;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.report.ComparisonReport;
import org.turnpike.solve.BothMethods;
import org.turnpike.solve.IndirectMethod;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code turnpike compare FILE}. */
@Command(
        name = "compare",
        description = "Solve a problem directly and by the maximum principle, and say whether the answers agree.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private ProblemArguments arguments = new ProblemArguments();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        long begin = System.nanoTime();
        Path folder = arguments.folder("");
        ProblemReader.Contents contents =
                new ProblemReader(Schemes.names()).readAny(arguments.file(), arguments.overrides());
        if (contents.learning() != null) {
            double seconds = (System.nanoTime() - begin) * 1e-9;
            OutputFolder.check(folder);
            return new LearningCommands(
                            contents.learning(),
                            folder,
                            spec.commandLine().getOut(),
                            arguments.progress(spec.commandLine().getErr()),
                            seconds)
                    .compare(new IpoptSolver());
        }
        ProblemFile problem = contents.classical();
        if (problem == null) {
            throw new InputException(arguments.file()
                    + ": linear models are convex programs in a few weights, without a horizon for the maximum "
                    + "principle; 'solver: {nlp: both}' compares two solvers");
        }
        OnePhase.require(problem);
        double parseSeconds = (System.nanoTime() - begin) * 1e-9;
        NlpSolver solver = new IpoptSolver();
        OutputFolder.check(folder);
        @Nullable PrintWriter progress = arguments.progress(spec.commandLine().getErr());
        try (Interruption interruption = new Interruption(progress)) {
            IterationTable table =
                    new IterationTable(progress, problem.problem().objective().maximize(), interruption);
            MethodComparison comparison = new BothMethods(solver, new IndirectMethod(ShootingOptions.DEFAULT))
                    .compare(problem, parseSeconds, table, next -> {
                        table.finish();
                        if (progress != null) {
                            progress.println(next + " ...");
                        }
                    });
            ComparisonWriter.write(
                    folder,
                    comparison,
                    new SolutionOrigin(arguments.file(), arguments.overrides()),
                    Map.of("comparison.html", ComparisonReport.html(comparison)));
            PrintWriter results = spec.commandLine().getOut();
            results.print(new ComparisonSummary(comparison).text());
            results.println("written to " + folder);
            results.flush();
            return comparison.verdict().agree() ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
        }
    }
}
