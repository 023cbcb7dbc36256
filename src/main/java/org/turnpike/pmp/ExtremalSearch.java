package org.turnpike.pmp;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.turnpike.pmp.shooting.AffineInvariantNewton;
import org.turnpike.pmp.shooting.Budget;
import org.turnpike.problem.Horizon;
import org.turnpike.solution.Solution;
import org.turnpike.solution.StructureDetection;

/**
 * Looks for an extremal: from a solution's structure, where arcs that a mesh may have made up are dropped if the equations cannot be
 * solved, or from the problem's guess by a homotopy from smoothed to exact controls, ε = 10 … 1e-4.
 */
public final class ExtremalSearch {
    private static final double LARGEST = 10;
    private static final double SMALLEST = 1e-4;
    private static final double FACTOR = 0.3;
    /** Factors closer to 1 than this are a sign that the path ends. */
    private static final double SLOWEST = 0.9;

    private static final int REPAIRS = 6;
    /** Longer arcs than this share of the horizon are no artefact of a mesh. */
    private static final double MADE_UP = 0.3;

    private static final int SWITCHES = 12;
    private static final int BOUNDARIES = 4;
    private static final int SEEDS = 4;
    private static final double UNCHANGED = 1e-11;

    private final CanonicalSystem system;
    private final MultipleShooting shooting;
    private final Budget budget;

    public ExtremalSearch(CanonicalSystem system, ShootingOptions options, Budget budget) {
        this.system = system;
        this.budget = budget;
        shooting = new MultipleShooting(system, options, budget);
    }

    /**
     * From the structure, times, states and costates of a solution.
     *
     * @param accepted whether an extremal passes the checks that its structure does not imply
     * @return an accepted extremal, or else the first one found, or else the first failure
     */
    public Extremal from(Solution solution, Predicate<Extremal> accepted) throws UnsupportedStructureException {
        return from(StructureOfSolution.of(system, solution), new GuessFromSolution(system, solution), accepted);
    }

    private Extremal from(ExtremalStructure structure, CanonicalGuess guess, Predicate<Extremal> accepted)
            throws UnsupportedStructureException {
        ExtremalStructure current = structure;
        @Nullable Extremal extremal = null;
        @Nullable Extremal failure = null;
        @Nullable UnsupportedStructureException refusal = null;
        for (int attempt = 0; attempt <= REPAIRS; attempt++) {
            try {
                Extremal found = shooting.solve(current, guess);
                if (found.converged()) {
                    found = found.chattering() ? withMoreSwitches(found, guess) : found;
                    found = constrained(found, accepted);
                    if (accepted.test(found)) {
                        return found;
                    }
                    extremal = extremal == null ? found : extremal;
                }
                failure = failure == null ? found : failure;
            } catch (UnsupportedStructureException e) {
                refusal = refusal == null ? e : refusal;
            }
            ExtremalStructure joined = current.joined();
            int shortest = shortest(current);
            if (budget.exhausted() || joined == null && (current.size() == 1 || share(current, shortest) > MADE_UP)) {
                break;
            }
            current = joined != null ? joined : current.without(shortest);
        }
        if (extremal != null) {
            return extremal;
        }
        if (refusal != null) {
            throw refusal;
        }
        return Objects.requireNonNull(failure);
    }

    /** With boundary arcs for state constraints that the extremal leaves, one after the other, as far as that leads to an accepted one. */
    private Extremal constrained(Extremal extremal, Predicate<Extremal> accepted) throws UnsupportedStructureException {
        Extremal current = extremal;
        for (int b = 0; b < BOUNDARIES && !accepted.test(current) && !budget.exhausted(); b++) {
            ExtremalStructure longer = ViolatedConstraint.withBoundary(system, current);
            if (longer == null) {
                return extremal;
            }
            Extremal next = shooting.solve(longer, new GuessFromExtremal(system, current));
            if (!next.converged()) {
                return extremal;
            }
            current = next;
        }
        return accepted.test(current) ? current : extremal;
    }

    private static double share(ExtremalStructure structure, int a) {
        double[] times = structure.times();
        return (times[a + 1] - times[a]) / (times[times.length - 1] - times[0]);
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

    /** Adds switches before a singular arc of even order until the objective does not change. */
    private Extremal withMoreSwitches(Extremal extremal, CanonicalGuess guess) throws UnsupportedStructureException {
        Extremal best = extremal;
        for (int s = 0; s < SWITCHES && !budget.exhausted(); s++) {
            ExtremalStructure longer = Chattering.withOneMoreSwitch(best.structure());
            if (longer == null) {
                return best;
            }
            Extremal next = shooting.solve(longer, guess);
            if (!next.converged()) {
                return best;
            }
            double change = Math.abs(next.objective() - best.objective());
            best = next;
            if (change <= UNCHANGED * Math.max(1, Math.abs(best.objective()))) {
                return best;
            }
        }
        return best;
    }

    /**
     * From the problem's guess: the smoothed problem for decreasing ε, each started from the last, then the structure that its control shows.
     * Costates start at 0, then at random from seeds.
     *
     * @param accepted whether an extremal passes the checks that its structure does not imply
     * @return an accepted extremal, or else the last one tried
     */
    public Extremal fromGuess(Predicate<Extremal> accepted) throws UnsupportedStructureException {
        Horizon horizon = system.problem().horizon();
        @Nullable Extremal failure = null;
        for (long seed = 0; seed < SEEDS && !budget.exhausted(); seed++) {
            Extremal smoothed = shooting.solveSmoothed(
                    new GuessFromProblem(system, seed), LARGEST, horizon.startGuess(), horizon.endGuess());
            if (!smoothed.converged()) {
                failure = failure == null ? smoothed : failure;
                continue;
            }
            failure = sharpened(smoothed, accepted);
            if (failure.converged() && accepted.test(failure)) {
                return failure;
            }
        }
        if (failure == null) {
            throw new UnsupportedStructureException(
                    "The limit on time or evaluations was reached before shooting began.");
        }
        return failure;
    }

    /**
     * Follows ε down, by smaller factors where Newton's method fails. From ε = 1 on the structure of the control is tried on the way: it is
     * often clear long before the smoothing is gone.
     */
    private Extremal sharpened(Extremal smoothed, Predicate<Extremal> accepted) throws UnsupportedStructureException {
        Extremal best = smoothed;
        Extremal result = smoothed.unfinished(AffineInvariantNewton.Status.DIVERGED);
        double epsilon = LARGEST;
        double factor = FACTOR;
        while (factor < SLOWEST && !budget.exhausted()) {
            if (epsilon <= 1) {
                try {
                    result = exact(best, accepted);
                    if (result.converged() && accepted.test(result)) {
                        return result;
                    }
                } catch (UnsupportedStructureException e) {
                    if (epsilon <= SMALLEST) {
                        throw e;
                    }
                }
            }
            if (epsilon <= SMALLEST) {
                break;
            }
            double next = Math.max(epsilon * factor, SMALLEST);
            double[] times = best.structure().times();
            Extremal sharper = shooting.solveSmoothed(
                    new GuessFromExtremal(system, best), next, times[0], times[times.length - 1]);
            if (sharper.converged()) {
                best = sharper;
                epsilon = next;
                factor = Math.max(FACTOR, factor * factor);
            } else {
                factor = Math.sqrt(factor);
            }
        }
        return budget.exhausted() ? result.unfinished(AffineInvariantNewton.Status.LIMIT) : result;
    }

    private Extremal exact(Extremal smoothed, Predicate<Extremal> accepted) throws UnsupportedStructureException {
        double[] times = smoothed.structure().times();
        int nx = smoothed.trajectory().stateCount();
        Solution solution = new Solution(
                system.problem(),
                org.turnpike.nlp.NlpStatus.ACCEPTABLE,
                "The smoothed problem is solved.",
                smoothed.objective(),
                times[0],
                times[times.length - 1],
                Arrays.copyOf(smoothed.parameters(), smoothed.parameters().length),
                smoothed.trajectory(),
                new org.turnpike.nlp.SolverIdentity("multiple shooting", "", ""),
                smoothed.iterations(),
                new Solution.Timing(0, 0, 0, 0),
                new Solution.Discretization("multiple shooting", smoothed.segments(), 2 * nx, 0, 0, 0),
                StructureDetection.of(system.problem(), smoothed.trajectory(), smoothed.parameters()),
                null);
        GuessFromSolution guess = new GuessFromSolution(system, solution);
        try {
            Extremal extremal = from(StructureOfSolution.ofUnconstrained(system, solution), guess, accepted);
            if (extremal.converged() && accepted.test(extremal)
                    || system.problem().path().isEmpty()) {
                return extremal;
            }
        } catch (UnsupportedStructureException e) {
            if (system.problem().path().isEmpty()) {
                throw e;
            }
        }
        // Path constraints with controls may hold the control on the way.
        return from(solution, accepted);
    }
}
