package org.turnpike.training.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.SampleErrors;
import org.turnpike.learning.loss.Loss;

/**
 * The samples of one partition, row by row; flat, as arrays of arrays are slow to send.
 *
 * @param inputs count × width
 * @param targets count × outputs
 */
record PartitionSamples(int count, int width, int outputs, double[] inputs, double[] targets) implements Serializable {

    /** Rows [from, to) of samples. */
    static PartitionSamples of(double[][] inputs, double[][] targets, int from, int to) {
        int width = inputs[0].length;
        int outputs = targets[0].length;
        double[] x = new double[(to - from) * width];
        double[] y = new double[(to - from) * outputs];
        for (int i = from; i < to; i++) {
            System.arraycopy(inputs[i], 0, x, (i - from) * width, width);
            System.arraycopy(targets[i], 0, y, (i - from) * outputs, outputs);
        }
        return new PartitionSamples(to - from, width, outputs, x, y);
    }

    /** The inputs, padded with zeros to a model's first width. */
    double[][] inputRows(int modelWidth) {
        double[][] rows = new double[count][modelWidth];
        for (int i = 0; i < count; i++) {
            System.arraycopy(inputs, i * width, rows[i], 0, width);
        }
        return rows;
    }

    double[][] targetRows() {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(targets, i * outputs, (i + 1) * outputs);
        }
        return rows;
    }

    /** The number of samples without a target. */
    long missingTargets() {
        long missing = 0;
        for (int i = 0; i < count; i++) {
            missing += Double.isFinite(targets[i * outputs]) ? 0 : 1;
        }
        return missing;
    }

    /** Samples evenly spaced, that share of them, rounded up. */
    PartitionSamples thinned(double share) {
        int kept = (int) Math.ceil(share * count);
        double[] x = new double[kept * width];
        double[] y = new double[kept * outputs];
        for (int k = 0; k < kept; k++) {
            int i = (int) ((long) k * count / kept);
            System.arraycopy(inputs, i * width, x, k * width, width);
            System.arraycopy(targets, i * outputs, y, k * outputs, outputs);
        }
        return new PartitionSamples(kept, width, outputs, x, y);
    }

    /** Of a forward pass; classes are told from the targets that stand for them. */
    SampleErrors errors(Network network, Loss loss, boolean running) {
        double[][] targetRows = targetRows();
        int @Nullable [] classes = network.coding() == null
                ? null
                : Arrays.stream(targetRows).mapToInt(StoredLabels::classOf).toArray();
        return SampleErrors.of(
                network, loss, inputRows(network.specification().model().width(0)), targetRows, classes, running, 0);
    }
}
