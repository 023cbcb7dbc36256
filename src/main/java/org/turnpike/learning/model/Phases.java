package org.turnpike.learning.model;

import java.io.Serializable;

/**
 * Consecutive phases of [0, T] with layers of one length each: phase j fills [t_j, t_{j+1}], t_0 = 0, with K_j layers of
 * h = (t_{j+1} − t_j)/K_j.
 *
 * @param layers K_j
 * @param switches the switching times t_1 ≤ … between the phases; where they are free, those that the search starts from
 * @param free whether the switching times are unknowns
 * @param shortest the least duration of a phase where they are
 */
public record Phases(int[] layers, double[] switches, boolean free, double shortest) implements Serializable {

    /** One phase. */
    public static Phases single(int layers) {
        return new Phases(new int[] {layers}, new double[0], false, 0);
    }

    /** The same layers at other times. */
    public Phases at(double[] times) {
        return new Phases(layers, times, free, shortest);
    }

    /** The number of phases. */
    public int count() {
        return layers.length;
    }

    /** The phase of layer k. */
    public int of(int k) {
        int phase = 0;
        int end = layers[0];
        while (phase < layers.length - 1 && k >= end) {
            phase++;
            end += layers[phase];
        }
        return phase;
    }

    /** Whether layer k is the last of its phase. */
    public boolean endsWith(int k) {
        int end = 0;
        for (int count : layers) {
            end += count;
            if (k == end - 1) {
                return true;
            }
        }
        return false;
    }

    /** The number of layers before phase j. */
    public int first(int j) {
        int first = 0;
        for (int i = 0; i < j; i++) {
            first += layers[i];
        }
        return first;
    }

    /** The durations of the phases on [0, T]. */
    public double[] durations(double horizon) {
        double[] durations = new double[layers.length];
        for (int j = 0; j < durations.length; j++) {
            durations[j] = (j < switches.length ? switches[j] : horizon) - (j > 0 ? switches[j - 1] : 0);
        }
        return durations;
    }

    /** h of layer k on [0, T]. */
    public double step(int k, double horizon) {
        int phase = of(k);
        return durations(horizon)[phase] / layers[phase];
    }

    /** The times of all nodes on [0, T]. */
    public double[] nodes(double horizon) {
        double[] times = new double[first(layers.length) + 1];
        int k = 0;
        for (int j = 0; j < layers.length; j++) {
            double from = j > 0 ? switches[j - 1] : 0;
            double to = j < switches.length ? switches[j] : horizon;
            for (int i = 0; i < layers[j]; i++) {
                times[k++] = from + (to - from) * i / layers[j];
            }
        }
        times[k] = horizon;
        return times;
    }

    /** Which row of the list of controls is that of layer k at its left end; for controls that are linear on a layer the next row is its right end. */
    public int controlRow(int k, boolean linear) {
        return linear ? k + of(k) : k;
    }
}
