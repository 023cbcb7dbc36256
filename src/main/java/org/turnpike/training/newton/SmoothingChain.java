package org.turnpike.training.newton;

import java.util.Locale;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.loss.Loss;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;

/**
 * Losses with kinks are smoothed, |e| by √(|e|² + ε²), with ε going down and each minimisation started from the last one's result. As |e| ≤ √(|e|² + ε²) ≤ |e| + ε, the
 * cost of the last result is above that of the minimum nearby by no more than ε times the weight of the error, which is told.
 */
final class SmoothingChain {
    private static final double[] EPSILON = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7};
    private static final double[] SMOOTH = {0};

    private final TrainingTask task;

    SmoothingChain(TrainingTask task) {
        this.task = task;
    }

    /** The smallest gradient that rounding allows: second derivatives are of the size 1/ε. */
    static double tolerance(double tolerance, double epsilon) {
        return epsilon == 0 ? tolerance : Math.max(tolerance, 1e-14 / epsilon);
    }

    /** One minimisation. */
    @FunctionalInterface
    interface Stage {
        Minimum minimize(double epsilon, double[] start);
    }

    /** The last ε that a chain ended with, and its minimum, whose reason says what smoothing is left. */
    record Result(double epsilon, Minimum minimum) {}

    Result minimize(double[] start, Stage stage) {
        double[] chain = task.loss().smooth() ? SMOOTH : EPSILON;
        Minimum best = stage.minimize(chain[0], start);
        double epsilon = chain[0];
        for (int s = 1; s < chain.length && ended(best); s++) {
            Minimum next = stage.minimize(chain[s], best.u());
            if (stopped(next)) {
                return new Result(epsilon, next);
            }
            if (!ended(next)) {
                String why = "Kinks of the loss are smoothed by " + epsilon + ", as less did not converge: ";
                return new Result(epsilon, with(best, Termination.STALLED, why + next.reason()));
            }
            best = next;
            epsilon = chain[s];
        }
        boolean smoothed = epsilon > 0 && ended(best);
        return new Result(
                epsilon, smoothed ? with(best, best.termination(), best.reason() + " " + left(epsilon)) : best);
    }

    /** Whether at a stationary point, to the tolerance or to rounding. */
    static boolean ended(Minimum minimum) {
        return minimum.termination() == Termination.CONVERGED || minimum.termination() == Termination.STALLED;
    }

    /** Whether ended from outside. */
    static boolean stopped(Minimum minimum) {
        return minimum.termination() == Termination.INTERRUPTED
                || minimum.termination() == Termination.TIME_LIMIT
                || minimum.termination() == Termination.ITERATION_LIMIT;
    }

    private String left(double epsilon) {
        double terms = task.loss() == Loss.ABSOLUTE ? task.output().size() : 1;
        double weight = task.formulation().running() ? task.horizon() : 1;
        return String.format(
                Locale.ROOT,
                "The kinks of the loss are smoothed by %.0e, which costs at most %.0e.",
                epsilon,
                epsilon * terms * weight);
    }

    static Minimum with(Minimum m, Termination termination, String reason) {
        return with(m, termination, reason, m.u(), m.value());
    }

    static Minimum with(Minimum m, Termination termination, String reason, double[] u, double value) {
        return new Minimum(
                termination,
                reason,
                u,
                value,
                m.gradientNorm(),
                m.iterations(),
                m.evaluations(),
                m.products(),
                m.leastCurvature());
    }
}
