package org.turnpike.cli;

import java.util.Locale;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.Verification;

/** A solution in a dozen lines for a terminal. */
final class Summary {
    private static final int MOST_ARCS = 12;
    private final Solution solution;

    Summary(Solution solution) {
        this.solution = solution;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        Solution.Discretization sizes = solution.discretization();
        Solution.Timing timing = solution.timing();
        line(text, "%s: %s", solution.problem().name(), solution.status().label());
        line(text, "  %s", solution.reason());
        line(text, "  objective            %.10g", solution.objective());
        reference(text);
        if (!solution.problem().horizon().end().isFixed()) {
            line(text, "  final time           %.10g", solution.finalTime());
        }
        for (int i = 0; i < solution.parameters().length; i++) {
            line(text, "  %-20s %.10g", solution.problem().parameters().get(i).name(), solution.parameters()[i]);
        }
        verification(text);
        structure(text);
        line(
                text,
                "  %s, %d intervals: %d unknowns, %d constraints",
                sizes.scheme(),
                sizes.intervals(),
                sizes.variables(),
                sizes.constraints());
        line(
                text,
                "  %s %s (%s), %d iterations; seconds: parse %.3f, transcribe %.3f, solve %.3f, total %.3f",
                solution.solver().name(),
                solution.solver().version(),
                solution.solver().linearSolver(),
                solution.iterations(),
                timing.parse(),
                timing.transcribe(),
                timing.solve(),
                timing.total());
        return text.toString();
    }

    private void reference(StringBuilder text) {
        Reference reference = solution.problem().reference();
        if (reference == null) {
            return;
        }
        Comparison comparison = Comparison.of(solution, reference);
        line(
                text,
                "  reference            %.10g (%s); relative error %.1e, tolerance %.1e: %s",
                reference.objective(),
                reference.source(),
                comparison.relativeError(),
                reference.tolerance(),
                comparison.passed() ? "passed" : "NOT passed");
    }

    private void verification(StringBuilder text) {
        Verification v = solution.verification();
        if (v == null) {
            return;
        }
        line(text, "  dynamics error       %.1e (whole horizon %.1e)", v.dynamicsError(), v.horizonError());
        Verification.Violation worst = v.constraintViolation();
        if (worst != null) {
            // A constraint between phases is at no one time.
            String when = Double.isNaN(worst.time()) ? "" : String.format(Locale.ROOT, " at t = %.4g", worst.time());
            line(text, "  worst constraint     %.1e  %s%s", worst.amount(), worst.name(), when);
        }
        line(text, "  KKT residual         %.1e", v.kktResidual());
        line(text, "  Hamiltonian drift    %s", number(v.hamiltonianDrift()));
        line(text, "  argmin H residual    %s", number(v.argminResidual()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "does not apply" : String.format(Locale.ROOT, "%.1e", value);
    }

    private void structure(StringBuilder text) {
        int count = 0;
        for (Arc arc : solution.structure()) {
            if (count++ == MOST_ARCS) {
                line(text, "  … %d more arcs", solution.structure().size() - MOST_ARCS);
                return;
            }
            line(text, "  [%.6g, %.6g]  %s: %s", arc.from(), arc.to(), arc.kind(), arc.of());
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
