package org.turnpike.training.spark;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.training.ClusterException;
import org.turnpike.training.SampleCost;
import org.turnpike.training.spark.PartitionEvaluation.Kind;

/** C(u) = (1/N) Σ_p n_p C_p(u) over the partitions p of a cluster, added in a fixed tree. */
public final class SparkSampleCost implements SampleCost {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final JavaSparkContext context;
    private final JavaRDD<PartitionSamples> blocks;
    private final long samples;
    private final PartitionCost engines;
    private final Broadcast<TrainingTask> task;
    private final Runnable release;
    private final int size;
    private final int fanIn;
    private final String name;
    private long point;
    private @Nullable Broadcast<double[]> linearizedAt;

    /**
     * @param blocks one a partition
     * @param samples N
     * @param task what is trained; its samples are not used
     * @param release done at the end
     * @param fanIn of the tree, a power of two
     */
    SparkSampleCost(
            JavaSparkContext context,
            JavaRDD<PartitionSamples> blocks,
            long samples,
            TrainingTask task,
            PartitionCost engines,
            Runnable release,
            int fanIn) {
        this.context = context;
        this.blocks = blocks;
        this.samples = samples;
        this.engines = engines;
        this.release = release;
        this.fanIn = fanIn;
        size = new ControlSpace(task).size();
        name = context.sc().applicationId() + "-" + COUNT.incrementAndGet();
        this.task = context.broadcast(
                task.withSamples(new double[0][], new double[0][]).withStart(new ControlStart.Zero()));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long samples() {
        return samples;
    }

    @Override
    public double value(double[] u) {
        return sum(Kind.VALUE, null, u).value() / samples;
    }

    @Override
    public double gradient(double[] u, double[] g) {
        if (linearizedAt != null) {
            linearizedAt.destroy();
        }
        Broadcast<double[]> at = context.broadcast(u.clone());
        linearizedAt = at;
        point++;
        Partial sum = sum(Kind.GRADIENT, at, new double[0]);
        mean(sum, g);
        return sum.value() / samples;
    }

    @Override
    public void product(double[] v, double[] out) {
        if (linearizedAt == null) {
            throw new IllegalStateException("a product needs a gradient before it");
        }
        mean(sum(Kind.PRODUCT, linearizedAt, v), out);
    }

    private void mean(Partial sum, double[] out) {
        for (int j = 0; j < size; j++) {
            out[j] = sum.vector()[j] / samples;
        }
    }

    private Partial sum(Kind kind, @Nullable Broadcast<double[]> at, double[] vector) {
        PartitionEvaluation evaluation = new PartitionEvaluation(kind, name, task, engines, size, point, at, vector);
        try {
            return TreeSum.of(blocks.mapPartitionsWithIndex(evaluation, true), blocks.getNumPartitions(), fanIn);
        } catch (Exception e) {
            // Spark throws checked exceptions that its signatures hide.
            throw new ClusterException("Spark gave up: " + SparkMessage.of(e), e);
        }
    }

    /** As its parts are known on the executors. */
    String name() {
        return name;
    }

    /** Executors forget the parts where they ran last; what is elsewhere goes with the application. */
    @Override
    public void close() {
        String cost = name;
        if (!context.sc().isStopped()) {
            try {
                blocks.foreachPartition(block -> Linearization.forget(cost));
                task.destroy();
                if (linearizedAt != null) {
                    linearizedAt.destroy();
                }
                release.run();
            } catch (Exception e) {
                // The results are there, and a cluster that cannot even forget is about to be left.
                Linearization.forget(cost);
            }
        }
        Linearization.forget(cost);
    }
}
