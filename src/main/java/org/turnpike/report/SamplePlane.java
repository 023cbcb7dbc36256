package org.turnpike.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trajectories of samples as an SVG picture, coloured by class: in the plane of the first two components, or, for states of one
 * component, over time. Vector graphics rather than a canvas, since curves in a plane are no functions.
 *
 * @param states node × sample × component; a second component that a state does not have yet is 0
 * @param classes by sample, or null for one colour
 */
record SamplePlane(double[] times, double[][][] states, int @Nullable [] classes) {
    private static final int MOST_SAMPLES = 200;
    private static final int COLOURS = 5;

    // Written out because a compact constructor loses the annotation of the array that may be null.
    SamplePlane(double[] times, double[][][] states, int @Nullable [] classes) {
        this.times = times;
        this.states = states;
        this.classes = classes;
    }

    /** How many samples are drawn. */
    int shown() {
        return Math.min(MOST_SAMPLES, states[0].length);
    }

    boolean overTime() {
        for (double[][] node : states) {
            if (node[0].length > 1) {
                return false;
            }
        }
        return true;
    }

    private double horizontal(int node, int sample) {
        return overTime() ? times[node] : states[node][sample][0];
    }

    private double vertical(int node, int sample) {
        double[] state = states[node][sample];
        return overTime() ? state[0] : state.length > 1 ? state[1] : 0;
    }

    /** Samples are taken evenly, so that classes listed one after another all appear. */
    private int sample(int shown) {
        return (int) ((long) shown * states[0].length / shown());
    }

    /** The picture; empty if a state is not finite. */
    String svg() {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < shown(); s++) {
            for (int k = 0; k < states.length; k++) {
                left = Math.min(left, horizontal(k, sample(s)));
                right = Math.max(right, horizontal(k, sample(s)));
                low = Math.min(low, vertical(k, sample(s)));
                high = Math.max(high, vertical(k, sample(s)));
            }
        }
        if (!Double.isFinite(right - left + high - low)) {
            return "";
        }
        Axes axes = new Axes(left, right > left ? right : left + 1, low, high > low ? high : low + 1);
        StringBuilder out = new StringBuilder(1 << 15);
        axes.open(out, "trajectories of samples");
        axes.draw(out, overTime() ? "t" : "x₁", overTime() ? "x₁" : "x₂");
        for (int s = 0; s < shown(); s++) {
            int i = sample(s);
            int colour = classes == null ? 1 : classes[i] % COLOURS + 1;
            out.append("<polyline class=\"k").append(colour).append("\" points=\"");
            for (int k = 0; k < states.length; k++) {
                out.append(String.format(Locale.ROOT, "%.1f,%.1f ", axes.x(horizontal(k, i)), axes.y(vertical(k, i))));
            }
            int last = states.length - 1;
            out.append(String.format(
                    Locale.ROOT,
                    "\"/><circle class=\"k%d\" r=\"3\" cx=\"%.1f\" cy=\"%.1f\"/>%n",
                    colour,
                    axes.x(horizontal(last, i)),
                    axes.y(vertical(last, i))));
        }
        return out.append("</svg>\n").toString();
    }
}
