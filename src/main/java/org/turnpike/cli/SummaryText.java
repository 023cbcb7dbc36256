package org.turnpike.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.Solution;

/** The lines that every trained model's summary has. */
final class SummaryText {
    private final StringBuilder text = new StringBuilder();

    SummaryText(String name, NlpStatus status, String reason) {
        line("%s: %s", name, status.label());
        line("  %s", reason);
    }

    void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** A number that may not apply. */
    void optional(String name, double value) {
        if (!Double.isNaN(value)) {
            line("  %-20s %.8g", name, value);
        }
    }

    void reference(NlpStatus status, double objective, @Nullable Reference reference) {
        if (reference != null) {
            Comparison comparison = Comparison.of(status, objective, reference);
            line(
                    "  reference            %.10g (%s); relative error %.1e, tolerance %.1e: %s",
                    reference.objective(),
                    reference.source(),
                    comparison.relativeError(),
                    reference.tolerance(),
                    comparison.passed() ? "passed" : "NOT passed");
        }
    }

    /** @param share what else is to be said of the solver's seconds */
    void solver(SolverIdentity solver, int iterations, Solution.Timing timing, String share) {
        line(
                "  %s %s (%s), %d iterations; seconds: parse %.3f, transcribe %.3f, solve %.3f%s, total %.3f",
                solver.name(),
                solver.version(),
                solver.linearSolver(),
                iterations,
                timing.parse(),
                timing.transcribe(),
                timing.solve(),
                share,
                timing.total());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
