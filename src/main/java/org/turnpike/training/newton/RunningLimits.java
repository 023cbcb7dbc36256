package org.turnpike.training.newton;

import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.TrustRegionNewton.Limits;
import org.turnpike.training.TrainingRun;

/** What is left of a run's limits for the next of several minimisations, and what they cost together. */
final class RunningLimits {
    private final TrainingRun run;
    private final long begin = System.nanoTime();
    private int number;
    private long evaluations;
    private long products;

    RunningLimits(TrainingRun run) {
        this.run = run;
        number = run.iteration();
    }

    /** The number of the last iterate, with which the next minimisation begins. */
    int number() {
        return number;
    }

    /** For a cost smoothed by ε. */
    Limits left(double epsilon) {
        return within(SmoothingChain.tolerance(run.tolerance(), epsilon));
    }

    /** For another tolerance. */
    Limits within(double tolerance) {
        double seconds = (System.nanoTime() - begin) * 1e-9;
        return new Limits(tolerance, run.iterationLimit(), run.timeLimit() - seconds);
    }

    /** Counts a minimisation. */
    Minimum count(Minimum minimum) {
        number = minimum.iterations();
        evaluations += minimum.evaluations();
        products += minimum.products();
        return minimum;
    }

    /** A result with what all cost. */
    Minimum total(Minimum last) {
        return new Minimum(
                last.termination(),
                last.reason(),
                last.u(),
                last.value(),
                last.gradientNorm(),
                number,
                evaluations,
                products,
                last.leastCurvature());
    }
}
