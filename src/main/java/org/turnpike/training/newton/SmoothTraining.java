package org.turnpike.training.newton;

import java.util.List;
import java.util.Map;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.minimization.TrustRegionNewton;
import org.turnpike.training.CostSource;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.Weights;

/** SL1 and SL* with the penalties L2 and H1. */
final class SmoothTraining {
    private final TrainingTask task;
    private final CostSource costs;
    private final TrainingRun run;
    private final ControlSpace space;
    private final RunningLimits limits;

    SmoothTraining(TrainingTask task, CostSource costs, TrainingRun run) {
        this.task = task;
        this.costs = costs;
        this.run = run;
        space = new ControlSpace(task);
        limits = new RunningLimits(run);
    }

    TrainedControls train() {
        SmoothingChain.Result result = new SmoothingChain(task).minimize(run.start(), this::minimize);
        Minimum minimum = result.minimum();
        if (result.epsilon() > 0) {
            try (SampleCost cost = costs.of(task, Weights.of(task), 0)) {
                double value = new PenalizedCost(cost, space, task.lambda()).value(minimum.u());
                minimum = SmoothingChain.with(minimum, minimum.termination(), minimum.reason(), minimum.u(), value);
            }
        }
        return new TrainedControls(task, limits.total(minimum), task.horizon());
    }

    private Minimum minimize(double epsilon, double[] start) {
        // Only the first minimisation goes on where an earlier run was.
        Map<String, double[]> memory = limits.number() == run.iteration() ? run.memory() : Map.of();
        try (SampleCost cost = costs.of(task, Weights.of(task), epsilon)) {
            PenalizedCost whole = new PenalizedCost(cost, space, task.lambda());
            double[] u = start;
            // Samples that are stored elsewhere cannot be taken apart here.
            List<Integer> sizes =
                    cost.samples() == task.samples() ? GrowingSample.sizes(task.samples(), memory) : List.of();
            GrowingSample samples = new GrowingSample(task);
            for (int size : sizes) {
                Minimum part = onPart(samples, size, epsilon, u, memory, whole);
                u = part.u();
                memory = Map.of();
                if (part.termination() != Termination.CONVERGED && part.termination() != Termination.STALLED) {
                    return SmoothingChain.with(part, part.termination(), part.reason(), u, whole.value(u));
                }
            }
            return limits.count(new TrustRegionNewton(whole, limits.left(epsilon))
                    .minimize(u, memory, limits.number(), run.listener()));
        }
    }

    private Minimum onPart(
            GrowingSample samples,
            int size,
            double epsilon,
            double[] start,
            Map<String, double[]> memory,
            PenalizedCost whole) {
        TrainingTask part = samples.part(size);
        try (SampleCost cost = costs.of(part, Weights.of(task), epsilon)) {
            PenalizedCost function = new PenalizedCost(cost, space, task.lambda());
            TrustRegionNewton.Limits left = limits.left(epsilon);
            double[] known = memory.get(GrowingSample.SIZE);
            double enough = known != null && known[0] == size ? known[1] : left.tolerance();
            if (known == null) {
                double[] g = new double[space.size()];
                function.gradient(start, g);
                enough = Math.max(enough, GrowingSample.RELATIVE * space.dualNorm(g));
            }
            TrustRegionNewton.Limits rough =
                    new TrustRegionNewton.Limits(enough, left.iterations(), left.seconds(), left.escapes());
            return limits.count(new TrustRegionNewton(function, rough)
                    .minimize(
                            start,
                            memory,
                            limits.number(),
                            samples.telling(run.listener(), size, enough, whole::value)));
        }
    }
}
