package org.turnpike.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.classifier.LargestMargin;
import org.turnpike.learning.classifier.LinearClassifier;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.evaluation.LinearSolution;

/**
 * The samples of a linear model as an SVG picture:
 *
 * <ul>
 *   <li>two features and classes: the plane with the line wᵀx + β = 0, for the largest margin also wᵀx + β = ±margin;
 *   <li>one feature: targets over the feature, with the line z = w x + β;
 *   <li>else: for classes the outputs z, class by class, and for numbers outputs over targets.
 * </ul>
 */
final class LinearPicture {
    private static final int MOST_SAMPLES = 1000;
    private static final int COLOURS = 5;

    /** What the horizontal and vertical axes are. */
    private enum Kind {
        PLANE,
        LINE,
        OUTPUTS,
        FIT
    }

    private final LinearSolution solution;
    private final LinearClassifier classifier;
    private final Dataset training;
    private final @Nullable Dataset test;
    private final List<String> names;
    private final Kind kind;
    private final StringBuilder out = new StringBuilder(1 << 15);

    LinearPicture(LinearSolution solution) {
        this.solution = solution;
        classifier = solution.model().classifier();
        training = solution.problem().training();
        test = solution.problem().test();
        names = training.featureNames();
        boolean classes = training.isClassification();
        kind = names.size() == 1 ? Kind.LINE : !classes ? Kind.FIT : names.size() == 2 ? Kind.PLANE : Kind.OUTPUTS;
    }

    /** What is seen, as HTML. */
    String caption() {
        String shown =
                switch (kind) {
                    case PLANE ->
                        "The plane of the two features; "
                                + (solution.measures().max() > 0
                                        ? "the thick line is z = 0, where the class changes."
                                        : solution.supportVectors().length > 0
                                                ? "the circled samples show that no line separates the classes."
                                                : "there is no line, since w = 0.")
                                + (solution.problem().formulation() instanceof LargestMargin && separated()
                                        ? " No sample lies between the dashed lines, and those on them are the support"
                                                + " vectors (circled)."
                                        : "");
                    case LINE -> "Targets over the feature; the line is z.";
                    case OUTPUTS ->
                        "The output z of each sample, one band a class; the class changes at the thick"
                                + " line, z = 0.";
                    case FIT -> "Outputs over targets; a sample on the line is predicted exactly.";
                };
        StringBuilder text = new StringBuilder(shown);
        if (test != null) {
            text.append(" Filled dots are training samples, open ones test samples.");
        }
        if (training.samples() + (test == null ? 0 : test.samples()) > MOST_SAMPLES) {
            text.append(" At most ").append(MOST_SAMPLES).append(" samples of each part are shown.");
        }
        for (int c = 0; c < training.classNames().size(); c++) {
            text.append(" &ensp;<span class=\"sample k")
                    .append(c % COLOURS + 1)
                    .append("\">●</span> ")
                    .append(Text.html(training.classNames().get(c)));
        }
        return text.toString();
    }

    private boolean separated() {
        return solution.status().solved() && solution.objective() > 0;
    }

    /** The picture. */
    String svg() {
        Axes axes = axes();
        axes.open(out, "the samples and the linear model");
        axes.draw(
                out,
                switch (kind) {
                    case PLANE, LINE -> Text.html(names.get(0));
                    case OUTPUTS -> "z";
                    case FIT -> "target";
                },
                switch (kind) {
                    case PLANE -> Text.html(names.get(1));
                    case LINE -> training.isClassification() ? "z" : "target";
                    case OUTPUTS -> "";
                    case FIT -> "z";
                });
        lines(axes);
        if (test != null) {
            dots(axes, test, "open ");
        }
        dots(axes, training, "");
        for (int i : solution.supportVectors()) {
            if (kind != Kind.FIT) {
                circle(axes, training, i, "ring", 8);
            }
        }
        return out.append("</svg>\n").toString();
    }

    private Axes axes() {
        int parts = training.samples() + (test == null ? 0 : test.samples());
        double[] horizontal = new double[parts];
        double[] vertical = new double[parts];
        for (int i = 0; i < parts; i++) {
            Dataset data = i < training.samples() || test == null ? training : test;
            int row = i < training.samples() ? i : i - training.samples();
            horizontal[i] = horizontal(data, row);
            vertical[i] = vertical(data, row);
        }
        if (kind == Kind.FIT) {
            double[] both = Arrays.copyOf(horizontal, 2 * parts);
            System.arraycopy(vertical, 0, both, parts, parts);
            return Axes.around(both, both);
        }
        if (kind == Kind.OUTPUTS) {
            double[] withZero = Arrays.copyOf(horizontal, parts + 1);
            return Axes.around(withZero, vertical);
        }
        Axes axes = Axes.around(horizontal, vertical);
        return kind == Kind.PLANE ? axes.equalUnits() : axes;
    }

    private double horizontal(Dataset data, int i) {
        return switch (kind) {
            case PLANE, LINE -> data.inputs()[i][0];
            case OUTPUTS -> classifier.value(data.inputs()[i]);
            case FIT -> data.targets()[i][0];
        };
    }

    private double vertical(Dataset data, int i) {
        return switch (kind) {
            case PLANE -> data.inputs()[i][1];
            case LINE -> data.targets()[i][0];
            // Spread by the golden ratio, so that equal outputs are seen side by side, the same in each run.
            case OUTPUTS -> data.targets()[i][0] + 1.2 * ((i * 0.618033988749895) % 1 - 0.5);
            case FIT -> classifier.value(data.inputs()[i]);
        };
    }

    private void dots(Axes axes, Dataset data, String style) {
        int[] classes = data.classes();
        int shown = Math.min(MOST_SAMPLES, data.samples());
        for (int s = 0; s < shown; s++) {
            // Taken evenly, so that classes listed one after another all appear.
            int i = (int) ((long) s * data.samples() / shown);
            circle(axes, data, i, style + "k" + (classes == null ? 1 : classes[i] % COLOURS + 1), 4);
        }
    }

    private void circle(Axes axes, Dataset data, int i, String style, int radius) {
        out.append(String.format(
                Locale.ROOT,
                "<circle class=\"%s\" r=\"%d\" cx=\"%.1f\" cy=\"%.1f\"/>%n",
                style,
                radius,
                axes.x(horizontal(data, i)),
                axes.y(vertical(data, i))));
    }

    private void lines(Axes axes) {
        double[] w = classifier.weights();
        double b = classifier.bias();
        double margin =
                solution.problem().formulation() instanceof LargestMargin && separated() ? solution.objective() : 0;
        for (double level : margin > 0 ? new double[] {-margin, 0, margin} : new double[1]) {
            String style = level == 0 ? "decision" : "decision dashed";
            switch (kind) {
                case PLANE -> line(axes, w[0], w[1], level - b, style);
                case LINE -> {
                    if (training.isClassification() && w[0] != 0) {
                        line(axes, 1, 0, (level - b) / w[0], level == 0 ? "decision faint" : "decision dashed");
                    }
                }
                case OUTPUTS -> line(axes, 1, 0, level, style);
                case FIT -> {}
            }
        }
        if (kind == Kind.LINE) {
            line(axes, -w[0], 1, b, "decision");
        } else if (kind == Kind.FIT) {
            line(axes, -1, 1, 0, "decision");
        }
    }

    /** The part of p h + q v = r within the axes. */
    private void line(Axes axes, double p, double q, double r, String style) {
        double[][] ends = new double[2][];
        int found = 0;
        double[][] edges = {
            {axes.left(), (r - p * axes.left()) / q},
            {axes.right(), (r - p * axes.right()) / q},
            {(r - q * axes.low()) / p, axes.low()},
            {(r - q * axes.high()) / p, axes.high()}
        };
        for (double[] edge : edges) {
            boolean within = edge[0] >= axes.left()
                    && edge[0] <= axes.right()
                    && edge[1] >= axes.low()
                    && edge[1] <= axes.high();
            // Through a corner the line meets two edges in one point.
            if (within && found < 2 && !(found == 1 && Arrays.equals(ends[0], edge))) {
                ends[found++] = edge;
            }
        }
        if (found == 2) {
            out.append(String.format(
                    Locale.ROOT,
                    "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                    style,
                    axes.x(ends[0][0]),
                    axes.y(ends[0][1]),
                    axes.x(ends[1][0]),
                    axes.y(ends[1][1])));
        }
    }
}
