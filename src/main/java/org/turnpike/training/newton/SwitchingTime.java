package org.turnpike.training.newton;

import java.util.Arrays;
import java.util.Map;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.TrainingTask;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.nonsmooth.ProximalNewton;
import org.turnpike.training.CostSource;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;

/**
 * The formulation L1 of models that are homogeneous in u, with the switching time T* as an unknown: |u_k| = M on K layers that fill [0, T*], 0 after. On the
 * spheres |u_k| = M (or the faces of the ball of the entrywise norm) the cost is smooth, and Newton's method converges quadratically.
 */
final class SwitchingTime {
    /** Under which an iterate's memory has T*. */
    static final String MEMORY = "switching time";

    /** The start is a good curve, which the first steps shall not leave. */
    private static final double TRUST = 0.1;

    private final TrainingTask task;
    private final ControlBound bound;
    private final CostSource costs;
    private final RunningLimits limits;
    private final DescentListener listener;

    SwitchingTime(TrainingTask task, ControlBound bound, CostSource costs, TrainingRun run, RunningLimits limits) {
        this.task = task;
        this.bound = bound;
        this.costs = costs;
        this.limits = limits;
        listener = run.listener();
    }

    /** From controls by layer, the layers filling [0, T*]. */
    TrainedControls from(double[] u, double switchTime) {
        double[] start = Arrays.copyOf(u, u.length + 1);
        start[u.length] = switchTime / task.horizon() - 0.5;
        SmoothingChain.Result result = new SmoothingChain(task).minimize(start, this::minimize);
        double[] z = result.minimum().u();
        double end = (z[u.length] + 0.5) * task.horizon();
        try (SwitchingTimeCost sharp = new SwitchingTimeCost(task, bound, costs, 0, 1)) {
            Minimum minimum = SmoothingChain.with(
                    result.minimum(),
                    result.minimum().termination(),
                    result.minimum().reason(),
                    Arrays.copyOf(z, u.length),
                    result.epsilon() == 0 ? result.minimum().value() : sharp.value(z));
            return new TrainedControls(task, minimum, end);
        }
    }

    /** The cost of controls until T*. */
    double value(double[] u, double switchTime) {
        try (SwitchingTimeCost cost = new SwitchingTimeCost(task, bound, costs, 0, 1)) {
            return cost.value(cost.unknowns(u, switchTime));
        }
    }

    private Minimum minimize(double epsilon, double[] start) {
        int n = start.length - 1;
        try (SwitchingTimeCost cost = new SwitchingTimeCost(task, bound, costs, epsilon, start[n] + 0.5)) {
            DescentListener layers = i -> listener.iterate(i.as(
                    i.value(),
                    i.remark(),
                    Arrays.copyOf(i.u(), n),
                    () -> Map.of(MEMORY, new double[] {cost.switchTime(i.u())})));
            return limits.count(new ProximalNewton(cost, cost.bounds(), limits.left(epsilon), TRUST)
                    .minimize(start, limits.number(), layers));
        }
    }

    /** Whether the result is a minimum that is no worse than a known value. */
    static boolean counts(TrainedControls result, double known) {
        return SmoothingChain.ended(result.minimum())
                && result.minimum().value() <= known + 1e-6 * (1 + Math.abs(known));
    }
}
