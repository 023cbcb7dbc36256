package org.turnpike.solve;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.pmp.CanonicalSystem;
import org.turnpike.pmp.Extremal;
import org.turnpike.pmp.ExtremalStructure;
import org.turnpike.pmp.GuessFromSolution;
import org.turnpike.pmp.MultipleShooting;
import org.turnpike.pmp.ShootingOptions;
import org.turnpike.pmp.StructureOfSolution;
import org.turnpike.pmp.UnsupportedStructureException;
import org.turnpike.pmp.shooting.Budget;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;
import org.turnpike.verification.Verifier;

/** Solves a problem by Pontryagin's maximum principle and multiple shooting, and checks the answer. */
public final class IndirectMethod {
    /** Decrease of H, relative to 1 + |H|, from which on the control does not minimise it. */
    private static final double MINIMUM = 1e-6;
    /** Violation of a constraint, relative to its size, that is no rounding. */
    private static final double VIOLATION = 1e-6;

    private static final int REPAIRS = 6;

    private final ShootingOptions options;

    public IndirectMethod(ShootingOptions options) {
        this.options = options;
    }

    /**
     * Shooting from the structure, times and costates of a direct solution.
     *
     * @param parseSeconds spent on reading the file, for the report
     */
    public ShootingResult solve(ProblemFile file, Solution direct, double parseSeconds) {
        long begin = System.nanoTime();
        OptimalControlProblem problem = file.problem();
        Budget budget = new Budget(options.evaluationLimit(), options.timeLimit());
        String origin = "structure, times and costates of the direct solution";
        Extremal extremal;
        try {
            CanonicalSystem system = new CanonicalSystem(problem);
            ExtremalStructure structure = StructureOfSolution.of(system, direct);
            extremal = repaired(
                    new MultipleShooting(system, options, budget),
                    structure,
                    new GuessFromSolution(system, direct),
                    budget);
        } catch (UnsupportedStructureException e) {
            return failed(direct, String.valueOf(e.getMessage()), origin, budget, parseSeconds, begin);
        }
        return result(problem, extremal, origin, budget, parseSeconds, begin);
    }

    /** Solves a structure; where that fails, without its shortest arcs, which a mesh may have made up. */
    private Extremal repaired(
            MultipleShooting shooting, ExtremalStructure structure, GuessFromSolution guess, Budget budget)
            throws UnsupportedStructureException {
        Extremal best = shooting.solve(structure, guess);
        ExtremalStructure current = structure;
        for (int repair = 0;
                repair < REPAIRS && !best.converged() && current.size() > 1 && !budget.exhausted();
                repair++) {
            current = current.without(shortest(current));
            Extremal next = shooting.solve(current, guess);
            if (next.converged()) {
                best = next;
            }
        }
        return best;
    }

    private static int shortest(ExtremalStructure structure) {
        int shortest = 0;
        double[] times = structure.times();
        for (int a = 1; a < structure.size(); a++) {
            if (times[a + 1] - times[a] < times[shortest + 1] - times[shortest]) {
                shortest = a;
            }
        }
        return shortest;
    }

    private static ShootingResult failed(
            Solution direct, String reason, String origin, Budget budget, double parseSeconds, long begin) {
        Solution solution = new Solution(
                direct.problem(),
                NlpStatus.NUMERICAL_FAILURE,
                reason,
                Double.NaN,
                direct.startTime(),
                direct.finalTime(),
                direct.parameters(),
                direct.trajectory(),
                identity(),
                0,
                new Solution.Timing(parseSeconds, 0, secondsSince(begin), parseSeconds + secondsSince(begin)),
                new Solution.Discretization("multiple shooting", 0, 0, 0, 0, 0),
                direct.structure(),
                null);
        return new ShootingResult(
                solution, origin, List.of(), new double[0], 0, budget.evaluations(), budget.integrations());
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
            verification = new Verifier(problem, CompiledFunction::new)
                    .verify(extremal.trajectory(), extremal.parameters(), extremal.residual());
            String objection = objection(extremal, verification);
            status = objection == null ? NlpStatus.OPTIMAL : NlpStatus.NUMERICAL_FAILURE;
            reason = objection == null
                    ? "The shooting equations are solved, and the control minimises the Hamiltonian."
                    : objection;
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
                budget.evaluations(),
                budget.integrations());
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
