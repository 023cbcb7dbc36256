package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.SolutionOrigin;
import org.turnpike.io.TrainingComparisonWriter;
import org.turnpike.io.TrainingShotWriter;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.pmp.IndirectLimits;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.problem.Reference;
import org.turnpike.report.TrainingComparisonReport;
import org.turnpike.report.TrainingReport;
import org.turnpike.solution.Comparison;
import org.turnpike.solve.LearningComparison;
import org.turnpike.solve.LearningShooting;

/**
 * {@code shoot} and {@code compare} for files with a section {@code learning}.
 *
 * @param progress where iterations are shown, or null
 */
record LearningCommands(
        LearningProblem problem,
        Path folder,
        PrintWriter results,
        @Nullable PrintWriter progress,
        double parseSeconds) {
    private static final double TOLERANCE = 1e-10;
    static final double SECONDS = 120;
    static final long EVALUATIONS = 10_000_000;

    private IndirectLimits limits(double seconds, long evaluations) {
        return new IndirectLimits(TOLERANCE, Math.min(seconds, problem.solver().timeLimit()), evaluations);
    }

    /** The maximum principle from a direct solution, or without {@code solver} from the file's start. */
    int shoot(@Nullable NlpSolver solver, double seconds, long evaluations, SolutionOrigin origin) throws IOException {
        LearningShooting shooting = new LearningShooting(limits(seconds, evaluations));
        LearningShooting.Shot shot;
        if (solver == null) {
            shot = shooting.solve(problem, parseSeconds);
        } else {
            try (Interruption interruption = new Interruption(progress)) {
                IterationTable table = new IterationTable(progress, false, interruption);
                shot = shooting.solve(problem, solver, parseSeconds, table);
                table.finish();
            }
        }
        TrainingSolution solution = shot.solution();
        if (solution == null) {
            results.println(problem.name() + ": not solved, nothing written");
            extremals(shot);
            return ExitStatus.NOT_SOLVED;
        }
        TrainingShotWriter.write(
                folder,
                solution,
                origin,
                shot.discrete(),
                shot.continuous(),
                Map.of("report.html", TrainingReport.html(solution)));
        results.print(new TrainingSummary(solution).text());
        extremals(shot);
        results.println("written to " + folder);
        results.flush();
        Reference reference = problem.reference();
        boolean reached = reference == null
                || Comparison.of(solution.status(), solution.objective(), reference)
                        .passed();
        return solution.status().solved() && reached ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
    }

    private void extremals(LearningShooting.Shot shot) {
        results.print(TrainingComparisonSummary.text("discrete principle", shot.discrete()));
        results.print(TrainingComparisonSummary.text("continuous principle", shot.continuous()));
        results.flush();
    }

    /** Both ways and a verdict. */
    int compare(NlpSolver solver) throws IOException {
        LearningComparison.Outcome outcome;
        try (Interruption interruption = new Interruption(progress)) {
            IterationTable table = new IterationTable(progress, false, interruption);
            outcome =
                    new LearningComparison(solver, limits(SECONDS, EVALUATIONS)).compare(problem, parseSeconds, table);
            table.finish();
        }
        TrainingComparisonWriter.write(
                folder,
                outcome.comparison(),
                problem.name(),
                Map.of("comparison.html", TrainingComparisonReport.html(outcome.comparison(), problem.name())));
        results.print(new TrainingComparisonSummary(outcome.comparison(), problem.name()).text());
        results.println("written to " + folder);
        results.flush();
        return outcome.comparison().verdict().agree() ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
    }
}
