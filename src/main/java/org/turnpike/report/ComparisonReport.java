package org.turnpike.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.comparison.ComparedSolutions;
import org.turnpike.comparison.Gap;
import org.turnpike.comparison.MethodComparison;
import org.turnpike.comparison.StructureComparison;
import org.turnpike.comparison.Verdict;
import org.turnpike.comparison.steady.TurnpikeEstimate;
import org.turnpike.comparison.variation.SecondOrderResult;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;

/**
 * A comparison as one HTML page: the verdict with its reasons, both solutions over each other with their switching times, the
 * differences with their tolerances, the second-order check, the turnpike. The page needs no network.
 */
public final class ComparisonReport {
    private static final String DIRECT = "direct";
    private static final String INDIRECT = "indirect";
    private static final double CONSTANT = 1e-4;
    private static final double CONSTANT_COSTATE = 2e-3;

    private final MethodComparison comparison;
    private final ComparedSolutions solutions;
    private final Page page;

    private ComparisonReport(MethodComparison comparison) {
        this.comparison = comparison;
        solutions = comparison.solutions();
        Verdict verdict = comparison.verdict();
        page = new Page(
                solutions.direct().problem().name() + ": two methods",
                verdict.agree(),
                verdict.agree() ? "agree" : "disagree",
                "The problem was solved directly, as a nonlinear program, and indirectly, by the maximum principle.",
                list(verdict.reasons(), "warning") + list(verdict.notes(), "note"));
    }

    /** The page. */
    public static String html(MethodComparison comparison) {
        return new ComparisonReport(comparison).build();
    }

    private String build() {
        figures();
        page.append("<div id=\"curves\" data-horizon=\"" + solutions.direct().startTime() + ' '
                + solutions.direct().finalTime() + "\" data-marks=\"" + marks() + "\">\n");
        OverlaySampler overlay = new OverlaySampler(solutions.direct(), solutions.indirect(), DIRECT, INDIRECT);
        String note = marks().isEmpty() ? "" : "Vertical lines are switching times.";
        charts("Controls", note, overlay.controls(), CONSTANT);
        charts("States", "", overlay.states(), CONSTANT);
        charts("Costates", "Gradient of the minimised cost-to-go.", overlay.costates(), CONSTANT_COSTATE);
        page.append("</div>\n");
        differences();
        switches();
        secondOrder();
        turnpike();
        return page.withCharts();
    }

    private static String list(List<String> sentences, String style) {
        StringBuilder out = new StringBuilder();
        for (String sentence : sentences) {
            out.append("<p class=\"")
                    .append(style)
                    .append("\">")
                    .append(Text.html(sentence))
                    .append("</p>\n");
        }
        return out.toString();
    }

    private void figures() {
        page.append("<section class=\"figures\">\n");
        page.figure(
                "objective",
                Text.number(solutions.direct().objective(), 9),
                "indirect: " + Text.number(solutions.indirect().objective(), 9));
        page.figure(
                "relative difference",
                Text.number(solutions.objective().amount(), 2),
                "allowed: " + Text.number(solutions.tolerances().objective(), 2));
        Gap costate = solutions.costateGap();
        if (costate != null) {
            page.figure(
                    "largest difference of a costate",
                    Text.number(costate.amount(), 2),
                    Text.html(costate.name()) + " at t = " + Text.number(costate.time(), 4));
        }
        page.append("</section>\n");
    }

    /** "time series" pairs, the indirect solution's times mapped onto the direct one's horizon. */
    private String marks() {
        StringBuilder marks = new StringBuilder();
        Solution direct = solutions.direct();
        Solution indirect = solutions.indirect();
        double scale = (direct.finalTime() - direct.startTime()) / (indirect.finalTime() - indirect.startTime());
        for (Arc arc : direct.structure()) {
            if (arc.from() > direct.startTime()) {
                marks.append(arc.from()).append(" 0;");
            }
        }
        for (Arc arc : indirect.structure()) {
            if (arc.from() > indirect.startTime()) {
                double t = direct.startTime() + (arc.from() - indirect.startTime()) * scale;
                marks.append(t).append(" 1;");
            }
        }
        return marks.toString();
    }

    private void charts(String title, String note, List<List<Curve>> pairs, double constant) {
        page.append("<section>\n<h2>").append(title).append("</h2>\n");
        if (!note.isEmpty()) {
            page.append("<p>").append(note).append("</p>\n");
        }
        page.append("<div class=\"charts\">\n");
        for (List<Curve> pair : pairs) {
            if (pair.stream().noneMatch(Curve::drawable)) {
                continue;
            }
            page.append("<figure class=\"chart\" role=\"img\" aria-label=\"")
                    .append(Text.html(pair.get(0).name() + ", " + pair.get(1).name()))
                    .append(" over time\"><script type=\"application/json\">")
                    .append(Chart.of(pair, constant, 0).json())
                    .append("</script></figure>\n");
        }
        page.append("</div>\n</section>\n");
    }

    private void differences() {
        page.append(
                        "<section>\n<h2>Differences</h2>\n<p>Relative to the largest value over the horizon; of controls, in L¹ and by")
                .append(" means over the intervals of the direct mesh. ")
                .append(
                        solutions.tolerances().measured()
                                ? "Allowed is four times the difference to a direct solution on twice as many intervals."
                                : "Allowed is the relative width of the direct mesh.")
                .append("</p>\n<table><tr><th>quantity</th><th class=\"n\">difference</th><th class=\"n\">at t</th>")
                .append("<th class=\"n\">allowed</th></tr>\n");
        rows("control ", solutions.controls(), solutions.tolerances().controls());
        rows("state ", solutions.states(), solutions.tolerances().states());
        rows("costate of ", solutions.costates(), solutions.tolerances().costates());
        page.append(
                "</table>\n<table><tr><th>check</th><th class=\"n\">direct</th><th class=\"n\">indirect</th></tr>\n");
        pair(
                "dynamics, one interval",
                solutions.directChecks().dynamicsError(),
                solutions.indirectChecks().dynamicsError());
        pair(
                "drift of H",
                solutions.directChecks().hamiltonianDrift(),
                solutions.indirectChecks().hamiltonianDrift());
        pair(
                "u = argmin H",
                solutions.directChecks().argminResidual(),
                solutions.indirectChecks().argminResidual());
        page.append("</table>\n</section>\n");
    }

    private void rows(String what, List<Gap> gaps, double[] tolerances) {
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            String style = gap.exceeds(tolerances[i]) ? "n poor" : "n";
            page.append("<tr><td>")
                    .append(what)
                    .append(Text.html(gap.name()))
                    .append("</td><td class=\"")
                    .append(style)
                    .append("\">")
                    .append(Text.number(gap.amount(), 2))
                    .append("</td><td class=\"n\">")
                    .append(Text.number(gap.time(), 4))
                    .append("</td><td class=\"n\">")
                    .append(Text.number(tolerances[i], 2))
                    .append("</td></tr>\n");
        }
    }

    private void pair(String what, double direct, double indirect) {
        page.append("<tr><td>")
                .append(what)
                .append("</td><td class=\"n\">")
                .append(Text.number(direct, 2))
                .append("</td><td class=\"n\">")
                .append(Text.number(indirect, 2))
                .append("</td></tr>\n");
    }

    private void switches() {
        if (solutions.structure().switches().isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>Switching times</h2>\n<table><tr><th>control</th><th>from, to</th>")
                .append("<th class=\"n\">direct</th><th class=\"n\">indirect</th><th class=\"n\">allowed</th></tr>\n");
        for (StructureComparison.Switch s : solutions.structure().switches()) {
            page.append("<tr><td>")
                    .append(Text.html(s.control()))
                    .append("</td><td>")
                    .append(Text.html(s.between()))
                    .append("</td><td class=\"n\">")
                    .append(Text.number(s.direct(), 7))
                    .append("</td><td class=\"n\">")
                    .append(Text.number(s.indirect(), 7))
                    .append("</td><td class=\"n\">")
                    .append(Text.number(s.tolerance(), 2))
                    .append("</td></tr>\n");
        }
        page.append("</table>\n</section>\n");
    }

    private void secondOrder() {
        page.append("<section>\n<h2>Minimum or saddle</h2>\n<table>\n");
        order(DIRECT, comparison.directOrder());
        order(INDIRECT, comparison.indirectOrder());
        page.append("</table>\n</section>\n");
    }

    private void order(String which, SecondOrderResult result) {
        page.append("<tr><td>")
                .append(which)
                .append("</td><td>")
                .append(result.kind().label())
                .append("</td><td>")
                .append(Text.html(result.method() + ": " + result.reason()))
                .append("</td></tr>\n");
    }

    private void turnpike() {
        @Nullable TurnpikeEstimate t = comparison.turnpike();
        if (t == null) {
            return;
        }
        OptimalControlProblem problem = solutions.direct().problem();
        page.append("<section>\n<h2>Turnpike</h2>\n<p>")
                .append(t.turnpike() ? "Yes: " : "No: ")
                .append(Text.html(t.sentence()))
                .append(".</p>\n<table>\n");
        StringBuilder point = new StringBuilder();
        for (int i = 0; i < problem.states().size(); i++) {
            point.append(String.format(
                    Locale.ROOT,
                    "%s = %.5g, ",
                    problem.states().get(i).name(),
                    t.optimum().state()[i]));
        }
        for (int i = 0; i < problem.controls().size(); i++) {
            point.append(String.format(
                    Locale.ROOT,
                    "%s = %.5g, ",
                    problem.controls().get(i).name(),
                    t.optimum().control()[i]));
        }
        page.row(
                "static optimum",
                Text.html(point.append(String.format(
                                Locale.ROOT, "cost %.5g", t.optimum().cost()))
                        .toString()));
        page.row("linearised equations", Text.html(t.linearization().kind().label()));
        page.row("rate, predicted", Text.number(t.linearization().rate(), 6));
        page.row("rate, entry", Text.number(t.entry(), 6));
        page.row("rate, exit", Text.number(t.exit(), 6));
        page.row("share of the horizon near it", Text.number(t.share(), 3));
        page.append("</table>\n</section>\n");
    }
}
