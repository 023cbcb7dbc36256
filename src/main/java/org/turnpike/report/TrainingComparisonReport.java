package org.turnpike.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.turnpike.learning.comparison.TrainingComparison;
import org.turnpike.learning.comparison.TrainingError;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.problem.Range;

/** The comparison of a learning problem as one HTML page: the verdict, and |u| and φ of all three solutions over each other. No network needed. */
public final class TrainingComparisonReport {
    private static final double ROUNDING = 1e-12;

    private final TrainingComparison comparison;
    private final String name;
    private final StringBuilder page = new StringBuilder(1 << 17);

    private TrainingComparisonReport(TrainingComparison comparison, String name) {
        this.comparison = comparison;
        this.name = name;
    }

    /** The page. */
    public static String html(TrainingComparison comparison, String problem) {
        return new TrainingComparisonReport(comparison, problem).build();
    }

    private String build() {
        String title = Text.html(name) + ": direct and by the maximum principle";
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(Report.resource(Report.CHARTS + "dist/uPlot.min.css"))
                .append('\n')
                .append(Report.resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>")
                .append(title)
                .append("</h1>\n<p><span class=\"badge ")
                .append(comparison.verdict().agree() ? "good\">agree" : "poor\">disagree")
                .append("</span></p>\n");
        paragraphs(comparison.verdict().reasons(), "warning");
        paragraphs(comparison.verdict().notes(), "note");
        page.append("</header>\n<div id=\"curves\" data-horizon=\"0 ")
                .append(horizon())
                .append("\">\n");
        charts("Size of the control |u|", norms());
        charts("Training error φ", errors());
        page.append(
                        "</div>\n<footer>Sign convention: minimise; H = ℓ + p·f, p′ = −∂H/∂x, u = argmin H. Written by Turnpike;")
                .append(" charts by uPlot (MIT licence).</footer>\n</main>\n<script>\n/*\n")
                .append(Report.resource(Report.CHARTS + "LICENSE").replace("*/", "* /"))
                .append("\n*/\n")
                .append(Report.resource("resolution.js"))
                .append(Report.resource(Report.CHARTS + "dist/uPlot.iife.min.js"))
                .append('\n')
                .append(Report.resource("report.js"))
                .append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private double horizon() {
        Extremal direct = comparison.direct();
        return direct.task().model().continuous()
                ? direct.task().horizon()
                : direct.task().layers();
    }

    private void paragraphs(List<String> sentences, String style) {
        for (String sentence : sentences) {
            page.append("<p class=\"")
                    .append(style)
                    .append("\">")
                    .append(Text.html(sentence))
                    .append("</p>\n");
        }
    }

    private interface Quantity {
        double at(Extremal extremal, double t);
    }

    private List<Curve> norms() {
        return curves("|u|", (extremal, t) -> {
            if (t > extremal.end()) {
                return 0;
            }
            double[] u = extremal.control(t);
            return Math.sqrt(Arrays.stream(u).map(v -> v * v).sum());
        });
    }

    private List<Curve> errors() {
        TrainingError error = new TrainingError(comparison.direct().task());
        return curves("φ", (extremal, t) -> {
            double[][] states = new double[extremal.task().samples()][];
            double time = Math.min(t, extremal.times()[extremal.times().length - 1]);
            for (int i = 0; i < states.length; i++) {
                states[i] = extremal.nodal() ? extremal.state(i, time) : linear(extremal, i, time);
            }
            return states[0].length == extremal.task().output().inputs() ? error.of(states) : Double.NaN;
        });
    }

    private static double[] linear(Extremal extremal, int i, double t) {
        double[] times = extremal.times();
        int k = Arrays.binarySearch(times, t);
        k = Math.max(0, Math.min(times.length - 2, k >= 0 ? k : -k - 2));
        double c = (t - times[k]) / (times[k + 1] - times[k]);
        double[] a = extremal.states()[k][i];
        double[] b = extremal.states()[k + 1][i];
        double[] x = new double[a.length];
        for (int q = 0; q < x.length && a.length == b.length; q++) {
            x[q] = (1 - c) * a[q] + c * b[q];
        }
        return x;
    }

    private List<Curve> curves(String quantity, Quantity function) {
        TreeSet<Double> nodes = new TreeSet<>();
        for (int q = 0; q <= 400; q++) {
            nodes.add(horizon() * q / 400);
        }
        double[] times = nodes.stream().mapToDouble(t -> t).toArray();
        List<Curve> curves = new ArrayList<>();
        Extremal[] extremals = {comparison.direct(), comparison.discrete(), comparison.continuous()};
        String[] names = {"direct", "discrete principle", "continuous principle"};
        for (int e = 0; e < extremals.length; e++) {
            Extremal extremal = extremals[e];
            if (extremal.times().length < 2) {
                continue;
            }
            double[] values =
                    Arrays.stream(times).map(t -> function.at(extremal, t)).toArray();
            curves.add(new Curve(quantity + ", " + names[e], times, values, Range.FREE));
        }
        return curves;
    }

    private void charts(String title, List<Curve> curves) {
        if (curves.stream().noneMatch(Curve::drawable)) {
            return;
        }
        page.append("<section>\n<h2>").append(title).append("</h2>\n<div class=\"charts\">\n");
        chart(title, Chart.of(curves, 1e-6, 0).json());
        double most = curves.stream().mapToDouble(Curve::most).max().orElse(0);
        List<Curve> logarithmic = new ArrayList<>();
        for (Curve curve : curves) {
            double[] positive = Arrays.stream(curve.values())
                    .map(v -> v > ROUNDING * most ? v : Double.NaN)
                    .toArray();
            logarithmic.add(new Curve(curve.name(), curve.times(), positive, Range.FREE));
        }
        double least = logarithmic.stream().mapToDouble(Curve::least).min().orElse(0);
        if (most > 3 * least && least > 0) {
            chart(
                    title + ", logarithmic",
                    "{\"log\":true," + Chart.of(logarithmic, 0, 0).json().substring(1));
        }
        page.append("</div>\n</section>\n");
    }

    private void chart(String label, String json) {
        page.append("<figure class=\"chart\" role=\"img\" aria-label=\"")
                .append(Text.html(label))
                .append(" over time\"><script type=\"application/json\">")
                .append(json)
                .append("</script></figure>\n");
    }
}
