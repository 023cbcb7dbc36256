package org.turnpike.report;

import java.util.Locale;

/** The axes of an SVG picture in the plane. */
record Axes(double left, double right, double low, double high) {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 480;
    private static final double LEFT = 58;
    private static final double BOTTOM = 36;
    private static final double MARGIN = 12;

    /** Opens the picture. */
    void open(StringBuilder out, String description) {
        out.append(String.format(
                Locale.ROOT,
                "<svg class=\"plane\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                HEIGHT,
                Text.html(description)));
    }

    /** Axes around values, wider by a twelfth on each side; of a single value, by one. */
    static Axes around(double[] horizontal, double[] vertical) {
        double[] h = range(horizontal);
        double[] v = range(vertical);
        return new Axes(h[0], h[1], v[0], v[1]);
    }

    private static double[] range(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double room = most > least ? (most - least) / 12 : 1;
        return new double[] {least - room, most + room};
    }

    /** With the same unit on both axes, where that leaves at least a sixth of the picture to the shorter one. */
    Axes equalUnits() {
        double across = (right - left) / (WIDTH - LEFT - MARGIN);
        double up = (high - low) / (HEIGHT - BOTTOM - MARGIN);
        double unit = Math.max(across, up);
        if (unit > 6 * Math.min(across, up)) {
            return this;
        }
        double wider = (unit / across - 1) * (right - left) / 2;
        double higher = (unit / up - 1) * (high - low) / 2;
        return new Axes(left - wider, right + wider, low - higher, high + higher);
    }

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
        // Without a name the height means nothing.
        for (double v = Math.ceil(low / step) * step; v <= high && !vertical.isEmpty(); v += step) {
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
                vertical.length() > 6 ? LEFT + 6 : 4.0,
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
