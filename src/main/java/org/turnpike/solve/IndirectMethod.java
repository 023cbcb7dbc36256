package org.turnpike.solve;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.pmp.CanonicalSystem;
import org.turnpike.pmp.Extremal;
import org.turnpike.pmp.ExtremalSearch;
import org.turnpike.pmp.Replay;
import org.turnpike.pmp.ShootingOptions;
import org.turnpike.pmp.ShootingResult;
import org.turnpike.pmp.UnsupportedStructureException;
import org.turnpike.pmp.shooting.Budget;
import org.turnpike.problem.KeptNodes;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;
import org.turnpike.verification.Verifier;

/** Solves a problem by Pontryagin's maximum principle and multiple shooting, and checks the answer. */
public final class IndirectMethod {
    /** Decrease of H, relative to 1 + |H|, from which on the control does not minimise it. */
    private static final double MINIMUM = 1e-6;
    /** Violation of a constraint, relative to its size, that is no rounding. */
    private static final double VIOLATION = 1e-6;

    /** Costates of this size, relative to the objective, are a sign of an abnormal extremal. */
    private static final double ABNORMAL = 1e7;
    /** The same for the finite switches that stand for infinitely many. */
    private static final double CHATTERING = 1e-3;

    private final ShootingOptions options;

    public IndirectMethod(ShootingOptions options) {
        this.options = options;
    }

    /**
     * Shooting from the structure, times and costates of a direct solution.
     *
     * @param direct a solution of the file's problem
     * @param parseSeconds spent on reading the file, for the report
     */
    public ShootingResult solve(ProblemFile file, Solution direct, double parseSeconds) {
        return solve(
                file.problem(),
                search -> search.from(direct, accepted(file.problem())),
                "structure, times and costates of the direct solution",
                parseSeconds);
    }

    /** Shooting from the guess in the file alone. */
    public ShootingResult solve(ProblemFile file, double parseSeconds) {
        return solve(
                file.problem(),
                search -> search.fromGuess(accepted(file.problem())),
                "the file's guess, by a homotopy from smoothed controls",
                parseSeconds);
    }

    private static Predicate<Extremal> accepted(OptimalControlProblem problem) {
        return extremal -> objection(extremal, verified(problem, extremal)) == null;
    }

    @FunctionalInterface
    private interface Start {
        Extremal of(ExtremalSearch search) throws UnsupportedStructureException;
    }

    private ShootingResult solve(OptimalControlProblem problem, Start start, String origin, double parseSeconds) {
        long begin = System.nanoTime();
        Budget budget = new Budget(options.evaluationLimit(), options.timeLimit());
        try {
            requireContinuity(problem);
            Extremal extremal = start.of(new ExtremalSearch(new CanonicalSystem(problem), options, budget));
            return result(problem, extremal, origin, budget, parseSeconds, begin);
        } catch (UnsupportedStructureException e) {
            return failed(problem, String.valueOf(e.getMessage()), origin, budget, parseSeconds, begin);
        }
    }

    /** Shooting integrates right-hand sides and costates that do not jump at given times. */
    private static void requireContinuity(OptimalControlProblem problem) throws UnsupportedStructureException {
        if (problem.objective().measurements() != null) {
            throw new UnsupportedStructureException(
                    "The costates jump at the measured times, which shooting does not do.");
        }
        if (!KeptNodes.jumps(problem).isEmpty()) {
            throw new UnsupportedStructureException("A function jumps at t = "
                    + KeptNodes.jumps(problem).first() + ", across which shooting does not integrate.");
        }
    }

    /** Nothing could be integrated: the guess stands for the best iterate. */
    private static ShootingResult failed(
            OptimalControlProblem problem,
            String reason,
            String origin,
            Budget budget,
            double parseSeconds,
            long begin) {
        Trajectory trajectory = GuessedTrajectory.of(problem);
        Solution solution = new Solution(
                problem,
                NlpStatus.NUMERICAL_FAILURE,
                reason,
                Double.NaN,
                problem.horizon().startGuess(),
                problem.horizon().endGuess(),
                problem.guess().parameters().clone(),
                trajectory,
                identity(),
                0,
                new Solution.Timing(parseSeconds, 0, secondsSince(begin), parseSeconds + secondsSince(begin)),
                new Solution.Discretization("multiple shooting", 0, 0, 0, 0, 0),
                List.of(),
                null);
        return new ShootingResult(
                solution, origin, List.of(), new double[0], 0, null, budget.evaluations(), budget.integrations());
    }

    private ShootingResult result(
            OptimalControlProblem problem,
            Extremal extremal,
            String origin,
            Budget budget,
            double parseSeconds,
            long begin) {
        double solveSeconds = secondsSince(begin);
        @Nullable Verification verification = null;
        NlpStatus status = NlpStatus.NUMERICAL_FAILURE;
        String reason = extremal.status().reason();
        if (extremal.converged()) {
            verification = verified(problem, extremal);
            String objection = objection(extremal, verification);
            if (objection == null) {
                status = NlpStatus.OPTIMAL;
                reason = "The shooting equations are solved, and the control minimises the Hamiltonian.";
            } else if (extremal.chattering() && verification.argminResidual() < CHATTERING) {
                status = NlpStatus.ACCEPTABLE;
                reason =
                        "The optimum switches infinitely often before its singular arc; the finite number of switches found here leaves "
                                + "out the rest.";
            } else {
                reason = objection;
            }
        }
        if (status == NlpStatus.NUMERICAL_FAILURE) {
            reason += abnormality(extremal);
        }
        double[] times = extremal.structure().times();
        int n = extremal.trajectory().stateCount();
        Solution solution = new Solution(
                problem,
                status,
                reason,
                extremal.objective(),
                times[0],
                times[times.length - 1],
                extremal.parameters(),
                extremal.trajectory(),
                identity(),
                extremal.iterations(),
                new Solution.Timing(parseSeconds, 0, solveSeconds, parseSeconds + secondsSince(begin)),
                new Solution.Discretization(
                        "multiple shooting", extremal.segments(), 2 * n * extremal.segments(), 0, 0, 0),
                extremal.arcs(),
                verification);
        return new ShootingResult(
                solution,
                origin,
                extremal.checks(),
                extremal.jumps(),
                extremal.segments(),
                replay(problem, extremal),
                budget.evaluations(),
                budget.integrations());
    }

    private Replay.@Nullable Result replay(OptimalControlProblem problem, Extremal extremal) {
        try {
            return extremal.converged()
                    ? new Replay(new CanonicalSystem(problem), 10 * options.tolerance()).of(extremal)
                    : null;
        } catch (UnsupportedStructureException e) {
            return null;
        }
    }

    /** A sentence if the costates are so large that the cost hardly counts beside the constraints; else empty. */
    private static String abnormality(Extremal extremal) {
        double largest = 0;
        for (double p : extremal.trajectory().costates()) {
            largest = Math.max(largest, Math.abs(p));
        }
        return largest > ABNORMAL * (1 + Math.abs(extremal.objective()))
                ? String.format(
                        Locale.ROOT,
                        " The costates are of size %.1e: beside them the cost hardly counts, as on an abnormal extremal, which the "
                                + "constraints alone determine and for which these equations, with the cost's multiplier 1, have no solution.",
                        largest)
                : "";
    }

    private static Verification verified(OptimalControlProblem problem, Extremal extremal) {
        return new Verifier(problem, CompiledFunction::new)
                .verify(extremal.trajectory(), extremal.parameters(), extremal.residual());
    }

    /** Why a solution of the shooting equations is no solution of the maximum principle; null if it is one. */
    private static @Nullable String objection(Extremal extremal, Verification verification) {
        Verification.Violation violation = verification.constraintViolation();
        if (violation != null && violation.amount() > VIOLATION) {
            return String.format(
                    Locale.ROOT,
                    "The shooting equations are solved, but %s is violated by %.3g at t = %.6g: the structure is not that of the optimum.",
                    violation.name(),
                    violation.amount(),
                    violation.time());
        }
        if (verification.argminResidual() > MINIMUM) {
            return String.format(
                    Locale.ROOT,
                    "The shooting equations are solved, but the control does not minimise the Hamiltonian (by %.3g): the structure is not "
                            + "that of the optimum.",
                    verification.argminResidual());
        }
        for (Extremal.ArcCheck check : extremal.checks()) {
            if (check.least() < -1e-6) {
                return String.format(
                        Locale.ROOT,
                        "The shooting equations are solved, but the %s condition of %s fails on arc %d (%.3g).",
                        check.kind(),
                        check.control(),
                        check.arc() + 1,
                        check.least());
            }
        }
        return null;
    }

    private static SolverIdentity identity() {
        return new SolverIdentity("Turnpike multiple shooting", "1", "LU");
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) * 1e-9;
    }
}
