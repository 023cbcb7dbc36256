package org.turnpike.verification;

import org.turnpike.expression.Variable;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Trajectory;

/**
 * x″ = u from rest at 0 to rest at 1 in unit time with least ∫ u²: u = 6 − 12t, v = 6t − 6t², x = 3t² − 2t³, p = (−24, 24t − 12),
 * cost 12, H = −36.
 */
public final class DoubleIntegratorEnergy {
    public final ProblemBuilder builder = new ProblemBuilder();
    public final Variable x = builder.state("x", Range.FREE, Range.fixed(0), Range.fixed(1));
    public final Variable v;
    public final Variable u;

    public DoubleIntegratorEnergy() {
        this(Range.FREE, Range.FREE);
    }

    public DoubleIntegratorEnergy(Range speed, Range force) {
        v = builder.state("v", speed, Range.fixed(0), Range.fixed(0));
        u = builder.control("u", force);
        builder.dynamics(v, u).running(builder.graph.power(u, builder.graph.constant(2)));
    }

    public OptimalControlProblem problem() {
        return builder.build();
    }

    public static Trajectory trajectory(int intervals) {
        return trajectory(ExactTrajectory.uniform(1, intervals), 1, 1);
    }

    /** With the control and the costates multiplied by factors that should be 1. */
    public static Trajectory trajectory(double[] mesh, double controlFactor, double costateFactor) {
        return ExactTrajectory.of(
                mesh,
                new double[] {0, 0.5, 1},
                (t, side) -> new double[] {t * t * (3 - 2 * t), 6 * t * (1 - t)},
                (t, side) -> new double[] {6 * t * (1 - t), 6 - 12 * t},
                (t, side) -> new double[] {controlFactor * (6 - 12 * t)},
                (t, side) -> new double[] {-24 * costateFactor, costateFactor * (24 * t - 12)});
    }
}
