package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.LinearWriter;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolutionOrigin;
import org.turnpike.io.SolutionWriter;
import org.turnpike.io.TrainingWriter;
import org.turnpike.learning.evaluation.LinearSolution;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.refinement.LayerRefinement;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.nlp.ipopt.MissingIpoptException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.Reference;
import org.turnpike.report.LinearReport;
import org.turnpike.report.Report;
import org.turnpike.report.TrainingReport;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.Solution;
import org.turnpike.solve.DirectMethod;
import org.turnpike.solve.LearningMethod;
import org.turnpike.solve.LinearMethod;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        // Loading the native library takes as long as reading the file: side by side on two cores.
        CompletableFuture<IpoptSolver> loading = CompletableFuture.supplyAsync(IpoptSolver::new);
        long begin = System.nanoTime();
        Path folder = arguments.folder("");
        ProblemReader.Contents contents =
                new ProblemReader(Schemes.names()).readAny(arguments.file(), arguments.overrides());
        double parseSeconds = (System.nanoTime() - begin) * 1e-9;
        // A linear model may do without Ipopt.
        Supplier<NlpSolver> solver = () -> loaded(loading);
        if (contents.linear() == null) {
            // Before any work, since it may be missing.
            loaded(loading);
        }
        // Not after an hour's work.
        OutputFolder.check(folder);
        @Nullable PrintWriter progress = arguments.progress(spec.commandLine().getErr());
        try (Interruption interruption = new Interruption(progress)) {
            boolean solved;
            if (contents.linear() != null) {
                IterationTable table = new IterationTable(progress, false, interruption);
                LinearSolution solution = new LinearMethod(solver).solve(contents.linear(), parseSeconds, table);
                table.finish();
                solved = written(solution, folder);
            } else if (contents.learning() != null) {
                IterationTable table = new IterationTable(progress, false, interruption);
                MeshTable meshes = new MeshTable(progress);
                TrainingSolution solution = LayerRefinement.solve(
                        contents.learning(),
                        problem -> new LearningMethod(solver.get()).solve(problem, parseSeconds, table),
                        meshes);
                table.finish();
                solved = written(solution, folder);
            } else {
                ProblemFile problem = Objects.requireNonNull(contents.classical());
                IterationTable table = new IterationTable(
                        progress, problem.problem().objective().maximize(), interruption);
                Solution solution = new DirectMethod(solver.get()).solve(problem, parseSeconds, table);
                table.finish();
                solved = written(solution, folder);
            }
            return solved ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
        }
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
