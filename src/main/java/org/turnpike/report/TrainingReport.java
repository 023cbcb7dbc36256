package org.turnpike.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.TrainedNetwork;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.evaluation.ExponentialDecay;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.problem.Range;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;

/**
 * A trained network as one HTML page: errors, accuracies, φ and |u| over time (also on a logarithmic axis, where an exponential
 * decay is a straight line), the samples on their way, sizes and times. The page needs no network.
 */
public final class TrainingReport {
    /** Values this much smaller than the largest are zeros up to rounding. */
    private static final double ROUNDING = 1e-12;

    private final TrainingSolution solution;
    private final TrainedNetwork network;
    private final TrainingTask task;
    private final StringBuilder page = new StringBuilder(1 << 17);

    private TrainingReport(TrainingSolution solution) {
        this.solution = solution;
        this.network = solution.network();
        this.task = solution.problem().task();
    }

    /** The page. */
    public static String html(TrainingSolution solution) {
        return new TrainingReport(solution).build();
    }

    private double horizon() {
        return task.model().continuous() ? task.horizon() : task.layers();
    }

    private String build() {
        String name = Text.html(solution.problem().name());
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(name)
                .append("</title>\n<style>\n")
                .append(Report.resource(Report.CHARTS + "dist/uPlot.min.css"))
                .append('\n')
                .append(Report.resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n");
        head(name);
        figures();
        page.append("<div id=\"curves\" data-horizon=\"0 ").append(horizon()).append("\">\n");
        curves();
        page.append("</div>\n");
        samples();
        sizes();
        page.append("<footer>Written by Turnpike; charts by uPlot (MIT licence).</footer>\n</main>\n<script>\n/*\n")
                .append(Report.resource(Report.CHARTS + "LICENSE").replace("*/", "* /"))
                .append("\n*/\n")
                .append(Report.resource("resolution.js"))
                .append(Report.resource(Report.CHARTS + "dist/uPlot.iife.min.js"))
                .append('\n')
                .append(Report.resource("report.js"))
                .append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private void head(String name) {
        boolean solved = solution.status().solved();
        page.append("<header>\n<h1>")
                .append(name)
                .append("</h1>\n<p><span class=\"badge ")
                .append(solved ? "good" : "poor")
                .append("\">")
                .append(Text.html(solution.status().label()))
                .append("</span> ")
                .append(Text.html(solution.reason()))
                .append("</p>\n");
        if (!solved) {
            page.append("<p class=\"warning\">What follows is the last point of the iteration, not a solution.</p>\n");
        }
        page.append("</header>\n");
    }

    private void figures() {
        TrainingMeasures m = solution.measures();
        page.append("<section class=\"figures\">\n");
        figure("objective, minimised", Text.number(solution.objective(), 9), formulation());
        Reference reference = solution.problem().reference();
        if (reference != null) {
            Comparison comparison = Comparison.of(solution.status(), solution.objective(), reference);
            figure(
                    "reference optimum",
                    Text.number(reference.objective(), 9),
                    "<span class=\"" + (comparison.passed() ? "good" : "poor") + "\">"
                            + (comparison.passed() ? "✓ reached: " : "✗ missed: ") + "relative error "
                            + Text.number(comparison.relativeError(), 2) + " (tolerance "
                            + Text.number(reference.tolerance(), 2) + ")</span><br>" + Text.html(reference.source()));
        }
        figure(
                "training error",
                Text.number(m.trainingError(), 5),
                samplesNote(solution.problem().training()));
        Dataset test = solution.problem().test();
        if (test != null) {
            figure("test error", Text.number(m.testError(), 5), samplesNote(test));
        }
        if (!Double.isNaN(m.trainAccuracy())) {
            figure("accuracy, training", percent(m.trainAccuracy()), "");
        }
        if (!Double.isNaN(m.testAccuracy())) {
            figure("accuracy, test", percent(m.testAccuracy()), "");
        }
        if (!Double.isNaN(m.switchTime())) {
            figure("switching time", Text.number(m.switchTime(), 7), "The control is 0 from here on.");
        }
        ExponentialDecay decay = m.decay();
        if (decay.found()) {
            figure(
                    "decay rate of φ",
                    Text.number(decay.rate(), 4),
                    "fitted for t from " + Text.number(decay.from(), 3) + " to " + Text.number(decay.to(), 3)
                            + (decay.floor() > 0 ? ", to the level " + Text.number(decay.floor(), 3) : ""));
        } else if (task.formulation() == Formulation.SL_STAR) {
            figure("decay rate of φ", "none", Text.html(decay.reason()));
        }
        page.append("</section>\n");
    }

    private String formulation() {
        return Text.html(task.formulation().label()) + ", "
                + Text.html(task.loss().label()) + " loss, λ = " + Text.number(task.lambda(), 4);
    }

    private static String samplesNote(Dataset data) {
        return data.samples() + (data.samples() == 1 ? " sample" : " samples");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private void figure(String label, String value, String note) {
        page.append("<div class=\"figure\"><div class=\"label\">")
                .append(label)
                .append("</div><div class=\"value\">")
                .append(value)
                .append("</div><div class=\"note\">")
                .append(note)
                .append("</div></div>\n");
    }

    private boolean constantWidth() {
        int d = network.states()[0][0].length;
        for (double[][] node : network.states()) {
            if (node[0].length != d) {
                return false;
            }
        }
        return true;
    }

    /** Whether the control is 0 after the last layer. */
    private boolean off() {
        return task.formulation() == Formulation.L1 && network.end() < horizon();
    }

    private void curves() {
        if (constantWidth()) {
            charts("Training error φ", phi());
        }
        charts("Size of the control |u|", norm());
    }

    private Curve phi() {
        int nodes = task.layers() + 1;
        double[] t = new double[off() ? nodes + 1 : nodes];
        double[] phi = new double[t.length];
        for (int k = 0; k < nodes; k++) {
            t[k] = network.time(k);
            phi[k] = network.error(network.outputs(network.states()[k]), task.targets());
        }
        if (off()) {
            t[nodes] = horizon();
            phi[nodes] = phi[nodes - 1];
        }
        return new Curve("φ", t, phi, Range.FREE);
    }

    /** Steps where u is constant on each layer: two samples at one time are a jump. */
    private Curve norm() {
        boolean linear = network.controls().length > task.layers();
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < task.layers(); k++) {
            points.add(new double[] {network.time(k), network.norm(k)});
            points.add(new double[] {network.time(k + 1), network.norm(linear ? k + 1 : k)});
        }
        if (off()) {
            points.add(new double[] {network.end(), 0});
            points.add(new double[] {horizon(), 0});
        }
        return new Curve(
                "|u|",
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray(),
                task.bound() == null
                        ? Range.FREE
                        : new Range(Double.NEGATIVE_INFINITY, task.bound().limit()));
    }

    private void charts(String title, Curve curve) {
        List<Chart> linear = Chart.group(List.of(curve), 1e-6, 0);
        if (linear.isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>").append(title).append("</h2>\n<div class=\"charts\">\n");
        chart(curve.name(), linear.get(0).json());
        // Zeros have no logarithm, nor has the rounding left of them; what changes by less than a factor of three needs
        // none.
        double[] positive = curve.values().clone();
        for (int i = 0; i < positive.length; i++) {
            positive[i] = positive[i] > ROUNDING * curve.most() ? positive[i] : Double.NaN;
        }
        Curve logarithmic = new Curve(curve.name() + ", logarithmic", curve.times(), positive, Range.FREE);
        if (logarithmic.drawable() && logarithmic.most() > 3 * logarithmic.least()) {
            String json = Chart.group(List.of(logarithmic), 0, 0).get(0).json();
            chart(logarithmic.name(), "{\"log\":true," + json.substring(1));
        }
        page.append("</div>\n</section>\n");
    }

    private void chart(String name, String json) {
        page.append("<figure class=\"chart\" role=\"img\" aria-label=\"")
                .append(Text.html(name))
                .append(" over time\"><script type=\"application/json\">")
                .append(json)
                .append("</script></figure>\n");
    }

    private void samples() {
        if (!constantWidth()) {
            return;
        }
        double[] times = new double[task.layers() + 1];
        java.util.Arrays.setAll(times, network::time);
        Dataset data = solution.problem().training();
        SamplePlane plane = new SamplePlane(times, network.states(), data.classes());
        String svg = plane.svg();
        if (svg.isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>Samples</h2>\n<p>")
                .append(plane.overTime() ? "States over time" : "Trajectories in the plane of the first two components")
                .append("; the dot is the end.");
        if (plane.shown() < data.samples()) {
            page.append(" Shown are ")
                    .append(plane.shown())
                    .append(" of ")
                    .append(data.samples())
                    .append('.');
        }
        for (int c = 0; c < data.classNames().size(); c++) {
            page.append(" &ensp;<span class=\"sample k")
                    .append(c % 5 + 1)
                    .append("\">●</span> ")
                    .append(Text.html(data.classNames().get(c)));
        }
        page.append("</p>\n").append(svg).append("</section>\n");
    }

    private void sizes() {
        TrainingMeasures m = solution.measures();
        page.append("<section class=\"two\">\n<div><h2>Network</h2>\n<table>\n");
        row("model", Text.html(solution.problem().modelKind()));
        row("integrator", Text.html(solution.discretization().scheme()));
        row("layers", Integer.toString(task.layers()));
        row("‖u‖ in L1", Text.number(m.l1(), 6));
        row("‖u‖ in L2", Text.number(m.l2(), 6));
        row("‖u‖ in H1", Text.number(m.h1(), 6));
        row("max |u|", Text.number(m.max(), 6));
        row("difference to a forward pass", Text.number(m.propagationError(), 2));
        row("first-order conditions", Text.number(solution.kktResidual(), 2));
        page.append("</table></div>\n<div><h2>Solver</h2>\n<table>\n");
        row(
                "solver",
                Text.html(solution.solver().name() + " " + solution.solver().version()));
        row("linear solver", Text.html(solution.solver().linearSolver()));
        row("variables", Integer.toString(solution.discretization().variables()));
        row("constraints", Integer.toString(solution.discretization().constraints()));
        row(
                "nonzeros of the Jacobian",
                Integer.toString(solution.discretization().jacobianNonzeros()));
        row(
                "nonzeros of the Hessian",
                Integer.toString(solution.discretization().hessianNonzeros()));
        row("iterations", Integer.toString(solution.iterations()));
        row("reading the file", Text.number(solution.timing().parse(), 3) + " s");
        row("transcription", Text.number(solution.timing().transcribe(), 3) + " s");
        row("solution", Text.number(solution.timing().solve(), 3) + " s");
        row("total", Text.number(solution.timing().total(), 3) + " s");
        page.append("</table></div>\n</section>\n");
    }

    private void row(String label, String value) {
        page.append("<tr><td>")
                .append(label)
                .append("</td><td class=\"n\">")
                .append(value)
                .append("</td></tr>\n");
    }
}
