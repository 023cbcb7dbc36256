package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.LinearWriter;
import org.turnpike.io.PhasedSolutionWriter;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolutionOrigin;
import org.turnpike.io.SolutionWriter;
import org.turnpike.io.TrainingWriter;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.evaluation.LinearSolution;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.refinement.LayerRefinement;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.nlp.ipopt.MissingIpoptException;
import org.turnpike.pmp.ShootingOptions;
import org.turnpike.problem.ContinuationSettings;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.Reference;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.problem.StackedProblem;
import org.turnpike.report.LinearReport;
import org.turnpike.report.Report;
import org.turnpike.report.TrainingReport;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.PhasedSolution;
import org.turnpike.solution.Solution;
import org.turnpike.solve.Continuation;
import org.turnpike.solve.LearningMethod;
import org.turnpike.solve.LinearMethod;
import org.turnpike.solve.RefinedMethod;
import org.turnpike.solve.TrainingMethods;
import org.turnpike.solve.Unstacking;
import org.turnpike.training.Checkpoint;
import org.turnpike.training.Cluster;
import org.turnpike.training.newton.LambdaContinuation;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code turnpike solve FILE}. */
@Command(
        name = "solve",
        description = "Solve a problem file; write solution.json, trajectory.csv and report.html.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class SolveCommand implements Callable<Integer> {
    @Mixin
    private ProblemArguments arguments = new ProblemArguments();

    @Mixin
    private StartArguments starts = new StartArguments();

    @Mixin
    private ClusterArguments spark = new ClusterArguments();

    @Option(
            names = "--resume",
            description = "go on from the checkpoint that a training in the reduced space left in the solution folder")
    private boolean resume;

    @Option(
            names = "--plateau",
            description =
                    "after a training in the reduced space (SL1, SL*): train on with smaller and smaller lambda and say whether the"
                            + " training error that is left is the price of control or a plateau")
    private boolean plateau;

    @Option(
            names = "--tolerance",
            paramLabel = "EPS",
            description = "refine the mesh until states and objective are accurate to this, relative (default 1e-6)")
    private @Nullable Double tolerance;

    @Option(
            names = "--sensitivity",
            paramLabel = "NAME",
            description = "derivatives of the optimum with respect to a constant of the file; may be repeated")
    private List<String> sensitivities = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        starts.check(arguments.file());
        Integer count = starts.starts();
        if (count != null) {
            return solveFromMany(count);
        }
        try (Cluster cluster = spark.connect()) {
            return solve(cluster);
        }
    }

    /** All starts in processes of their own, then the best again here, to be checked and written. */
    private int solveFromMany(int count) throws IOException {
        ProblemReader.Contents contents = new ProblemReader(Schemes.names(), TrainingMethods::inapplicable)
                .readAny(arguments.file(), arguments.overrides());
        if (resume || plateau || spark.asked()) {
            throw new InputException(arguments.file() + ": --starts goes with none of --resume, --plateau and --spark");
        }
        Path folder = arguments.folder("");
        OutputFolder.check(folder);
        Multistart multistart = new Multistart(
                arguments,
                starts,
                contents,
                arguments.progress(spec.commandLine().getErr()));
        int best = multistart.best(count, spec.commandLine().getOut());
        if (contents.classical() != null) {
            starts.choose(best);
        } else if (best > 0) {
            arguments.override(multistart.networkStart(best));
        }
        int status = solve(null);
        multistart.write(folder);
        return status;
    }

    private int solve(@Nullable Cluster cluster) throws IOException {
        IpoptLoading solver = IpoptLoading.likely(arguments.file(), arguments.overrides());
        long begin = System.nanoTime();
        Path folder = arguments.folder("");
        ProblemReader.Contents contents = new ProblemReader(Schemes.names(), TrainingMethods::inapplicable)
                .readAny(arguments.file(), arguments.overrides(), cluster);
        double parseSeconds = (System.nanoTime() - begin) * 1e-9;
        LearningProblem learning = contents.learning();
        boolean reduced = learning != null && learning.solver().method().reducedSpace();
        if (resume && !reduced) {
            throw new InputException(arguments.file()
                    + ": --resume goes on with a training in the reduced space (solver.method: reduced, lbfgs, adam, sgd, msa"
                    + " or emsa); this file asks for none");
        }
        if (plateau
                && (learning == null || !reduced || cluster != null || !LambdaContinuation.covers(learning.task()))) {
            throw new InputException(arguments.file()
                    + ": --plateau is for the formulations SL1 and SL* with a smooth penalty, trained in the reduced space on this"
                    + " machine (solver.method: reduced)");
        }
        if (tolerance != null && contents.classical() == null) {
            throw new InputException(
                    arguments.file()
                            + ": --tolerance refines the mesh of a problem with states and dynamics of its own; the accuracy of training is set in the file");
        }
        if (tolerance != null && !(tolerance >= 1e-10 && tolerance <= 0.1)) {
            throw new InputException("--tolerance: expected a number from 1e-10 to 0.1, found " + tolerance);
        }
        if (cluster != null) {
            ClusterArguments.require(contents);
        }
        if (!sensitivities.isEmpty() && contents.classical() == null) {
            throw new InputException(
                    arguments.file() + ": --sensitivity is for problems with states and dynamics of their own");
        }
        if (starts.single() && contents.classical() == null) {
            throw new InputException(
                    arguments.file()
                            + ": --start is for problems with a guess; a network starts at random with --set learning.start={random: 1}");
        }
        // A linear model may do without Ipopt, training in the reduced space does.
        if (contents.linear() == null && !reduced) {
            // Before any work, since it may be missing.
            solver.get();
        }
        // Not after an hour's work.
        OutputFolder.check(folder);
        @Nullable PrintWriter progress = arguments.progress(spec.commandLine().getErr());
        if (learning != null && reduced) {
            return train(new ReducedTraining(learning, contents.digest(), folder, progress, cluster), parseSeconds);
        }
        if (learning != null && learning.solver().method() == SolutionMethod.SHOOTING) {
            return new LearningCommands(learning, folder, spec.commandLine().getOut(), progress, parseSeconds)
                    .shoot(
                            solver.get(),
                            ShootingOptions.DEFAULT.timeLimit(),
                            ShootingOptions.DEFAULT.evaluationLimit(),
                            new SolutionOrigin(arguments.file(), arguments.overrides()));
        }
        try (Interruption interruption = new Interruption(progress)) {
            boolean solved;
            if (contents.linear() != null) {
                IterationTable table = new IterationTable(progress, false, interruption);
                LinearSolution solution = new LinearMethod(solver).solve(contents.linear(), parseSeconds, table);
                table.finish();
                solved = written(solution, folder);
            } else if (learning != null) {
                IterationTable table = new IterationTable(progress, false, interruption);
                MeshTable meshes = new MeshTable(progress);
                TrainingSolution solution = LayerRefinement.solve(
                        learning,
                        problem -> new LearningMethod(solver.get()).solve(problem, parseSeconds, table),
                        meshes);
                table.finish();
                solved = written(solution, folder);
            } else {
                ProblemFile problem = starts.applied(Objects.requireNonNull(contents.classical()));
                IterationTable table = new IterationTable(
                        progress, problem.problem().objective().maximize(), interruption);
                Sensitivities derivatives = new Sensitivities(arguments, sensitivities);
                derivatives.check(problem);
                RefinedMethod method = new RefinedMethod(solver.get());
                Solution solution = solved(problem, method, solver.get(), parseSeconds, table, folder, progress);
                table.finish();
                StackedProblem phases = problem.phases();
                solved = phases == null ? written(solution, folder) : written(Unstacking.of(phases, solution), folder);
                derivatives.write(problem, method, folder, spec.commandLine().getOut());
            }
            return solved ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
        }
    }

    /** At once, or along a chain of problems. */
    private Solution solved(
            ProblemFile problem,
            RefinedMethod method,
            NlpSolver solver,
            double parseSeconds,
            IterationTable table,
            Path folder,
            @Nullable PrintWriter progress)
            throws IOException {
        RefinementTable meshes = new RefinementTable(progress);
        ContinuationSettings chain = problem.solver().continuation();
        if (chain == null) {
            return method.solve(refined(problem), parseSeconds, table, meshes);
        }
        Continuation.Result result = new Continuation(solver, method)
                .solve(
                        chain,
                        value -> starts.applied(refined(arguments.readWith(chain.key() + "=" + value))),
                        parseSeconds,
                        table,
                        new ContinuationTable(chain.key(), progress),
                        meshes);
        ContinuationTable.write(folder, result.members());
        return result.solution();
    }

    private int train(ReducedTraining training, double parseSeconds) throws IOException {
        Checkpoint resumed = resume ? training.checkpoint() : null;
        try (Interruption interruption = new Interruption(training.progress())) {
            TrainingSolution solution = training.solve(resumed, parseSeconds, interruption);
            boolean solved = written(solution, training.folder());
            training.finished(solution);
            if (plateau && solved) {
                spec.commandLine().getOut().println(training.plateau(solution, interruption));
                spec.commandLine().getOut().flush();
            }
            return solved ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
        }
    }

    /** With the tolerance of the command line, which also asks for refinement where the file has none. */
    private ProblemFile refined(ProblemFile problem) {
        return tolerance == null
                ? problem
                : problem.with(problem.transcription().refinedTo(tolerance));
    }

    private boolean written(Solution solution, Path folder) throws IOException {
        SolutionWriter.write(
                folder,
                solution,
                new SolutionOrigin(arguments.file(), arguments.overrides()),
                Map.of("report.html", Report.html(solution)));
        print(new Summary(solution).text(), folder);
        return succeeded(
                solution.status(), solution.objective(), solution.problem().reference());
    }

    private boolean written(PhasedSolution solution, Path folder) throws IOException {
        PhasedSolutionWriter.write(
                folder,
                solution,
                new SolutionOrigin(arguments.file(), arguments.overrides()),
                Map.of("report.html", Report.html(solution)));
        print(new PhasedSummary(solution).text(), folder);
        return succeeded(
                solution.whole().status(),
                solution.whole().objective(),
                solution.whole().problem().reference());
    }

    private boolean written(TrainingSolution solution, Path folder) throws IOException {
        TrainingWriter.write(
                folder,
                solution,
                new SolutionOrigin(arguments.file(), arguments.overrides()),
                Map.of("report.html", TrainingReport.html(solution)));
        print(new TrainingSummary(solution).text(), folder);
        return succeeded(
                solution.status(), solution.objective(), solution.problem().reference());
    }

    private boolean written(LinearSolution solution, Path folder) throws IOException {
        LinearWriter.write(
                folder,
                solution,
                new SolutionOrigin(arguments.file(), arguments.overrides()),
                Map.of("report.html", LinearReport.html(solution)));
        print(new LinearSummary(solution).text(), folder);
        return succeeded(
                solution.status(), solution.objective(), solution.problem().reference());
    }

    private void print(String summary, Path folder) {
        PrintWriter results = spec.commandLine().getOut();
        results.print(summary);
        results.println("written to " + folder);
        results.flush();
    }

    /** Solved, and the optimum that the file may state was reached. */
    static boolean succeeded(NlpStatus status, double objective, @Nullable Reference reference) {
        return status.solved()
                && (reference == null
                        || Comparison.of(status, objective, reference).passed());
    }

    static NlpSolver loaded(CompletableFuture<IpoptSolver> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MissingIpoptException missing) {
                throw missing;
            }
            throw e;
        }
    }
}
