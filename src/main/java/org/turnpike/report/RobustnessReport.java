package org.turnpike.report;

import org.turnpike.training.robustness.BallNorm;
import org.turnpike.training.robustness.LipschitzBound;
import org.turnpike.training.robustness.Robustness;

/** A network's robustness as one HTML page: accuracy and change of the output over the radius, found and bounded, and a table. */
public final class RobustnessReport {
    private final Robustness robustness;
    private final Page page;
    private final String data;
    private final boolean classes;

    private RobustnessReport(Robustness robustness, String problem, String data) {
        this.robustness = robustness;
        this.data = data;
        classes = !Double.isNaN(robustness.accuracy());
        boolean kept = consistent();
        page = new Page(
                problem,
                kept,
                "robustness",
                kept
                        ? "Inputs perturbed in the " + norm() + " norm; no change found exceeds its bound."
                        : "A change found exceeds its bound: this must not be.",
                "");
    }

    /**
     * The page.
     *
     * @param problem its title
     * @param data where the samples come from
     */
    public static String html(Robustness robustness, String problem, String data) {
        return new RobustnessReport(robustness, problem, data).build();
    }

    private boolean consistent() {
        for (Robustness.Level level : robustness.levels()) {
            if (level.largestChange() > level.changeBound() * (1 + 1e-6)) {
                return false;
            }
        }
        return true;
    }

    private String norm() {
        return robustness.settings().norm() == BallNorm.L2 ? "Euclidean" : "maximum";
    }

    private String build() {
        figures();
        RobustnessPicture picture = new RobustnessPicture(robustness);
        if (classes) {
            page.append(
                            "<section>\n<h2>Accuracy over radius</h2>\n<p><span class=\"sample k2\">●</span> no perturbation found"
                                    + " changes the class &ensp;<span class=\"sample k3\">●</span> certified: none can, by the layers’"
                                    + " bound &ensp;<span class=\"sample k4\">●</span> certified by Grönwall’s bound (dashed)</p>\n")
                    .append(picture.accuracy())
                    .append("</section>\n");
        }
        page.append(
                        "<section>\n<h2>Change of the output</h2>\n<p><span class=\"sample k2\">●</span> largest found &ensp;<span"
                                + " class=\"sample k3\">●</span> the layers’ bound &ensp;<span class=\"sample k4\">●</span>"
                                + " Grönwall’s bound (dashed)</p>\n")
                .append(picture.change())
                .append("</section>\n");
        table();
        return page.withoutCharts();
    }

    private void figures() {
        LipschitzBound bound = robustness.bound();
        page.append("<section class=\"figures\">\n");
        page.figure("samples", Integer.toString(robustness.samples()), Text.html(data));
        if (classes) {
            page.figure("accuracy, unperturbed", Page.percent(robustness.accuracy()), "");
        }
        page.figure("loss, unperturbed", Text.number(robustness.loss(), 5), "");
        page.figure(
                "Lipschitz bound of the layers",
                Text.number(bound.output() * bound.layers(), 4),
                "from input to output; the last state’s is " + Text.number(bound.layers(), 4));
        page.figure(
                "exp(L ∫|w|), Grönwall",
                Text.number(bound.output() * bound.gronwall(), 4),
                "for the flow of the same control");
        Robustness.Level first = robustness.levels().get(0);
        page.figure(
                "steepest change found",
                Text.number(steepest(), 4),
                "a lower bound of the Lipschitz constant; radii from " + Text.number(first.radius(), 3));
        page.append("</section>\n");
    }

    private double steepest() {
        double steepest = 0;
        for (Robustness.Level level : robustness.levels()) {
            steepest = Math.max(steepest, level.largestChange() / level.radius());
        }
        return steepest;
    }

    private void table() {
        page.append("<section>\n<h2>By radius</h2>\n<table>\n<tr><th>radius</th>");
        String[] heads = classes
                ? new String[] {
                    "accuracy", "certified", "certified, Grönwall", "loss", "change found", "bound", "bound, Grönwall"
                }
                : new String[] {"loss", "change found", "bound", "bound, Grönwall"};
        for (String head : heads) {
            page.append("<th class=\"n\">").append(head).append("</th>");
        }
        page.append("</tr>\n");
        for (Robustness.Level level : robustness.levels()) {
            page.append("<tr><td>" + Text.number(level.radius(), 4) + "</td>");
            if (classes) {
                cell(Page.percent(level.accuracy()));
                cell(Page.percent(level.certified()));
                cell(Page.percent(level.certifiedByGronwall()));
            }
            cell(Text.number(level.loss(), 4));
            cell(Text.number(level.largestChange(), 4));
            cell(Text.number(level.changeBound(), 4));
            cell(Text.number(level.changeBoundByGronwall(), 4));
            page.append("</tr>\n");
        }
        page.append("</table>\n<p>Projected gradient ascent: "
                + robustness.settings().starts() + " starts of "
                + robustness.settings().steps() + " steps of 2.5 r/steps in each ball, seed "
                + robustness.settings().seed()
                + ". Radii are in the units of the inputs as the network sees them.</p>\n"
                + "</section>\n");
    }

    private void cell(String text) {
        page.append("<td class=\"n\">").append(text).append("</td>");
    }
}
