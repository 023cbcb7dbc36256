package org.turnpike.training.spark;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.SampleCost;

/**
 * What a task does: value, gradient or product of the samples of its partition, times their number.
 *
 * <p>It is sent once to each executor for all of its tasks, and its vector with it.
 *
 * @param cost names the cost among those of the application
 * @param task without samples
 * @param point number of the gradient at {@code linearizedAt}; of no meaning for values
 * @param linearizedAt the u of the last gradient, or of this one; kept by the executors while products need it. Null for values
 * @param vector u for values, v for products, empty for gradients
 */
record PartitionEvaluation(
        Kind kind,
        String cost,
        Broadcast<TrainingTask> task,
        PartitionCost engines,
        int size,
        long point,
        @Nullable Broadcast<double[]> linearizedAt,
        double[] vector)
        implements Function2<Integer, Iterator<PartitionSamples>, Iterator<Partial>> {
    enum Kind {
        VALUE,
        GRADIENT,
        PRODUCT
    }

    @Override
    public Iterator<Partial> call(Integer partition, Iterator<PartitionSamples> blocks) {
        PartitionSamples block = blocks.next();
        return List.of(partial(partition, block)).iterator();
    }

    private Partial partial(int partition, PartitionSamples block) {
        double[] sum = new double[kind == Kind.VALUE ? 0 : size];
        if (block.count() == 0) {
            return new Partial(partition, 0, sum);
        }
        double value = 0;
        Linearization part = Linearization.of(cost, partition, () -> engine(block));
        synchronized (part) {
            switch (kind) {
                case VALUE -> value = part.value(vector);
                case GRADIENT -> value = part.gradient(point, pointOf(), sum);
                case PRODUCT -> part.product(point, this::pointOf, vector, sum);
            }
        }
        for (int j = 0; j < sum.length; j++) {
            sum[j] *= block.count();
        }
        return new Partial(partition, value * block.count(), sum);
    }

    private double[] pointOf() {
        return Objects.requireNonNull(linearizedAt).value();
    }

    private SampleCost engine(PartitionSamples block) {
        TrainingTask all = task.value();
        return engines.of(all.withSamples(block.inputRows(all.model().width(0)), block.targetRows()));
    }
}
