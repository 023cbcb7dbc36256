package org.turnpike.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.PhasedSolution;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;

/**
 * A solution as one HTML page: status, objective against the reference, curves, the checks with what they mean, structure,
 * sizes and times. The page needs no network; its script and style are inside.
 */
public final class Report {
    static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/";
    private static final double CONSTANT = 1e-6;
    private static final double CONSTANT_COSTATE = 1e-4;
    private static final double CONSTANT_HAMILTONIAN = 1e-2;
    private static final double GOOD = 1e-6;
    private static final double FAIR = 1e-3;

    private final Solution solution;
    private final Curves curves;
    private final @Nullable PhasedSolution phased;
    private final StringBuilder page = new StringBuilder(1 << 17);

    private Report(Solution solution, Curves curves, @Nullable PhasedSolution phased) {
        this.solution = solution;
        this.curves = curves;
        this.phased = phased;
    }

    /** The page. */
    public static String html(Solution solution) {
        return new Report(solution, new CurveSampler(solution), null).build();
    }

    /** The page of a sequence of phases, one after the other on a common axis of time. */
    public static String html(PhasedSolution solution) {
        return new Report(solution.whole(), new PhasedCurves(solution), solution).build();
    }

    private String build() {
        String name = Text.html(solution.problem().name());
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(name)
                .append("</title>\n<style>\n")
                .append(resource(CHARTS + "dist/uPlot.min.css"))
                .append('\n')
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n");
        head(name);
        figures();
        page.append("<div id=\"curves\" data-horizon=\"")
                .append(solution.startTime())
                .append(' ')
                .append(solution.finalTime())
                .append("\">\n");
        charts("Controls", "", curves.controls(), CONSTANT, 0);
        charts("States", "", curves.states(), CONSTANT, 0);
        charts("Costates", "Gradient of the minimised cost-to-go.", curves.costates(), CONSTANT_COSTATE, 0);
        charts("Hamiltonian", hamiltonianNote(), curves.hamiltonian(), CONSTANT_HAMILTONIAN, 1);
        page.append("</div>\n");
        structure();
        if (phased != null) {
            page.append(PhaseTable.html(phased));
        }
        verification();
        sizes();
        page.append("<footer>Sign convention: minimise; H = ℓ + p·f, p′ = −∂H/∂x, u = argmin H")
                .append(solution.problem().objective().maximize() ? "; ℓ is minus the maximised running cost" : "")
                .append(". Written by Turnpike; charts by uPlot (MIT licence).</footer>\n</main>\n<script>\n/*\n")
                .append(resource(CHARTS + "LICENSE").replace("*/", "* /"))
                .append("\n*/\n")
                .append(resource("resolution.js"))
                .append(resource(CHARTS + "dist/uPlot.iife.min.js"))
                .append('\n')
                .append(resource("report.js"))
                .append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private void head(String name) {
        String kind = solution.status().solved() ? "good" : "poor";
        page.append("<header>\n<h1>")
                .append(name)
                .append("</h1>\n<p><span class=\"badge ")
                .append(kind)
                .append("\">")
                .append(Text.html(solution.status().label()))
                .append("</span> ")
                .append(Text.html(solution.reason()))
                .append("</p>\n");
        if (!solution.status().solved()) {
            page.append("<p class=\"warning\">What follows is the last point of the iteration, not a solution.</p>\n");
        }
        page.append("</header>\n");
    }

    private void figures() {
        page.append("<section class=\"figures\">\n");
        figure(
                solution.problem().objective().maximize() ? "objective, maximised" : "objective, minimised",
                Text.number(solution.objective(), 9),
                "");
        @Nullable Reference reference = solution.problem().reference();
        if (reference != null) {
            Comparison comparison = Comparison.of(solution, reference);
            figure(
                    "reference optimum",
                    Text.number(reference.objective(), 9),
                    "<span class=\"" + (comparison.passed() ? "good" : "poor") + "\">"
                            + (comparison.passed() ? "✓ reached: " : "✗ missed: ") + "relative error "
                            + Text.number(comparison.relativeError(), 2) + " (tolerance "
                            + Text.number(reference.tolerance(), 2) + ")</span><br>" + Text.html(reference.source()));
        }
        boolean fromZero = solution.startTime() == 0;
        figure(
                fromZero ? "final time" : "horizon",
                (fromZero ? "" : Text.number(solution.startTime(), 7) + " … ") + Text.number(solution.finalTime(), 7),
                phased != null || solution.problem().horizon().end().isFixed() ? "" : "free");
        List<Parameter> parameters = solution.problem().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (!parameters.get(i).auxiliary()) {
                figure(
                        "parameter " + Text.html(parameters.get(i).name()),
                        Text.number(solution.parameters()[i], 7),
                        "");
            }
        }
        page.append("</section>\n");
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

    private void charts(String title, String note, List<Curve> curves, double constant, double unit) {
        List<Chart> charts = Chart.group(curves, constant, unit);
        if (charts.isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>").append(title).append("</h2>\n");
        if (!note.isEmpty()) {
            page.append("<p>").append(note).append("</p>\n");
        }
        page.append("<div class=\"charts\">\n");
        for (Chart chart : charts) {
            String names =
                    String.join(", ", chart.curves().stream().map(Curve::name).toList());
            page.append("<figure class=\"chart\" role=\"img\" aria-label=\"")
                    .append(Text.html(names))
                    .append(" over time\"><script type=\"application/json\">")
                    .append(chart.json())
                    .append("</script></figure>\n");
        }
        page.append("</div>\n</section>\n");
    }

    private String hamiltonianNote() {
        @Nullable Verification checks = solution.verification();
        if (checks == null || Double.isNaN(checks.hamiltonianDrift())) {
            return "H along the trajectory; it need not be constant here.";
        }
        return "The problem is autonomous: H must be constant" + (phased == null ? "" : " in each phase")
                + ". It drifts by " + Text.number(checks.hamiltonianDrift(), 2) + " relative to 1 + |H|.";
    }

    private void structure() {
        if (solution.structure().isEmpty()) {
            return;
        }
        Map<String, List<Solution.Arc>> rows = new LinkedHashMap<>();
        for (Solution.Arc arc : solution.structure()) {
            rows.computeIfAbsent(arc.of(), of -> new ArrayList<>()).add(arc);
        }
        double start = solution.startTime();
        double length = solution.finalTime() - start;
        page.append("<section>\n<h2>Structure</h2>\n<div class=\"arcs\">\n");
        rows.forEach((of, arcs) -> {
            page.append("<div class=\"of\">").append(Text.html(of)).append("</div><div class=\"bar\">");
            for (Solution.Arc arc : arcs) {
                double left = 100 * (arc.from() - start) / length;
                double width = 100 * (arc.to() - arc.from()) / length;
                page.append("<div class=\"arc ")
                        .append(Text.html(arc.kind()))
                        .append("\" style=\"left:")
                        .append(left)
                        .append("%;width:")
                        .append(width)
                        .append("%\" title=\"")
                        .append(Text.html(arc.kind()))
                        .append(": ")
                        .append(arc.from())
                        .append(" to ")
                        .append(arc.to())
                        .append("\">")
                        .append(width > 9 ? Text.html(arc.kind()) : "")
                        .append("</div>");
            }
            page.append("</div>\n");
        });
        page.append("<div class=\"of\"></div><div class=\"ends\"><span>t = ")
                .append(Text.number(start, 5))
                .append("</span><span>t = ")
                .append(Text.number(solution.finalTime(), 5))
                .append("</span></div>\n</div>\n<p>");
        TreeSet<String> kinds = new TreeSet<>();
        solution.structure().forEach(arc -> kinds.add(arc.kind()));
        for (String kind : kinds) {
            page.append("<span class=\"key arc ")
                    .append(Text.html(kind))
                    .append("\"></span> ")
                    .append(Text.html(kind))
                    .append(" &ensp;");
        }
        page.append(
                "</p>\n<details><summary>Switching times</summary>\n<table><tr><th>of</th><th>kind</th><th class=\"n\">from</th><th class=\"n\">to</th></tr>\n");
        for (Solution.Arc arc : solution.structure()) {
            page.append("<tr><td>")
                    .append(Text.html(arc.of()))
                    .append("</td><td>")
                    .append(Text.html(arc.kind()))
                    .append("</td><td class=\"n\">")
                    .append(Text.number(arc.from(), 7))
                    .append("</td><td class=\"n\">")
                    .append(Text.number(arc.to(), 7))
                    .append("</td></tr>\n");
        }
        page.append("</table></details>\n</section>\n");
    }

    private void verification() {
        @Nullable Verification checks = solution.verification();
        if (checks == null) {
            return;
        }
        page.append("<section>\n<h2>Verification</h2>\n<p>Recomputed from the problem, not taken from the solver. ")
                .append(
                        "<span class=\"good\">●</span> at most 10<sup>−6</sup>, <span class=\"fair\">◐</span> at most 10<sup>−3</sup>, ")
                .append("<span class=\"poor\">○</span> larger.</p>\n")
                .append("<table><tr><th></th><th>check</th><th class=\"n\">value</th><th>what it says</th></tr>\n");
        check(
                "dynamics, one interval",
                checks.dynamicsError(),
                "From each mesh point the states are integrated again with this control by a method of order 8; the largest difference at the next mesh point, relative to 1 + max |x|.");
        check(
                "dynamics, whole horizon",
                checks.horizonError(),
                "The same in one go from start to end. Instability of the system itself magnifies it.");
        Verification.@Nullable Violation worst = checks.constraintViolation();
        if (worst != null) {
            boolean none = worst.amount() == 0;
            check(
                    "constraints",
                    worst.amount(),
                    none
                            ? "All constraints and bounds hold, also between the mesh points."
                            : "The worst is <b>" + Text.html(worst.name()) + "</b>"
                                    + (Double.isNaN(worst.time()) ? "" : " at t = " + Text.number(worst.time(), 6))
                                    + ", violated by this amount; looked at also between the mesh points.");
        }
        check(
                "first-order conditions",
                checks.kktResidual(),
                "Largest entry of the Lagrangian's gradient and of complementarity in the discretised problem, unscaled, relative to the largest multiplier.");
        check(
                "drift of H",
                checks.hamiltonianDrift(),
                "max H − min H relative to 1 + |H|. H is constant along an optimum when time does not occur in the problem.");
        check(
                "u = argmin H",
                checks.argminResidual(),
                "The largest decrease of H by another admissible control at the same state and costate, relative to 1 + |H|. Near a switch it is of the mesh's width.");
        page.append("</table>\n</section>\n");
    }

    private void check(String label, double value, String meaning) {
        String mark = Double.isNaN(value)
                ? "<td></td>"
                : value <= GOOD
                        ? "<td class=\"good\">●</td>"
                        : value <= FAIR ? "<td class=\"fair\">◐</td>" : "<td class=\"poor\">○</td>";
        page.append("<tr>")
                .append(mark)
                .append("<td>")
                .append(label)
                .append("</td><td class=\"n\">")
                .append(Text.number(value, 2))
                .append("</td><td>")
                .append(meaning)
                .append("</td></tr>\n");
    }

    private void sizes() {
        Solution.Discretization sizes = solution.discretization();
        Solution.Timing timing = solution.timing();
        page.append("<section class=\"two\">\n<div><h2>Discretisation</h2>\n<table>\n");
        row("scheme", Text.html(sizes.scheme()));
        row("intervals", Integer.toString(sizes.intervals()));
        row("variables", Integer.toString(sizes.variables()));
        row("constraints", Integer.toString(sizes.constraints()));
        row("nonzeros of the Jacobian", Integer.toString(sizes.jacobianNonzeros()));
        row("nonzeros of the Hessian", Integer.toString(sizes.hessianNonzeros()));
        page.append("</table></div>\n<div><h2>Solver</h2>\n<table>\n");
        row(
                "solver",
                Text.html(solution.solver().name() + " " + solution.solver().version()));
        row("linear solver", Text.html(solution.solver().linearSolver()));
        row("iterations", Integer.toString(solution.iterations()));
        row("reading the file", Text.number(timing.parse(), 3) + " s");
        row("transcription", Text.number(timing.transcribe(), 3) + " s");
        row("solution", Text.number(timing.solve(), 3) + " s");
        row("total", Text.number(timing.total(), 3) + " s");
        page.append("</table></div>\n</section>\n");
    }

    private void row(String label, String value) {
        page.append("<tr><td>")
                .append(label)
                .append("</td><td class=\"n\">")
                .append(value)
                .append("</td></tr>\n");
    }

    static String resource(String name) {
        try (@Nullable InputStream in = Report.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the installation: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
