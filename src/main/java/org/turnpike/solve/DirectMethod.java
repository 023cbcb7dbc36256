package org.turnpike.solve;

import java.util.Arrays;
import java.util.List;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.nlp.ActiveLimits;
import org.turnpike.nlp.AutomaticScaling;
import org.turnpike.nlp.Infeasibility;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.KktResidual;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.Scaling;
import org.turnpike.problem.FeasibilityPrecheck;
import org.turnpike.problem.InputException;
import org.turnpike.problem.NonsmoothReformulation;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.SolverSettings;
import org.turnpike.problem.TranscriptionSettings;
import org.turnpike.problem.UndefinedAtGuess;
import org.turnpike.solution.Solution;
import org.turnpike.solution.StructureDetection;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;
import org.turnpike.transcription.Schemes;
import org.turnpike.transcription.Transcription;
import org.turnpike.verification.Verifier;

/** Solves a problem by direct transcription and checks the answer. */
public final class DirectMethod {
    private static final int ITERATION_LIMIT = 3000;

    /** Violations above this are named. */
    private static final double INFEASIBLE = 1e-6;

    private final NlpSolver solver;

    public DirectMethod(NlpSolver solver) {
        this.solver = solver;
    }

    /**
     * From a problem to a checked solution.
     *
     * @param parseSeconds spent on reading the file, for the report
     * @param listener told of each iteration; may stop the solver
     * @throws InputException if the problem is contradictory, nonsmooth beyond reformulation, or undefined at its guess
     */
    public Solution solve(ProblemFile file, double parseSeconds, IterationListener listener) {
        return outcome(file, parseSeconds, listener).solution();
    }

    /**
     * A solution with what it was read from.
     *
     * @param program the nonlinear program
     * @param point its primal–dual point
     */
    public record Outcome(Solution solution, NonlinearProgram program, NlpSolution point) {}

    /** Like {@link #solve}, for who wants to look at the nonlinear program, too. */
    public Outcome outcome(ProblemFile file, double parseSeconds, IterationListener listener) {
        long begin = System.nanoTime();
        OptimalControlProblem problem = file.problem();
        Transcription transcription = transcribe(file);
        NonlinearProgram program = transcription.program();
        double[] start = transcription.start();
        Scaling scaling = AutomaticScaling.of(program, start, transcription.magnitudes(), transcription.rowGroups());
        double transcribeSeconds = secondsSince(begin);

        SolverSettings settings = file.solver();
        NlpOptions options =
                new NlpOptions(settings.tolerance(), ITERATION_LIMIT, settings.timeLimit(), settings.options());
        NlpSolution point = solver.solve(program, NlpStart.at(start), scaling, options, listener);

        Trajectory trajectory = transcription
                .trajectory(point.z(), point.multipliers())
                .withControls(problem.controls().size());
        double[] parameters = Arrays.copyOf(
                transcription.parameters(point.z()), problem.parameters().size());
        Verification verification = new Verifier(problem, CompiledFunction::new)
                .verify(trajectory, parameters, KktResidual.of(program, point).scaled());
        boolean maximize = problem.objective().maximize();
        Solution solution = new Solution(
                problem,
                point.status(),
                reason(program, point),
                maximize ? -point.objective() : point.objective(),
                transcription.startTime(point.z()),
                transcription.endTime(point.z()),
                parameters,
                trajectory,
                point.solver(),
                point.iterations(),
                new Solution.Timing(
                        parseSeconds, transcribeSeconds, point.seconds(), parseSeconds + secondsSince(begin)),
                sizes(file.transcription(), trajectory.intervals(), program),
                StructureDetection.of(problem, trajectory, parameters),
                verification);
        return new Outcome(solution, program, point);
    }

    /** The nonlinear program of a file's problem, after all checks that need no solver. */
    public static Transcription transcribe(ProblemFile file) {
        OptimalControlProblem problem = file.problem();
        List<FeasibilityPrecheck.Finding> findings = FeasibilityPrecheck.of(problem);
        if (!findings.isEmpty()) {
            StringBuilder text = new StringBuilder(file.path() + ": the problem has no solution:");
            findings.forEach(finding -> text.append("\n  ").append(finding.sentence()));
            throw new InputException(text.toString());
        }
        String undefined = UndefinedAtGuess.of(problem);
        if (undefined != null) {
            throw new InputException(file.path() + ": " + undefined);
        }
        OptimalControlProblem smooth = smooth(file);
        TranscriptionSettings settings = file.transcription();
        return Schemes.named(settings.scheme()).transcribe(smooth, FirstMesh.of(file));
    }

    private static OptimalControlProblem smooth(ProblemFile file) {
        try {
            return NonsmoothReformulation.of(file.problem());
        } catch (InputException e) {
            throw new InputException(file.path() + ": " + e.getMessage());
        }
    }

    /** The solver's reason; for an infeasible program the names of what cannot be met. */
    private static String reason(NonlinearProgram program, NlpSolution point) {
        if (point.status() != NlpStatus.INFEASIBLE) {
            return point.reason();
        }
        String culprits = Infeasibility.of(program, point.z(), INFEASIBLE).sentence();
        // A violated equation of motion is a symptom; the limits that are reached are what the user can change.
        String limits = ActiveLimits.of(program, point.z(), INFEASIBLE).sentence();
        return (point.reason() + " " + culprits + " " + limits).stripTrailing();
    }

    private static Solution.Discretization sizes(
            TranscriptionSettings settings, int intervals, NonlinearProgram program) {
        return new Solution.Discretization(
                settings.scheme(),
                intervals,
                program.variables(),
                program.constraints(),
                program.jacobianNonzeros(),
                program.hessianNonzeros());
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) * 1e-9;
    }
}
