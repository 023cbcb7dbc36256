package org.turnpike.report;

import java.util.Arrays;
import java.util.Locale;
import org.turnpike.training.robustness.Robustness;

/** Accuracy over radius, and change of the output over radius, as SVG pictures with logarithmic axes. */
final class RobustnessPicture {
    /** Decades below the largest radius beyond which nothing is drawn. */
    private static final double MOST_DECADES = 9;

    private final Robustness robustness;

    RobustnessPicture(Robustness robustness) {
        this.robustness = robustness;
    }

    private double first() {
        return Math.log10(robustness.levels().get(0).radius());
    }

    private double last() {
        return Math.log10(
                robustness.levels().get(robustness.levels().size() - 1).radius());
    }

    /** Accuracies found and certified. */
    String accuracy() {
        double left = first();
        for (double[] radii : new double[][] {robustness.certified(), robustness.certifiedByGronwall()}) {
            for (double radius : radii) {
                left = radius > 0 ? Math.min(left, Math.log10(radius)) : left;
            }
        }
        left = Math.max(left, last() - MOST_DECADES) - 0.2;
        Axes axes = new Axes(left, last() + 0.2, -0.03, 1.05);
        StringBuilder out = new StringBuilder();
        axes.open(out, "accuracy over radius");
        ticks(out, axes, left, last() + 0.2, "r", false);
        for (int percent = 0; percent <= 100; percent += 20) {
            horizontal(out, axes, percent / 100.0, percent + " %");
        }
        steps(out, axes, left, robustness.certified(), "k3");
        steps(out, axes, left, robustness.certifiedByGronwall(), "k4 dashed");
        double[] r = new double[robustness.levels().size() + 1];
        double[] share = new double[r.length];
        r[0] = left;
        share[0] = robustness.accuracy();
        for (int i = 1; i < r.length; i++) {
            Robustness.Level level = robustness.levels().get(i - 1);
            r[i] = Math.log10(level.radius());
            share[i] = level.accuracy();
        }
        line(out, axes, r, share, "k2");
        for (int i = 1; i < r.length; i++) {
            out.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"k2\" r=\"4\" cx=\"%.1f\" cy=\"%.1f\"/>%n",
                    axes.x(r[i]),
                    axes.y(share[i])));
        }
        return out.append("</svg>\n").toString();
    }

    /** The share of samples certified, which falls by one sample at each certified radius. */
    private void steps(StringBuilder out, Axes axes, double left, double[] certified, String style) {
        double[] inside = Arrays.stream(certified)
                .map(Math::log10)
                .filter(r -> r > left && r < last())
                .sorted()
                .toArray();
        double[] r = new double[2 * inside.length + 2];
        double[] share = new double[r.length];
        double now = Robustness.share(certified, Math.pow(10, left));
        r[0] = left;
        share[0] = now;
        for (int i = 0; i < inside.length; i++) {
            r[2 * i + 1] = inside[i];
            share[2 * i + 1] = now;
            now -= 1.0 / certified.length;
            r[2 * i + 2] = inside[i];
            share[2 * i + 2] = now;
        }
        r[r.length - 1] = last();
        share[r.length - 1] = now;
        line(out, axes, r, share, style);
    }

    /** Changes of the output found and bounded. */
    String change() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int n = robustness.levels().size();
        double[] r = new double[n];
        double[][] values = new double[3][n];
        for (int i = 0; i < n; i++) {
            Robustness.Level level = robustness.levels().get(i);
            r[i] = Math.log10(level.radius());
            values[0][i] = Math.log10(level.largestChange());
            values[1][i] = Math.log10(level.changeBound());
            values[2][i] = Math.log10(level.changeBoundByGronwall());
            for (double[] of : values) {
                low = Double.isFinite(of[i]) ? Math.min(low, of[i]) : low;
                high = Double.isFinite(of[i]) ? Math.max(high, of[i]) : high;
            }
        }
        if (!(low <= high)) {
            return "";
        }
        Axes axes = new Axes(first() - 0.2, last() + 0.2, low - 0.3, high + 0.3);
        StringBuilder out = new StringBuilder();
        axes.open(out, "change of the output over radius");
        ticks(out, axes, first() - 0.2, last() + 0.2, "r", false);
        ticks(out, axes, low - 0.3, high + 0.3, "", true);
        line(out, axes, r, values[0], "k2");
        line(out, axes, r, values[1], "k3");
        line(out, axes, r, values[2], "k4 dashed");
        return out.append("</svg>\n").toString();
    }

    /** A line at each power of ten, at most ten of them. */
    private static void ticks(StringBuilder out, Axes axes, double from, double to, String name, boolean vertical) {
        int step = Math.max(1, (int) Math.ceil((to - from) / 10));
        for (int v = (int) Math.ceil(from); v <= to; v++) {
            if (Math.floorMod(v, step) != 0) {
                continue;
            }
            String label = Math.abs(v) <= 4
                    ? String.format(Locale.ROOT, v < 0 ? "%." + -v + "f" : "%.0f", Math.pow(10, v))
                    : "1e" + v;
            if (vertical) {
                horizontal(out, axes, v, label);
            } else {
                out.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$.1f\" y2=\"%3$.1f\"/><text x=\"%1$.1f\" y=\"%4$.1f\""
                                + " text-anchor=\"middle\">%5$s</text>%n",
                        axes.x(v),
                        axes.y(axes.high()),
                        axes.y(axes.low()),
                        axes.y(axes.low()) + 18,
                        label));
            }
        }
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                axes.x(axes.right()),
                axes.y(axes.low()) + 34,
                name));
    }

    private static void horizontal(StringBuilder out, Axes axes, double value, String label) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%2$.1f\" x2=\"%3$.1f\" y1=\"%1$.1f\" y2=\"%1$.1f\"/><text x=\"%4$.1f\" y=\"%5$.1f\""
                        + " text-anchor=\"end\">%6$s</text>%n",
                axes.y(value),
                axes.x(axes.left()),
                axes.x(axes.right()),
                axes.x(axes.left()) - 6,
                axes.y(value) + 5,
                label));
    }

    private static void line(StringBuilder out, Axes axes, double[] x, double[] y, String style) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", axes.x(x[i]), axes.y(y[i])));
            }
        }
        if (!points.isEmpty()) {
            out.append("<polyline class=\"curve ")
                    .append(style)
                    .append("\" points=\"")
                    .append(points)
                    .append("\"/>\n");
        }
    }
}
