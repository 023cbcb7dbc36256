package org.turnpike.cli;

import java.util.List;
import java.util.Locale;
import org.turnpike.comparison.ComparedSolutions;
import org.turnpike.comparison.Gap;
import org.turnpike.comparison.MethodComparison;
import org.turnpike.comparison.StructureComparison;
import org.turnpike.comparison.Verdict;
import org.turnpike.comparison.steady.TurnpikeEstimate;
import org.turnpike.comparison.variation.SecondOrderResult;
import org.turnpike.solution.Solution;

/** A comparison for a terminal: the verdict first, then a small table. */
final class ComparisonSummary {
    private static final int MOST_SWITCHES = 12;
    private static final double ROUNDING = 1e-12;
    private final MethodComparison comparison;
    private final ComparedSolutions solutions;
    private final StringBuilder text = new StringBuilder();

    ComparisonSummary(MethodComparison comparison) {
        this.comparison = comparison;
        solutions = comparison.solutions();
    }

    String text() {
        Verdict verdict = comparison.verdict();
        line("%s: %s", solutions.direct().problem().name(), verdict.agree() ? "agree" : "disagree");
        verdict.reasons().forEach(reason -> line("  - %s", reason));
        verdict.notes().forEach(note -> line("  note: %s", note));
        line("  %-24s %16s %16s %10s %10s", "", "direct", "indirect", "gap", "allowed");
        Solution direct = solutions.direct();
        Solution indirect = solutions.indirect();
        row(
                "objective",
                direct.objective(),
                indirect.objective(),
                solutions.objective().amount(),
                solutions.tolerances().objective());
        if (!direct.problem().horizon().end().isFixed()) {
            row(
                    "final time",
                    direct.finalTime(),
                    indirect.finalTime(),
                    solutions.finalTime().amount(),
                    solutions.tolerances().finalTime());
        }
        gaps("control ", solutions.controls(), solutions.tolerances().controls());
        gaps("state ", solutions.states(), solutions.tolerances().states());
        gaps("costate of ", solutions.costates(), solutions.tolerances().costates());
        switches();
        checks();
        order("direct", comparison.directOrder());
        order("indirect", comparison.indirectOrder());
        turnpike();
        return text.toString();
    }

    private void row(String label, double direct, double indirect, double gap, double allowed) {
        line("  %-24s %16.9g %16.9g %10.1e %10.1e", label, direct, indirect, gap, allowed);
    }

    private void gaps(String what, List<Gap> gaps, double[] tolerances) {
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            line(
                    "  %-24s %33s %10s %10.1e",
                    what + gap.name(),
                    String.format(Locale.ROOT, "largest at t = %.4g", gap.time()),
                    number(gap.amount()),
                    tolerances[i]);
        }
    }

    private void switches() {
        int count = 0;
        for (StructureComparison.Switch s : solutions.structure().switches()) {
            if (count++ == MOST_SWITCHES) {
                line("  … %d more switches", solutions.structure().switches().size() - MOST_SWITCHES);
                return;
            }
            line(
                    "  %-24s %16.7g %16.7g %10.1e %10.1e  %s",
                    "switch of " + s.control(),
                    s.direct(),
                    s.indirect(),
                    Math.abs(s.direct() - s.indirect()),
                    s.tolerance(),
                    s.between());
        }
    }

    private void checks() {
        line(
                "  %-24s %16s %16s",
                "Hamiltonian drift",
                number(solutions.directChecks().hamiltonianDrift()),
                number(solutions.indirectChecks().hamiltonianDrift()));
        line(
                "  %-24s %16s %16s",
                "argmin H residual",
                number(solutions.directChecks().argminResidual()),
                number(solutions.indirectChecks().argminResidual()));
        line(
                "  %-24s %16s %16s",
                "dynamics error",
                number(solutions.directChecks().dynamicsError()),
                number(solutions.indirectChecks().dynamicsError()));
    }

    private void order(String which, SecondOrderResult result) {
        line("  second order, %-8s: %s (%s). %s", which, result.kind().label(), result.method(), result.reason());
    }

    private void turnpike() {
        TurnpikeEstimate t = comparison.turnpike();
        if (t == null) {
            line("  turnpike: not looked at, %s", comparison.noTurnpike());
            return;
        }
        line(
                "  turnpike: %s; static cost %.7g; %.0f %% of the horizon near it",
                t.turnpike() ? "yes" : "no",
                Math.abs(t.optimum().cost()) < ROUNDING ? 0 : t.optimum().cost(),
                100 * t.share());
        line("    %s", t.sentence());
        if (!Double.isNaN(t.linearization().rate())) {
            line(
                    "    rate predicted %.6g, fitted %s; C of state %.3g, costate %.3g, control %.3g",
                    t.linearization().rate(), rates(t), t.constants()[0], t.constants()[1], t.constants()[2]);
        }
    }

    private static String rates(TurnpikeEstimate t) {
        return rate("entry", t.entry(), t.entryWindow()) + ", " + rate("exit", t.exit(), t.exitWindow());
    }

    private static String rate(String leg, double rate, double[] window) {
        return window.length == 0
                ? leg + " none"
                : String.format(Locale.ROOT, "%s %.5g on [%.4g, %.4g]", leg, rate, window[0], window[1]);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.1e", value);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
