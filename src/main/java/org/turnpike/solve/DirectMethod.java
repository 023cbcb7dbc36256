package org.turnpike.solve;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.diagnosis.Evidence;
import org.turnpike.diagnosis.Explanation;
import org.turnpike.diagnosis.FailureDiagnosis;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.mesh.Mesh;
import org.turnpike.nlp.ActiveLimits;
import org.turnpike.nlp.AutomaticScaling;
import org.turnpike.nlp.Infeasibility;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.IterationTrace;
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

    /** Smaller products are lost in rounding. */
    private static final double LEAST_COMPLEMENTARITY = 1e-13;

    private static final double MOST_COMPLEMENTARITY = 1e-4;

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
        Discrete discrete =
                discrete(file, checked(file), file.transcription().scheme(), FirstMesh.of(file), null, listener);
        return new Outcome(
                solution(file, discrete, parseSeconds, begin), discrete.transcription.program(), discrete.point);
    }

    /**
     * A problem solved on one mesh, not yet checked.
     *
     * @param trajectory with the controls of nonsmooth reformulations, if any
     * @param transcribeSeconds for building the program
     */
    record Discrete(
            String scheme,
            Mesh mesh,
            Transcription transcription,
            NlpSolution point,
            Trajectory trajectory,
            double transcribeSeconds,
            IterationTrace trace,
            NlpOptions options) {
        boolean solved() {
            return point.status().solved();
        }
    }

    /**
     * What is carried from an earlier mesh.
     *
     * @param solved there
     * @param dual whether multipliers are carried, too
     * @param objectiveTolerance how far off bounds that are not quite reached may leave the objective
     */
    record Carried(Discrete solved, boolean dual, double objectiveTolerance) {}

    /** Solves on a mesh, from the guess or from another mesh's solution. */
    Discrete discrete(
            ProblemFile file,
            OptimalControlProblem smooth,
            String scheme,
            Mesh mesh,
            @Nullable Carried carried,
            IterationListener listener) {
        long begin = System.nanoTime();
        Transcription transcription = Schemes.named(scheme).transcribe(smooth, mesh);
        NonlinearProgram program = transcription.program();
        NlpStart start = NlpStart.at(transcription.start());
        if (carried != null) {
            Discrete earlier = carried.solved;
            start = transcription.startFrom(earlier.transcription, earlier.point.z(), earlier.point.multipliers());
        }
        Scaling scaling =
                AutomaticScaling.of(program, start.z(), transcription.magnitudes(), transcription.rowGroups());
        double transcribeSeconds = secondsSince(begin);

        SolverSettings settings = file.solver();
        double gap = carried == null
                ? settings.tolerance() * Math.max(1, Math.abs(program.objective(start.z())))
                : carried.objectiveTolerance;
        NlpOptions options = new NlpOptions(
                settings.tolerance(),
                complementarity(program, gap),
                ITERATION_LIMIT,
                settings.timeLimit(),
                settings.options());
        NlpStart used = carried == null || carried.dual ? start : NlpStart.at(start.z());
        IterationTrace trace = new IterationTrace(listener);
        NlpSolution point = solver.solve(program, used, scaling, options, trace);
        return new Discrete(
                scheme,
                mesh,
                transcription,
                point,
                transcription.trajectory(point.z(), point.multipliers()),
                transcribeSeconds,
                trace,
                options);
    }

    /**
     * The largest product of multiplier and slack for which the objective is off by at most a gap: an interior point is off by the
     * sum of these products (the duality gap), which has as many terms as there are bounds and so grows with the mesh.
     */
    private static double complementarity(NonlinearProgram program, double gap) {
        int bounds = finite(program.variableLower(), program.variableUpper())
                + finite(program.constraintLower(), program.constraintUpper());
        double each = gap / Math.max(1, bounds);
        return Math.max(LEAST_COMPLEMENTARITY, Math.min(MOST_COMPLEMENTARITY, each));
    }

    private static int finite(double[] lower, double[] upper) {
        int count = 0;
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] < upper[i]) {
                count += (Double.isInfinite(lower[i]) ? 0 : 1) + (Double.isInfinite(upper[i]) ? 0 : 1);
            }
        }
        return count;
    }

    /** The checked solution that a solved mesh gives. */
    Solution solution(ProblemFile file, Discrete discrete, double parseSeconds, long begin) {
        OptimalControlProblem problem = file.problem();
        Transcription transcription = discrete.transcription;
        NonlinearProgram program = transcription.program();
        NlpSolution point = discrete.point;
        Trajectory trajectory =
                discrete.trajectory.withControls(problem.controls().size());
        double[] parameters = parameters(problem, discrete);
        Verification verification = new Verifier(problem, CompiledFunction::new)
                .verify(trajectory, parameters, KktResidual.of(program, point).scaled());
        return new Solution(
                problem,
                point.status(),
                reason(problem, discrete),
                objective(problem, point),
                transcription.startTime(point.z()),
                transcription.endTime(point.z()),
                parameters,
                trajectory,
                point.solver(),
                point.iterations(),
                new Solution.Timing(
                        parseSeconds, discrete.transcribeSeconds, point.seconds(), parseSeconds + secondsSince(begin)),
                new Solution.Discretization(
                        discrete.scheme,
                        discrete.mesh.intervals(),
                        program.variables(),
                        program.constraints(),
                        program.jacobianNonzeros(),
                        program.hessianNonzeros()),
                StructureDetection.of(problem, trajectory, parameters),
                verification);
    }

    /** The user's parameters. */
    static double[] parameters(OptimalControlProblem problem, Discrete discrete) {
        return Arrays.copyOf(
                discrete.transcription.parameters(discrete.point.z()),
                problem.parameters().size());
    }

    /** The objective in the user's sense. */
    static double objective(OptimalControlProblem problem, NlpSolution point) {
        return problem.objective().maximize() ? -point.objective() : point.objective();
    }

    /** The nonlinear program of a file's problem on its first mesh, after all checks that need no solver. */
    public static Transcription transcribe(ProblemFile file) {
        OptimalControlProblem smooth = checked(file);
        return Schemes.named(file.transcription().scheme()).transcribe(smooth, FirstMesh.of(file));
    }

    /** The smooth problem, after all checks that need no solver. */
    static OptimalControlProblem checked(ProblemFile file) {
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
        return smooth(file);
    }

    private static OptimalControlProblem smooth(ProblemFile file) {
        try {
            return NonsmoothReformulation.of(file.problem());
        } catch (InputException e) {
            throw new InputException(file.path() + ": " + e.getMessage());
        }
    }

    /** The solver's reason; if it failed, with what the last point and the iterations tell about why. */
    private String reason(OptimalControlProblem problem, Discrete discrete) {
        NlpSolution point = discrete.point;
        Explanation explanation = new FailureDiagnosis(solver)
                .explain(new Evidence(problem, discrete.transcription, point, discrete.trace, discrete.options));
        String text = point.reason();
        if (point.status() == NlpStatus.INFEASIBLE && !explanation.contradiction()) {
            NonlinearProgram program = discrete.transcription.program();
            // A violated equation of motion is a symptom; the limits that are reached are what the user can change.
            text += " " + Infeasibility.of(program, point.z(), INFEASIBLE).sentence() + " "
                    + ActiveLimits.of(program, point.z(), INFEASIBLE).sentence();
        }
        return (text.stripTrailing() + " " + explanation.paragraph()).strip();
    }

    static double secondsSince(long begin) {
        return (System.nanoTime() - begin) * 1e-9;
    }
}
