package org.turnpike.report;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.evaluation.AdaptiveMeasures;
import org.turnpike.learning.evaluation.ExponentialDecay;
import org.turnpike.learning.evaluation.RefinedMesh;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.problem.Range;

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
    private final Page page;

    private TrainingReport(TrainingSolution solution) {
        this.solution = solution;
        this.network = solution.network();
        this.task = solution.problem().task();
        this.page = new Page(solution.problem().name(), solution.status(), solution.reason());
    }

    /** The page. */
    public static String html(TrainingSolution solution) {
        return new TrainingReport(solution).build();
    }

    private double horizon() {
        return task.model().continuous() ? task.horizon() : task.layers();
    }

    private String build() {
        figures();
        page.append("<div id=\"curves\" data-horizon=\"0 " + horizon() + "\">\n");
        curves();
        page.append("</div>\n");
        samples();
        sizes();
        meshes();
        return page.withCharts();
    }

    private void figures() {
        TrainingMeasures m = solution.measures();
        page.append("<section class=\"figures\">\n");
        page.figure("objective, minimised", Text.number(solution.objective(), 9), formulation());
        page.reference(
                solution.status(), solution.objective(), solution.problem().reference());
        page.figure(
                "training error",
                Text.number(m.trainingError(), 5),
                Page.samples(solution.problem().samples()));
        Dataset test = solution.problem().test();
        if (test != null) {
            page.figure("test error", Text.number(m.testError(), 5), Page.samples(test.samples()));
        }
        if (!Double.isNaN(m.trainAccuracy())) {
            page.figure("accuracy, training", Page.percent(m.trainAccuracy()), "");
        }
        if (!Double.isNaN(m.testAccuracy())) {
            page.figure("accuracy, test", Page.percent(m.testAccuracy()), "");
        }
        if (!Double.isNaN(m.switchTime())) {
            page.figure("switching time", Text.number(m.switchTime(), 7), "The control is 0 from here on.");
        }
        double[] switches = network.switches();
        for (int j = 0; j < switches.length; j++) {
            String how = task.phases().free() ? "free" : "given";
            page.figure("switch " + (j + 1) + ", " + how, Text.number(switches[j], 7), switchNote(j));
        }
        ExponentialDecay decay = m.decay();
        if (decay.found()) {
            page.figure(
                    "decay rate of φ",
                    Text.number(decay.rate(), 4),
                    "fitted for t from " + Text.number(decay.from(), 3) + " to " + Text.number(decay.to(), 3)
                            + (decay.floor() > 0 ? ", to the level " + Text.number(decay.floor(), 3) : ""));
        } else if (task.formulation() == Formulation.SL_STAR) {
            page.figure("decay rate of φ", "none", Text.html(decay.reason()));
        }
        page.append("</section>\n");
    }

    /** What changes at switch j. */
    private String switchNote(int j) {
        int node = task.phases().first(j + 1);
        return "width " + network.states()[node - 1][0].length + " before, " + network.states()[node][0].length
                + " after";
    }

    private String formulation() {
        return Text.html(task.formulation().label()) + ", "
                + Text.html(task.loss().label()) + " loss, λ = " + Text.number(task.lambda(), 4);
    }

    /** The widths, each as often as it changes. */
    private String widths() {
        StringBuilder text = new StringBuilder();
        int last = -1;
        for (double[][] node : network.states()) {
            if (node[0].length != last) {
                last = node[0].length;
                text.append(text.isEmpty() ? "" : " → ").append(last);
            }
        }
        return text.toString();
    }

    /** Whether the control is 0 after the last layer. */
    private boolean off() {
        return task.formulation() == Formulation.L1 && network.end() < horizon();
    }

    private void curves() {
        if (!Double.isNaN(network.error(0))) {
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
            phi[k] = network.error(k);
        }
        if (off()) {
            t[nodes] = horizon();
            phi[nodes] = phi[nodes - 1];
        }
        return new Curve("φ", t, phi, Range.FREE);
    }

    /** Steps where u is constant on each layer: two samples at one time are a jump. */
    private Curve norm() {
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < task.layers(); k++) {
            points.add(new double[] {network.time(k), network.norm(k)});
            points.add(new double[] {network.time(k + 1), network.nextNorm(k)});
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
        // The components of a network whose grid changes, or of a perceptron, are not the same from node to node.
        boolean comparable = task.phases().count() > 1 || !widths().contains("→");
        if (!comparable) {
            return;
        }
        Dataset data = solution.problem().training();
        SamplePlane plane = new SamplePlane(network.times(), network.states(), data.classes());
        String svg = plane.svg();
        if (svg.isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>Samples</h2>\n<p>")
                .append(plane.overTime() ? "States over time" : "Trajectories in the plane of the first two components")
                .append("; the dot is the end.");
        if (plane.shown() < solution.problem().samples()) {
            page.append(
                    " Shown are " + plane.shown() + " of " + solution.problem().samples() + ".");
        }
        for (int c = 0; c < data.classNames().size(); c++) {
            page.append(" &ensp;<span class=\"sample k" + (c % 5 + 1))
                    .append("\">●</span> ")
                    .append(Text.html(data.classNames().get(c)));
        }
        page.append("</p>\n").append(svg).append("</section>\n");
    }

    private void sizes() {
        TrainingMeasures m = solution.measures();
        page.append("<section class=\"two\">\n<div><h2>Network</h2>\n<table>\n");
        page.row("model", Text.html(solution.problem().modelKind()));
        page.row("integrator", Text.html(solution.discretization().scheme()));
        page.row("width", widths());
        page.row("layers", Integer.toString(task.layers()));
        page.row("‖u‖ in L1", Text.number(m.l1(), 6));
        page.row("‖u‖ in L2", Text.number(m.l2(), 6));
        page.row("‖u‖ in H1", Text.number(m.h1(), 6));
        page.row("max |u|", Text.number(m.max(), 6));
        page.row("difference to a forward pass", Text.number(m.propagationError(), 2));
        flow();
        page.row("first-order conditions", Text.number(solution.kktResidual(), 2));
        page.append("</table></div>\n<div><h2>Solver</h2>\n<table>\n");
        page.row(
                "solver",
                Text.html(solution.solver().name() + " " + solution.solver().version()));
        page.row("linear solver", Text.html(solution.solver().linearSolver()));
        page.row("variables", Integer.toString(solution.discretization().variables()));
        page.row("constraints", Integer.toString(solution.discretization().constraints()));
        page.row(
                "nonzeros of the Jacobian",
                Integer.toString(solution.discretization().jacobianNonzeros()));
        page.row(
                "nonzeros of the Hessian",
                Integer.toString(solution.discretization().hessianNonzeros()));
        page.row("iterations", Integer.toString(solution.iterations()));
        page.seconds(solution.timing());
        page.append("</table></div>\n</section>\n");
    }

    /** The control's flow, integrated adaptively, beside the layers. */
    private void flow() {
        AdaptiveMeasures flow = solution.adaptive();
        if (flow == null) {
            return;
        }
        String of = flow.samples() < task.samples() ? " (" + Page.samples(flow.samples()) + ")" : "";
        if (!flow.failure().isEmpty()) {
            page.row("adaptive integration failed" + of, Text.html(flow.failure()));
            return;
        }
        page.row("difference to the flow, largest" + of, Text.number(flow.largestDifference(), 2));
        page.row("difference to the flow, mean" + of, Text.number(flow.meanDifference(), 2));
        page.row("training error of the flow" + of, Text.number(flow.trainingError(), 5));
        page.row("training error of the layers" + of, Text.number(flow.layersError(), 5));
        if (!Double.isNaN(flow.trainAccuracy())) {
            page.row("accuracy of the flow, training" + of, Page.percent(flow.trainAccuracy()));
        }
        page.row("tolerance of the flow", Text.number(flow.tolerance(), 2));
    }

    private void meshes() {
        if (solution.meshes().isEmpty()) {
            return;
        }
        page.append(
                "<section>\n<h2>Refinement</h2>\n<p>The estimated error is the larger of Richardson’s and of the difference"
                        + " between the costs of the control’s flow and of its layers.</p>\n<table>\n<tr><th>layers</th>"
                        + "<th class=\"n\">objective</th><th class=\"n\">estimated error</th><th class=\"n\">Richardson</th>"
                        + "<th class=\"n\">flow</th><th class=\"n\">iterations</th><th class=\"n\">seconds</th></tr>\n");
        for (RefinedMesh mesh : solution.meshes()) {
            page.append("<tr><td>" + mesh.layers());
            for (String cell : new String[] {
                Text.number(mesh.objective(), 9),
                Text.number(mesh.estimate(), 2),
                Text.number(mesh.richardson(), 2),
                Text.number(mesh.propagation(), 2),
                Integer.toString(mesh.iterations()),
                Text.number(mesh.seconds(), 3)
            }) {
                page.append("</td><td class=\"n\">").append(cell);
            }
            page.append("</td></tr>\n");
        }
        page.append("</table>\n</section>\n");
    }
}
