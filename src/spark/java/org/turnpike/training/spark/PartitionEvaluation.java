package org.turnpike.training.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.SampleCost;

/**
 * What a task does: value, gradient or product of the samples of its partition, times their number.
 *
 * @param cost names the cost among those of the application
 * @param task without samples
 * @param point number of the gradient at {@code u}; of no meaning for values
 * @param v for products, else null
 */
record PartitionEvaluation(
        Kind kind,
        String cost,
        Broadcast<TrainingTask> task,
        PartitionCost engines,
        int size,
        long point,
        Broadcast<double[]> u,
        @Nullable Broadcast<double[]> v)
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
        double[] vector = new double[kind == Kind.VALUE ? 0 : size];
        if (block.count() == 0) {
            return new Partial(partition, 0, vector);
        }
        double value = 0;
        Linearization part = Linearization.of(cost, partition, () -> engine(block));
        synchronized (part) {
            switch (kind) {
                case VALUE -> value = part.value(u.value());
                case GRADIENT -> value = part.gradient(point, u.value(), vector);
                case PRODUCT -> {
                    if (v != null) {
                        part.product(point, u.value(), v.value(), vector);
                    }
                }
            }
        }
        for (int j = 0; j < vector.length; j++) {
            vector[j] *= block.count();
        }
        return new Partial(partition, value * block.count(), vector);
    }

    private SampleCost engine(PartitionSamples block) {
        TrainingTask all = task.value();
        return engines.of(all.withSamples(block.inputRows(all.model().width(0)), block.targetRows()));
    }
}
