package org.turnpike.comparison.steady;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.comparison.steady.Linearization.Kind;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.problem.InputException;
import org.turnpike.problem.NonsmoothReformulation;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.verification.FunctionFactory;

/**
 * Whether a trajectory has the turnpike property about the static optimum, in numbers.
 *
 * <p>C of a quantity is the least constant with distance(t) ≤ C (e^{−μ(t−t₀)} + e^{−μ(t_f−t)}) at all nodes where the distance is above
 * what the solution's own accuracy leaves ({@code floor} of its largest value). In an exponential turnpike C is of the size of the
 * distance at the ends, whatever the horizon; at most {@value #MOST} times that counts as a turnpike, if the horizon is at least
 * {@value #LONG} times 1/μ long. Fitted rates are slopes of the logarithm of the combined distance by least squares. The entry's window
 * begins one 1/μ after the start and ends where the distance falls below thirty times the floor, or at half the
 * horizon; the exit's is its mirror image.
 *
 * <p>A singular turnpike is met, not approached: then the longest stay within {@value #EXACT} of the largest distance
 * of the states counts, if it is at least a twentieth of the horizon.
 *
 * @param optimum the static optimum
 * @param linearization of the maximum principle's equations there
 * @param entry rate fitted from the start on; NaN if there is no window
 * @param entryWindow its window {from, to}
 * @param exit rate fitted toward the end
 * @param exitWindow its window
 * @param constants C of state, costate, control; NaN without a predicted rate
 * @param sizes the largest distances of state, costate, control
 * @param share of the horizon on which all three distances are within 5 % of their largest
 * @param stay the longest time near: {from, to}, within {@value #EXACT} for a singular turnpike
 * @param floor below which distances are not looked at, relative
 * @param turnpike whether the property holds
 * @param sentence what was found
 */
public record TurnpikeEstimate(
        StaticOptimum optimum,
        Linearization linearization,
        double entry,
        double[] entryWindow,
        double exit,
        double[] exitWindow,
        double[] constants,
        double[] sizes,
        double share,
        double[] stay,
        double floor,
        boolean turnpike,
        String sentence) {
    private static final double MOST = 10;
    private static final double LONG = 8;
    private static final double EXACT = 1e-3;
    private static final double NEAR = 0.05;
    private static final double STAY = 0.05;
    private static final double ACCURACY = 1e-6;

    /** Why the question does not arise, or null if it does. */
    public static @Nullable String obstacle(OptimalControlProblem problem) {
        if (!problem.horizon().start().isFixed() || !problem.horizon().end().isFixed()) {
            return "the horizon is not fixed";
        }
        if (problem.controls().isEmpty()) {
            return "there is no control";
        }
        if (!problem.integrals().isEmpty()) {
            return "an integral is constrained";
        }
        if (problem.objective().running().is(0)) {
            return "there is no running cost";
        }
        return new ConstantData(problem).violation();
    }

    /** Finds the static optimum and measures; null if there is none near the trajectory. */
    public static @Nullable TurnpikeEstimate of(Solution solution, NlpSolver solver, FunctionFactory factory) {
        OptimalControlProblem smooth;
        try {
            smooth = NonsmoothReformulation.of(solution.problem());
        } catch (InputException refused) {
            return null;
        }
        StaticOptimum optimum = StaticOptimum.of(smooth, solution, solver);
        return optimum == null ? null : of(solution, optimum, Linearization.at(optimum, solution, factory));
    }

    static TurnpikeEstimate of(Solution solution, StaticOptimum optimum, Linearization linearization) {
        Distances distances = Distances.of(solution, optimum);
        double[] combined = distances.combined();
        double[] times = distances.times();
        double floor = Math.max(
                ACCURACY,
                solution.verification() == null ? 0 : solution.verification().dynamicsError());
        double mu = linearization.rate();
        double t0 = times[0];
        double end = times[times.length - 1];
        double margin = Double.isNaN(mu) ? 0.05 * (end - t0) : Math.min(1 / mu, 0.1 * (end - t0));
        double[] sizes = {
            Distances.largest(distances.state()),
            Distances.largest(distances.costate()),
            Distances.largest(distances.control())
        };
        double[] constants = {
            constant(times, distances.state(), mu, floor),
            constant(times, distances.costate(), mu, floor),
            constant(times, distances.control(), mu, floor)
        };
        RateFit entry = RateFit.entry(times, combined, margin, floor);
        RateFit exit = RateFit.exit(times, combined, margin, floor);
        boolean singular = linearization.kind() == Kind.SINGULAR || linearization.kind() == Kind.CONSTRAINED;
        double[] stay = singular ? longest(times, distances.state(), EXACT * sizes[0]) : longest(times, combined, NEAR);
        double share = share(times, combined);
        boolean holds;
        String sentence;
        if (singular) {
            holds = stay[1] - stay[0] >= STAY * (end - t0);
            sentence = linearization.reason()
                    + (holds
                            ? format("; met at t = %.5g and left at t = %.5g", stay[0], stay[1])
                            : "; the trajectory does not stay there");
        } else if (linearization.kind() == Kind.NOT_HYPERBOLIC) {
            holds = false;
            sentence = linearization.reason();
        } else if (mu * (end - t0) < LONG) {
            holds = false;
            sentence = format("the horizon is %.3g times 1/mu: too short to tell a turnpike", mu * (end - t0));
        } else {
            double worst = 0;
            for (int i = 0; i < 3; i++) {
                worst = Math.max(worst, sizes[i] > 0 ? constants[i] / sizes[i] : 0);
            }
            holds = worst <= MOST;
            sentence = format(
                    "two-sided exponential bound with mu = %.6g and C at most %.3g times the largest distance%s",
                    mu, worst, holds ? "" : ": too large for a turnpike");
        }
        return new TurnpikeEstimate(
                optimum,
                linearization,
                entry.rate(),
                entry.window(),
                exit.rate(),
                exit.window(),
                constants,
                sizes,
                share,
                stay,
                floor,
                holds,
                sentence);
    }

    private static double constant(double[] times, double[] distance, double mu, double floor) {
        if (Double.isNaN(mu)) {
            return Double.NaN;
        }
        double least = floor * Distances.largest(distance);
        double t0 = times[0];
        double end = times[times.length - 1];
        double constant = 0;
        for (int i = 0; i < times.length; i++) {
            double bound = Math.exp(-mu * (times[i] - t0)) + Math.exp(-mu * (end - times[i]));
            if (distance[i] > least) {
                constant = Math.max(constant, distance[i] / bound);
            }
        }
        return constant;
    }

    /** The share of time with all within NEAR, by linear interpolation at the nodes' midpoints. */
    private static double share(double[] times, double[] combined) {
        double near = 0;
        for (int i = 1; i < times.length; i++) {
            double before = combined[i - 1] <= NEAR ? 0.5 : 0;
            double after = combined[i] <= NEAR ? 0.5 : 0;
            near += (before + after) * (times[i] - times[i - 1]);
        }
        return near / (times[times.length - 1] - times[0]);
    }

    private static double[] longest(double[] times, double[] distance, double limit) {
        double[] best = {times[0], times[0]};
        int from = -1;
        for (int i = 0; i < times.length; i++) {
            if (distance[i] > limit) {
                from = -1;
                continue;
            }
            from = from < 0 ? i : from;
            if (times[i] - times[from] > best[1] - best[0]) {
                best = new double[] {times[from], times[i]};
            }
        }
        return best;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
