package org.turnpike.training.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.data.Standardization;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.SampleErrors;
import org.turnpike.learning.loss.Loss;
import org.turnpike.problem.InputException;
import org.turnpike.training.ClusterException;
import org.turnpike.training.CostSource;
import org.turnpike.training.StoredTable;

/** Samples of a Parquet table, read by the executors that then work on them. */
record ParquetSamples(JavaRDD<PartitionSamples> blocks, long samples, Preparation preparation, Dataset excerpt)
        implements StoredSamples {
    /** Samples in the excerpt, about. */
    private static final int EXCERPT = 1000;

    /** Reads: once for the labels, once for the rows; mean and deviation are found where the rows are. */
    static ParquetSamples read(SparkCluster cluster, StoredTable table) {
        ParquetTable parquet = ParquetTable.open(cluster, table);
        try {
            return read(cluster, table, parquet);
        } catch (InputException e) {
            throw e;
        } catch (Exception e) {
            // Spark throws checked exceptions that its signatures hide.
            throw new ClusterException(table.location() + ": Spark gave up reading: " + SparkMessage.of(e), e);
        }
    }

    private static ParquetSamples read(SparkCluster cluster, StoredTable table, ParquetTable parquet) {
        StoredLabels labels = StoredLabels.of(parquet, table.coding());
        int features = parquet.features().size();
        int parallelism = cluster.parallelism();
        org.apache.spark.sql.Dataset<Row> rows = parquet.selected();
        if (rows.javaRDD().getNumPartitions() < parallelism) {
            // Small files are one partition each.
            rows = rows.repartition(parallelism);
        }
        JavaRDD<PartitionSamples> raw = rows.javaRDD()
                .mapPartitions(new RowBlocks(features, labels.outputs(), labels.targets()))
                .persist(StorageLevel.MEMORY_AND_DISK());
        ColumnMoments first = moments(raw, new double[features]);
        requireNumbers(parquet, first, raw);
        Preparation preparation = Preparation.none(parquet.features());
        JavaRDD<PartitionSamples> blocks = raw;
        if (table.standardize()) {
            Standardization standardization = standardization(parquet, raw, first);
            preparation = new Preparation(parquet.features(), standardization, null);
            double[] mean = standardization.mean();
            double[] deviation = standardization.deviation();
            blocks = raw.map(block -> standardized(block, mean, deviation)).persist(StorageLevel.MEMORY_AND_DISK());
            blocks.count();
            raw.unpersist(false);
        }
        return new ParquetSamples(
                blocks, first.count(), preparation, excerpt(blocks, first.count(), labels, parquet.features()));
    }

    /** Added in the order of the partitions, so that the result does not depend on which was first. */
    private static ColumnMoments moments(JavaRDD<PartitionSamples> blocks, double[] center) {
        List<ColumnMoments> parts =
                blocks.map(block -> ColumnMoments.of(block, center)).collect();
        ColumnMoments sum = parts.get(0);
        for (ColumnMoments part : parts.subList(1, parts.size())) {
            sum = sum.plus(part);
        }
        return sum;
    }

    private static void requireNumbers(ParquetTable table, ColumnMoments moments, JavaRDD<PartitionSamples> blocks) {
        for (int j = 0; j < moments.missing().length; j++) {
            if (moments.missing()[j] > 0) {
                throw new InputException(table.location() + ": column '"
                        + table.features().get(j) + "': " + moments.missing()[j] + " of " + moments.count()
                        + " rows have no finite number there; leave the rows or the column out");
            }
        }
        long missing = blocks.map(PartitionSamples::missingTargets).reduce(Long::sum);
        if (missing > 0) {
            throw new InputException(table.location() + ": column '" + table.label() + "': " + missing + " of "
                    + moments.count() + " rows have no label");
        }
    }

    /** μ with a second pass free of the first one's rounding, and σ with divisor N. */
    private static Standardization standardization(
            ParquetTable table, JavaRDD<PartitionSamples> blocks, ColumnMoments first) {
        int d = first.sum().length;
        double n = first.count();
        double[] mean = new double[d];
        for (int j = 0; j < d; j++) {
            mean[j] = first.sum()[j] / n;
        }
        ColumnMoments second = moments(blocks, mean);
        double[] deviation = new double[d];
        for (int j = 0; j < d; j++) {
            double correction = second.sum()[j] / n;
            mean[j] += correction;
            deviation[j] = Math.sqrt(Math.max(0, second.squares()[j] / n - correction * correction));
            if (!(first.least()[j] < first.greatest()[j]) || !(deviation[j] > 0 && Double.isFinite(deviation[j]))) {
                throw new InputException(table.location() + ": column '"
                        + table.features().get(j) + "' cannot be standardised: its numbers are from "
                        + first.least()[j] + " to " + first.greatest()[j]);
            }
        }
        return new Standardization(mean, deviation);
    }

    private static PartitionSamples standardized(PartitionSamples block, double[] mean, double[] deviation) {
        double[] x = block.inputs().clone();
        for (int i = 0; i < x.length; i++) {
            int j = i % mean.length;
            x[i] = (x[i] - mean[j]) / deviation[j];
        }
        return new PartitionSamples(block.count(), block.width(), block.outputs(), x, block.targets());
    }

    private static Dataset excerpt(
            JavaRDD<PartitionSamples> blocks, long samples, StoredLabels labels, List<String> features) {
        double share = Math.min(1, (double) EXCERPT / samples);
        List<PartitionSamples> parts = blocks.map(block -> block.thinned(share)).collect();
        List<double[]> inputs = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        for (PartitionSamples part : parts) {
            inputs.addAll(List.of(part.inputRows(part.width())));
            targets.addAll(List.of(part.targetRows()));
        }
        int @Nullable [] classes = labels.classes().isEmpty()
                ? null
                : targets.stream().mapToInt(StoredLabels::classOf).toArray();
        return new Dataset(
                inputs.toArray(new double[0][]), targets.toArray(new double[0][]), classes, labels.classes(), features);
    }

    /** The sum over all of them. */
    CostSource costs(SparkCluster cluster) {
        return (task, weights, epsilon) -> new SparkSampleCost(
                cluster.context(),
                blocks,
                samples,
                task,
                cluster.engine(blocks.getNumPartitions(), weights, epsilon),
                () -> {},
                TreeSum.FAN_IN);
    }

    /** Means over all samples, added in the order of the partitions. */
    SampleErrors errors(Network network, Loss loss, boolean running) {
        List<SampleErrors> parts;
        List<Integer> counts;
        try {
            parts = blocks.filter(block -> block.count() > 0)
                    .map(block -> block.errors(network, loss, running))
                    .collect();
            counts = blocks.map(PartitionSamples::count).filter(n -> n > 0).collect();
        } catch (Exception e) {
            // Spark throws checked exceptions that its signatures hide.
            throw new ClusterException("Spark gave up the last forward pass: " + SparkMessage.of(e), e);
        }
        double[] nodes = new double[parts.get(0).nodes().length];
        double runningError = 0;
        double accuracy = 0;
        for (int p = 0; p < parts.size(); p++) {
            double weight = (double) counts.get(p) / samples;
            for (int k = 0; k < nodes.length; k++) {
                nodes[k] += weight * parts.get(p).nodes()[k];
            }
            runningError += weight * parts.get(p).running();
            accuracy += weight * parts.get(p).accuracy();
        }
        return new SampleErrors(nodes, runningError, accuracy, new double[0][][]);
    }
}
