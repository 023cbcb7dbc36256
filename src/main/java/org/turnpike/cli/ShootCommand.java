package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolutionOrigin;
import org.turnpike.io.SolutionWriter;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.pmp.Extremal;
import org.turnpike.pmp.Replay;
import org.turnpike.pmp.ShootingOptions;
import org.turnpike.pmp.ShootingResult;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.report.Report;
import org.turnpike.solution.Solution;
import org.turnpike.solve.DirectMethod;
import org.turnpike.solve.IndirectMethod;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code turnpike shoot FILE}. */
@Command(
        name = "shoot",
        description = "Solve a problem file by Pontryagin's maximum principle and multiple shooting.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class ShootCommand implements Callable<Integer> {
    /** Where shooting starts. */
    enum Start {
        DIRECT,
        GUESS
    }

    @Mixin
    private ProblemArguments arguments = new ProblemArguments();

    @Option(
            names = "--start",
            paramLabel = "WHERE",
            description =
                    "direct (default): structure and costates of a direct solution; guess: the file's guess alone")
    private Start start = Start.DIRECT;

    @Option(names = "--time-limit", paramLabel = "SECONDS", description = "stop shooting after that (default: 60)")
    private double timeLimit = ShootingOptions.DEFAULT.timeLimit();

    @Option(
            names = "--evaluation-limit",
            paramLabel = "N",
            description = "stop after N evaluations of the canonical equations (default: 50000000)")
    private long evaluationLimit = ShootingOptions.DEFAULT.evaluationLimit();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CompletableFuture<IpoptSolver> loading =
                start == Start.DIRECT ? CompletableFuture.supplyAsync(IpoptSolver::new) : new CompletableFuture<>();
        long begin = System.nanoTime();
        Path folder = arguments.folder("-shoot");
        ProblemReader.Contents contents =
                new ProblemReader(Schemes.names()).readAny(arguments.file(), arguments.overrides());
        double parseSeconds = (System.nanoTime() - begin) * 1e-9;
        if (contents.learning() != null) {
            OutputFolder.check(folder);
            return new LearningCommands(
                            contents.learning(),
                            folder,
                            spec.commandLine().getOut(),
                            arguments.progress(spec.commandLine().getErr()),
                            parseSeconds)
                    .shoot(
                            start == Start.DIRECT ? SolveCommand.loaded(loading) : null,
                            timeLimit,
                            evaluationLimit,
                            new SolutionOrigin(arguments.file(), arguments.overrides()));
        }
        ProblemFile problem = contents.classical();
        if (problem == null) {
            throw new InputException(
                    arguments.file()
                            + ": linear models are convex programs in a few weights, without a horizon for the maximum principle");
        }
        OnePhase.require(problem);
        OutputFolder.check(folder);
        IndirectMethod method = new IndirectMethod(options());
        ShootingResult result;
        if (start == Start.GUESS) {
            result = method.solve(problem, parseSeconds);
        } else {
            @Nullable
            PrintWriter progress = arguments.progress(spec.commandLine().getErr());
            try (Interruption interruption = new Interruption(progress)) {
                IterationTable table = new IterationTable(
                        progress, problem.problem().objective().maximize(), interruption);
                Solution direct = new DirectMethod(SolveCommand.loaded(loading)).solve(problem, parseSeconds, table);
                table.finish();
                result = method.solve(problem, direct, parseSeconds);
            }
        }
        return written(result, folder) ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
    }

    private ShootingOptions options() {
        ShootingOptions standard = ShootingOptions.DEFAULT;
        return new ShootingOptions(
                standard.tolerance(), standard.iterationLimit(), evaluationLimit, timeLimit, standard.growth());
    }

    private boolean written(ShootingResult result, Path folder) throws IOException {
        Solution solution = result.solution();
        SolutionWriter.write(
                folder,
                result,
                new SolutionOrigin(arguments.file(), arguments.overrides()),
                Map.of("report.html", Report.html(solution)));
        PrintWriter results = spec.commandLine().getOut();
        results.print(new Summary(solution).text());
        results.print(details(result));
        results.println("written to " + folder);
        results.flush();
        return SolveCommand.succeeded(
                solution.status(), solution.objective(), solution.problem().reference());
    }

    private static String details(ShootingResult result) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "  shooting from %s; %d segments, %d integrations, %d evaluations%n",
                result.origin(),
                result.segments(),
                result.integrations(),
                result.evaluations()));
        Replay.@Nullable Result replay = result.replay();
        if (replay != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "  integrated again from the initial costate alone: %d switches located, end missed by %.1e%n",
                    replay.switches().length,
                    replay.deviation()));
        }
        for (Extremal.ArcCheck check : result.checks()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  arc %d, %s: %s%s, least value %.3g%n",
                    check.arc() + 1,
                    check.control(),
                    check.kind(),
                    check.order() > 0 ? " of order " + check.order() : "",
                    check.least()));
        }
        return text.toString();
    }
}
