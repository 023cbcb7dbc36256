package org.turnpike.nlp.ipopt;

import org.ejml.data.DMatrixSparseCSC;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.Scaling;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.nlp.UndefinedValue;

/**
 * Ipopt as a solver of nonlinear programs, with the exact Hessian.
 *
 * <p>Unknowns with equal bounds are taken out of the program ({@code fixed_variable_treatment=make_parameter}); Ipopt itself
 * goes over to relaxed bounds if then more equations than unknowns are left. Their multipliers are computed here from
 * ∇f + Jᵀλ − zLower + zUpper = 0, because not every version does. The time limit is looked at after each iteration.
 */
public final class IpoptSolver implements NlpSolver {
    private static final String NAME = "ipopt";

    private final IpoptLibrary library;

    /**
     * With the Ipopt of this process.
     *
     * @throws MissingIpoptException if there is none
     */
    public IpoptSolver() {
        this(IpoptLibrary.find());
    }

    /** With a library of one's own choice. */
    public IpoptSolver(IpoptLibrary library) {
        this.library = library;
    }

    @Override
    public SolverIdentity identity() {
        return new SolverIdentity(NAME, library.version(), library.linearSolver());
    }

    @Override
    public NlpSolution solve(
            NonlinearProgram program,
            NlpStart start,
            @Nullable Scaling scaling,
            NlpOptions options,
            IterationListener listener) {
        long begin = System.nanoTime();
        double[] z = start.z().clone();
        if (z.length != program.variables()) {
            throw new IllegalArgumentException(
                    "the start has " + z.length + " values, the program " + program.variables() + " unknowns");
        }
        Multipliers multipliers = initialMultipliers(program, start.multipliers());
        IpoptOptions ipoptOptions = new IpoptOptions(options, scaling != null, start.multipliers() != null);
        Run run = new Run(program, z, multipliers, ipoptOptions, begin);

        String crossed = crossedBounds(program);
        if (crossed != null) {
            return run.ended(NlpStatus.INFEASIBLE, crossed, null);
        }
        for (int i = 0; i < z.length; i++) {
            if (!Double.isFinite(z[i])) {
                return run.ended(
                        NlpStatus.NUMERICAL_FAILURE,
                        "The start value of " + program.variableName(i) + " is " + z[i] + ".",
                        null);
            }
        }
        if (z.length == 0) {
            return withoutUnknowns(run, options.tolerance());
        }
        IpoptEvaluation evaluation = new IpoptEvaluation(program, listener, deadline(begin, options.timeLimit()));
        int code;
        try (IpoptProblem problem = new IpoptProblem(library, program, evaluation)) {
            ipoptOptions.apply(problem, library);
            if (scaling != null) {
                problem.scale(scaling);
            }
            code = problem.solve(z, multipliers);
        }
        rethrow(evaluation.thrown());
        return run.ended(IpoptStatus.of(code), evaluation);
    }

    /** A copy of the given multipliers, or zeros. */
    private static Multipliers initialMultipliers(NonlinearProgram program, @Nullable Multipliers given) {
        return given == null
                ? new Multipliers(
                        new double[program.constraints()],
                        new double[program.variables()],
                        new double[program.variables()])
                : new Multipliers(
                        given.constraints().clone(),
                        given.lower().clone(),
                        given.upper().clone());
    }

    private static long deadline(long begin, double seconds) {
        return seconds < 1e9 ? begin + (long) (1e9 * seconds) : Long.MAX_VALUE;
    }

    /** Ipopt would report crossed bounds as a failure; they are an infeasible program, and the culprit is known. */
    private static @Nullable String crossedBounds(NonlinearProgram program) {
        double[] lower = program.variableLower();
        double[] upper = program.variableUpper();
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] <= upper[i])) {
                return crossed(program.variableName(i), lower[i], upper[i]);
            }
        }
        lower = program.constraintLower();
        upper = program.constraintUpper();
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] <= upper[i])) {
                return crossed(program.constraintName(i), lower[i], upper[i]);
            }
        }
        return null;
    }

    private static String crossed(String name, double lower, double upper) {
        return "The lower bound " + lower + " of " + name + " is not below its upper bound " + upper + ".";
    }

    /** Ipopt refuses a program without unknowns. */
    private static NlpSolution withoutUnknowns(Run run, double tolerance) {
        NonlinearProgram program = run.program;
        double[] values = new double[program.constraints()];
        program.constraints(run.z, values);
        double[] lower = program.constraintLower();
        double[] upper = program.constraintUpper();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= lower[i] - tolerance && values[i] <= upper[i] + tolerance)) {
                return run.ended(
                        NlpStatus.INFEASIBLE,
                        "There is no unknown, and " + program.constraintName(i) + " does not hold.",
                        null);
            }
        }
        return run.ended(NlpStatus.OPTIMAL, "There is no unknown, and the constraints hold.", null);
    }

    private static void rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }

    /** What a solve works on, and how its result is put together. */
    private final class Run {
        private final NonlinearProgram program;
        private final double[] z;
        private final Multipliers multipliers;
        private final IpoptOptions options;
        private final long begin;

        Run(NonlinearProgram program, double[] z, Multipliers multipliers, IpoptOptions options, long begin) {
            this.program = program;
            this.z = z;
            this.multipliers = multipliers;
            this.options = options;
            this.begin = begin;
        }

        NlpSolution ended(IpoptStatus status, IpoptEvaluation evaluation) {
            if (status == IpoptStatus.INVALID_OPTION) {
                throw options.unusable(library);
            }
            if (status == IpoptStatus.USER_REQUESTED_STOP
                    && !evaluation.stoppedByListener()
                    && evaluation.outOfTime()) {
                status = IpoptStatus.MAXIMUM_WALL_TIME_EXCEEDED;
            }
            double @Nullable [] undefinedAt =
                    status.status() == NlpStatus.NUMERICAL_FAILURE ? evaluation.undefinedAt() : null;
            if (undefinedAt != null && evaluation.undefinedAtStart()) {
                return ended(
                        NlpStatus.NUMERICAL_FAILURE,
                        "At the start (moved inside the bounds) " + UndefinedValue.describe(program, undefinedAt) + ".",
                        evaluation);
            }
            String reason = status.reason();
            if (undefinedAt != null) {
                reason = reason + " On the way " + UndefinedValue.describe(program, undefinedAt) + ".";
            }
            fixedMultipliers();
            return ended(status.status(), reason, evaluation);
        }

        NlpSolution ended(NlpStatus status, String reason, @Nullable IpoptEvaluation evaluation) {
            String linearSolver = library.linearSolver();
            String chosen = options.get("linear_solver", linearSolver);
            return new NlpSolution(
                    status,
                    reason,
                    program.objective(z),
                    z,
                    multipliers,
                    evaluation == null ? 0 : evaluation.iterations(),
                    1e-9 * (System.nanoTime() - begin),
                    evaluation == null ? 0 : evaluation.seconds(),
                    new SolverIdentity(
                            NAME, library.version(), linearSolver.startsWith(chosen) ? linearSolver : chosen));
        }

        /** Multipliers of unknowns with equal bounds, from stationarity of the Lagrangian. */
        private void fixedMultipliers() {
            double[] lower = program.variableLower();
            double[] upper = program.variableUpper();
            boolean any = false;
            for (int i = 0; i < lower.length; i++) {
                any |= lower[i] == upper[i];
            }
            if (!any) {
                return;
            }
            double[] gradient = new double[lower.length];
            program.gradient(z, gradient);
            DMatrixSparseCSC jacobian = program.newJacobian();
            program.jacobian(z, jacobian);
            for (int j = 0; j < lower.length; j++) {
                if (lower[j] == upper[j]) {
                    double residual = gradient[j];
                    for (int k = jacobian.col_idx[j]; k < jacobian.col_idx[j + 1]; k++) {
                        residual += jacobian.nz_values[k] * multipliers.constraints()[jacobian.nz_rows[k]];
                    }
                    multipliers.lower()[j] = Math.max(residual, 0);
                    multipliers.upper()[j] = Math.max(-residual, 0);
                }
            }
        }
    }
}
