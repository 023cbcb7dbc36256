package org.turnpike.learning.pmp;

import org.turnpike.learning.TrainingTask;

/**
 * Continuation in λ: with a large enough penalty the solution is near u = 0 and Newton's method finds it from there; then λ falls by a factor
 * that is shortened when a step fails.
 */
final class PenaltyContinuation {
    private static final int RAISES = 8;
    private static final double RAISE = 4;
    private static final double SMALLEST_STEP = 0.98;

    private final TrainingTask task;
    private final IndirectLimits limits;
    private final IndirectLimits.Deadline deadline;

    PenaltyContinuation(TrainingTask task, IndirectLimits limits, IndirectLimits.Deadline deadline) {
        this.task = task;
        this.limits = limits;
        this.deadline = deadline;
    }

    /** The extremal at the task's λ, or the last failure. */
    Extremal solve() {
        double lambda = task.lambda();
        Extremal known = null;
        Extremal last = null;
        for (int raise = 0; raise < RAISES && known == null; raise++) {
            lambda *= RAISE;
            SmoothShooting shooting = new SmoothShooting(task.withLambda(lambda), limits, deadline);
            last = shooting.solve(TrajectoryGuess.off(task.withLambda(lambda), shooting.equations()));
            known = last.status().converged() ? last : null;
        }
        if (known == null || last == null) {
            return last == null
                    ? ContinuousMaximumPrinciple.failure(task, IndirectStatus.DIVERGED, "No start was tried.", deadline)
                    : last;
        }
        double factor = 0.5;
        while (lambda > task.lambda()) {
            double next = Math.max(task.lambda(), factor * lambda);
            Extremal extremal =
                    new SmoothShooting(task.withLambda(next), limits, deadline).solve(TrajectoryGuess.of(known));
            if (extremal.status().converged()) {
                known = extremal;
                lambda = next;
                factor *= factor;
            } else if (extremal.status() == IndirectStatus.LIMIT || factor > SMALLEST_STEP) {
                return extremal;
            } else {
                factor = Math.sqrt(factor);
            }
        }
        return known;
    }
}
