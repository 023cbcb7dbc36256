package org.turnpike.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.Solution;

/** The frame of a page: title, status, figures, tables. */
final class Page {
    private final StringBuilder out = new StringBuilder(1 << 17);

    Page(String title, NlpStatus status, String reason) {
        this(
                title,
                status.solved(),
                status.label(),
                reason,
                status.solved()
                        ? ""
                        : "<p class=\"warning\">What follows is the last point of the iteration, not a solution.</p>\n");
    }

    /**
     * @param badge a word or two, shown as good or poor
     * @param sentence beside it
     * @param below HTML that follows
     */
    Page(String title, boolean good, String badge, String sentence, String below) {
        String name = Text.html(title);
        out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(name)
                .append("</title>\n<style>\n")
                .append(Report.resource(Report.CHARTS + "dist/uPlot.min.css"))
                .append('\n')
                .append(Report.resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>")
                .append(name)
                .append("</h1>\n<p><span class=\"badge ")
                .append(good ? "good" : "poor")
                .append("\">")
                .append(Text.html(badge))
                .append("</span> ")
                .append(Text.html(sentence))
                .append("</p>\n")
                .append(below)
                .append("</header>\n");
    }

    /** HTML as it is. */
    Page append(String html) {
        out.append(html);
        return this;
    }

    /** A figure among others. */
    void figure(String label, String value, String note) {
        out.append("<div class=\"figure\"><div class=\"label\">")
                .append(label)
                .append("</div><div class=\"value\">")
                .append(value)
                .append("</div><div class=\"note\">")
                .append(note)
                .append("</div></div>\n");
    }

    /** A number that may not apply. */
    void optionalFigure(String label, double value, String text, String note) {
        if (!Double.isNaN(value)) {
            figure(label, text, note);
        }
    }

    /** The known optimum and whether it was reached. */
    void reference(NlpStatus status, double objective, @Nullable Reference reference) {
        if (reference == null) {
            return;
        }
        Comparison comparison = Comparison.of(status, objective, reference);
        figure(
                "reference optimum",
                Text.number(reference.objective(), 9),
                "<span class=\"" + (comparison.passed() ? "good" : "poor") + "\">"
                        + (comparison.passed() ? "✓ reached: " : "✗ missed: ") + "relative error "
                        + Text.number(comparison.relativeError(), 2) + " (tolerance "
                        + Text.number(reference.tolerance(), 2) + ")</span><br>" + Text.html(reference.source()));
    }

    /** A row of a table of names and values. */
    void row(String label, String value) {
        out.append("<tr><td>")
                .append(label)
                .append("</td><td class=\"n\">")
                .append(value)
                .append("</td></tr>\n");
    }

    void seconds(Solution.Timing timing) {
        row("reading the file", Text.number(timing.parse(), 3) + " s");
        row("transcription", Text.number(timing.transcribe(), 3) + " s");
        row("solution", Text.number(timing.solve(), 3) + " s");
        row("total", Text.number(timing.total(), 3) + " s");
    }

    static String samples(long count) {
        return count + (count == 1 ? " sample" : " samples");
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** The whole page, which draws the charts that were put into it. */
    String withCharts() {
        return out.append(
                        "<footer>Written by Turnpike; charts by uPlot (MIT licence).</footer>\n</main>\n<script>\n/*\n")
                .append(Report.resource(Report.CHARTS + "LICENSE").replace("*/", "* /"))
                .append("\n*/\n")
                .append(Report.resource("resolution.js"))
                .append(Report.resource(Report.CHARTS + "dist/uPlot.iife.min.js"))
                .append('\n')
                .append(Report.resource("report.js"))
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    /** The whole page without charts. */
    String withoutCharts() {
        return out.append("<footer>Written by Turnpike.</footer>\n</main>\n</body>\n</html>\n")
                .toString();
    }
}
