package org.turnpike.training.spark;

import java.io.Serializable;
import java.util.List;

/**
 * A value and a vector summed over neighbouring partitions.
 *
 * @param index of the partition, or of the group of partitions, among those of its level
 */
record Partial(int index, double value, double[] vector) implements Serializable {

    /**
     * The sum over partials in the order of their indices, halves first: a tree that depends on their number alone, whoever computes
     * it, so that a result is the same to the last bit however tasks are scheduled.
     *
     * @param ordered not empty, ascending; their vectors are used up
     */
    static Partial sum(int index, List<Partial> ordered) {
        int n = ordered.size();
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = ordered.get(i).value();
        }
        // Neighbours, then neighbours of neighbours: groups of a power of two are whole subtrees.
        for (int stride = 1; stride < n; stride *= 2) {
            for (int i = 0; i + stride < n; i += 2 * stride) {
                values[i] += values[i + stride];
                double[] left = ordered.get(i).vector();
                double[] right = ordered.get(i + stride).vector();
                for (int j = 0; j < left.length; j++) {
                    left[j] += right[j];
                }
            }
        }
        return new Partial(index, values[0], ordered.get(0).vector());
    }
}
