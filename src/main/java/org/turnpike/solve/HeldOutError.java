package org.turnpike.solve;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.data.Dataset;
import org.turnpike.training.CostSource;
import org.turnpike.training.SampleCost;
import org.turnpike.training.Weights;

/** φ(x(T)) of the held-out samples as a function of u: what early stopping watches. */
final class HeldOutError implements ToDoubleFunction<double[]>, AutoCloseable {
    private final SampleCost cost;

    private HeldOutError(SampleCost cost) {
        this.cost = cost;
    }

    /** Null if no samples are held out, or nobody asks. */
    static @Nullable HeldOutError of(LearningProblem problem, CostSource costs) {
        Dataset test = problem.test();
        if (test == null || problem.solver().training().earlyStopping() == null) {
            return null;
        }
        TrainingTask task = problem.task();
        double[][] inputs = Arrays.stream(test.inputs())
                .map(row -> Arrays.copyOf(row, task.model().width(0)))
                .toArray(double[][]::new);
        return new HeldOutError(costs.of(task.withSamples(inputs, test.targets()), new Weights(0, 1), 0));
    }

    @Override
    public double applyAsDouble(double[] u) {
        return cost.value(u);
    }

    @Override
    public void close() {
        cost.close();
    }
}
