package org.turnpike.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.classifier.LargestMargin;
import org.turnpike.learning.classifier.LinearFormulation;
import org.turnpike.learning.classifier.Norm;
import org.turnpike.learning.classifier.PenalizedError;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.evaluation.LinearMeasures;
import org.turnpike.learning.evaluation.LinearSolution;
import org.turnpike.nlp.NlpStatus;

/**
 * A linear model as one HTML page: what it decides, errors, the samples with the decision line, weights, support vectors, sizes and
 * times. The page needs no network.
 */
public final class LinearReport {
    private static final int MOST_ROWS = 60;
    /** Inputs of this many components fit into a row of a table. */
    private static final int FEW = 4;

    private final LinearSolution solution;
    private final LinearProblem problem;
    private final Page page;

    private LinearReport(LinearSolution solution) {
        this.solution = solution;
        this.problem = solution.problem();
        this.page = new Page(problem.name(), solution.status(), solution.reason());
    }

    /** The page. */
    public static String html(LinearSolution solution) {
        return new LinearReport(solution).build();
    }

    private String build() {
        meaning();
        figures();
        LinearPicture picture = new LinearPicture(solution);
        page.append("<section>\n<h2>Samples</h2>\n<p>")
                .append(picture.caption())
                .append("</p>\n")
                .append(picture.svg())
                .append("</section>\n");
        weights();
        supportVectors();
        sizes();
        return page.withoutCharts();
    }

    private void meaning() {
        List<String> classes = problem.training().classNames();
        String rule = classes.isEmpty()
                ? "The prediction is z = w·x" + (problem.bias() ? " + b." : ".")
                : "z = w·x" + (problem.bias() ? " + b" : "") + " decides: above 0 the class is <b>"
                        + Text.html(classes.get(1)) + "</b>, below it is <b>" + Text.html(classes.get(0)) + "</b>.";
        page.append("<p>").append(rule);
        if (problem.formulation() instanceof LargestMargin largest) {
            page.append(
                    solution.status() == NlpStatus.INFEASIBLE
                            ? " No " + hyperplane()
                                    + " has each class on its own side: the best smallest distance is 0, at w = 0."
                            : " Among all w with " + norm(largest.norm())
                                    + " = 1 this one keeps the nearest sample as far from the " + hyperplane()
                                    + " as possible.");
        }
        page.append("</p>\n");
    }

    private String hyperplane() {
        return switch (problem.training().features()) {
            case 1 -> "point";
            case 2 -> "line";
            case 3 -> "plane";
            default -> "hyperplane";
        };
    }

    private static String norm(Norm norm) {
        return norm == Norm.L1 ? "|w|₁" : "|w|₂";
    }

    private void figures() {
        LinearMeasures m = solution.measures();
        LinearFormulation formulation = problem.formulation();
        page.append("<section class=\"figures\">\n");
        boolean largest = formulation instanceof LargestMargin;
        page.figure(
                largest ? "margin, maximised" : "objective, minimised",
                Text.number(solution.objective(), 9),
                formulation instanceof PenalizedError p
                        ? "mean " + p.loss().name().toLowerCase(Locale.ROOT) + " loss + λ "
                                + (p.penalty() == org.turnpike.learning.classifier.Penalty.L1 ? "|w|₁" : "|w|₂²")
                                + ", λ = " + Text.number(p.lambda(), 4)
                                + (problem.bias() ? "; the bias is not penalised" : "; no bias")
                        : "smallest distance of a sample, " + norm(formulation.norm()) + " = 1"
                                + (problem.bias() ? "" : "; no bias"));
        page.reference(solution.status(), solution.objective(), problem.reference());
        String error = largest ? "share on the wrong side" : "mean loss";
        page.figure(
                "training error",
                Text.number(m.trainingError(), 5),
                error + ", " + Page.samples(problem.training().samples()));
        Dataset test = problem.test();
        if (test != null) {
            page.figure("test error", Text.number(m.testError(), 5), error + ", " + Page.samples(test.samples()));
        }
        page.optionalFigure("accuracy, training", m.trainAccuracy(), Page.percent(m.trainAccuracy()), "");
        page.optionalFigure("accuracy, test", m.testAccuracy(), Page.percent(m.testAccuracy()), "");
        if (!largest) {
            page.optionalFigure(
                    "smallest distance",
                    m.margin(),
                    Text.number(m.margin(), 5),
                    "of a training sample to the " + hyperplane()
                            + (m.margin() < 0 ? "; negative: on the wrong side" : ""));
        }
        page.append("</section>\n");
    }

    /** The largest weights first, with bars. */
    private void weights() {
        double[] w = solution.model().classifier().weights();
        double largest = solution.measures().max();
        List<String> names = problem.training().featureNames();
        List<Integer> order = IntStream.range(0, w.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(w[j])))
                .limit(MOST_ROWS)
                .toList();
        page.append("<section>\n<h2>Weights</h2>\n<p>");
        page.append(w.length > MOST_ROWS ? "The " + MOST_ROWS + " largest of " + w.length + ". " : "");
        page.append(
                problem.preparation().standardization() != null
                        ? "They belong to the standardised features, so their sizes can be compared. "
                        : "");
        page.append(
                solution.measures().zeros() > 0
                        ? solution.measures().zeros() + " of " + w.length + " weights are exactly 0. "
                        : "");
        page.append("</p>\n<table class=\"weights\">\n");
        for (int j : order) {
            double share = largest > 0 ? 50 * Math.abs(w[j]) / largest : 0;
            page.append("<tr><td>" + Text.html(names.get(j)) + "</td><td class=\"n\">" + Text.number(w[j], 6)
                    + String.format(
                            Locale.ROOT,
                            "</td><td class=\"weight\"><span class=\"%s\" style=\"left:%.2f%%;width:%.2f%%\"></span></td></tr>%n",
                            w[j] < 0 ? "below" : "above",
                            w[j] < 0 ? 50 - share : 50,
                            share));
        }
        if (problem.bias()) {
            page.append("<tr><td>bias b</td><td class=\"n\">"
                    + Text.number(solution.model().classifier().bias(), 6) + "</td><td></td></tr>\n");
        }
        page.append("</table>\n</section>\n");
    }

    private void supportVectors() {
        int[] rows = solution.supportVectors();
        if (rows.length == 0) {
            return;
        }
        boolean proof = solution.status() == NlpStatus.INFEASIBLE;
        Dataset data = problem.training();
        page.append("<section>\n<h2>")
                .append(proof ? "Why no " + hyperplane() + " separates them" : "Support vectors")
                .append("</h2>\n<p>")
                .append(
                        proof
                                ? "With these weights the samples, those of the class "
                                        + Text.html(data.classNames().get(0))
                                        + " turned around, add up to 0"
                                        + (problem.bias() ? ", and the weights of both classes are equal" : "")
                                        + ": so no w can have a positive product with all of them."
                                : "The separator depends on these " + rows.length + " of " + data.samples()
                                        + " training samples only. With their weights the samples, those of the class "
                                        + Text.html(data.classNames().get(0))
                                        + " turned around, add up to the point that realises the margin.")
                .append(rows.length > MOST_ROWS ? " The first " + MOST_ROWS + " are listed." : "")
                .append("</p>\n<table>\n<tr><th>training sample</th><th>class</th>");
        boolean inputs = data.features() <= FEW;
        for (int j = 0; inputs && j < data.features(); j++) {
            page.append("<th class=\"n\">" + Text.html(data.featureNames().get(j)) + "</th>");
        }
        page.append("<th class=\"n\">weight</th></tr>\n");
        for (int k = 0; k < Math.min(rows.length, MOST_ROWS); k++) {
            int i = rows[k];
            page.append("<tr><td>" + (i + 1) + "</td><td>"
                    + Text.html(data.classNames().get(data.targets()[i][0] > 0 ? 1 : 0)) + "</td>");
            for (int j = 0; inputs && j < data.features(); j++) {
                page.append("<td class=\"n\">" + Text.number(data.inputs()[i][j], 6) + "</td>");
            }
            page.append("<td class=\"n\">" + Text.number(solution.hull()[i], 6) + "</td></tr>\n");
        }
        page.append("</table>\n</section>\n");
    }

    private void sizes() {
        LinearMeasures m = solution.measures();
        page.append("<section class=\"two\">\n<div><h2>Model</h2>\n<table>\n");
        page.row("features", Integer.toString(problem.training().features()));
        page.row("|w|₁", Text.number(m.l1(), 6));
        page.row("|w|₂", Text.number(m.l2(), 6));
        page.row("max |w|", Text.number(m.max(), 6));
        page.row("first-order conditions", Text.number(solution.kktResidual(), 2));
        page.append("</table></div>\n<div><h2>Solver</h2>\n<table>\n");
        page.row("form", Text.html(solution.discretization().scheme()));
        page.row(
                "solver",
                Text.html(solution.solver().name() + " " + solution.solver().version()));
        page.row("linear solver", Text.html(solution.solver().linearSolver()));
        page.row("variables", Integer.toString(solution.discretization().variables()));
        page.row("constraints", Integer.toString(solution.discretization().constraints()));
        page.row("iterations", Integer.toString(solution.iterations()));
        page.seconds(solution.timing());
        page.append("</table></div>\n</section>\n");
    }
}
