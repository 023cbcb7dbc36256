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
    private static final double WIDTH = 640;
    private static final double HEIGHT = 480;
    private static final double LEFT = 58;
    private static final double BOTTOM = 36;
    private static final double MARGIN = 12;

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
        out.append(String.format(
                Locale.ROOT,
                "<svg class=\"plane\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"trajectories of samples\">%n",
                WIDTH,
                HEIGHT));
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

    private record Axes(double left, double right, double low, double high) {
        double x(double value) {
            return LEFT + (value - left) / (right - left) * (WIDTH - LEFT - MARGIN);
        }

        double y(double value) {
            return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - MARGIN);
        }

        void draw(StringBuilder out, String horizontal, String vertical) {
            double step = step(right - left);
            for (double v = Math.ceil(left / step) * step; v <= right; v += step) {
                out.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$.1f\" y2=\"%3$.1f\"/><text x=\"%1$.1f\" y=\"%4$.1f\""
                                + " text-anchor=\"middle\">%5$s</text>%n",
                        x(v),
                        MARGIN,
                        HEIGHT - BOTTOM,
                        HEIGHT - BOTTOM + 18,
                        Text.number(rounded(v, step), 4)));
            }
            step = step(high - low);
            for (double v = Math.ceil(low / step) * step; v <= high; v += step) {
                out.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%2$.1f\" x2=\"%3$.1f\" y1=\"%1$.1f\" y2=\"%1$.1f\"/><text x=\"%4$.1f\" y=\"%5$.1f\""
                                + " text-anchor=\"end\">%6$s</text>%n",
                        y(v),
                        LEFT,
                        WIDTH - MARGIN,
                        LEFT - 6,
                        y(v) + 5,
                        Text.number(rounded(v, step), 4)));
            }
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text><text x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                    WIDTH - MARGIN,
                    HEIGHT - 2,
                    horizontal,
                    4.0,
                    MARGIN + 10,
                    vertical));
        }

        /** 1, 2 or 5 times a power of ten, about six to an axis. */
        private static double step(double length) {
            double rough = length / 6;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double lead = rough / power;
            return power * (lead > 5 ? 10 : lead > 2 ? 5 : lead > 1 ? 2 : 1);
        }

        /** Without the rounding that adding steps leaves, also at 0. */
        private static double rounded(double value, double step) {
            return Math.rint(value / step) * step;
        }
    }
}
