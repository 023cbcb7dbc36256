package org.turnpike.cli;

import java.util.Locale;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.comparison.Conservation;
import org.turnpike.learning.comparison.DecayRates;
import org.turnpike.learning.comparison.ExtremalGap;
import org.turnpike.learning.comparison.TrainingComparison;
import org.turnpike.learning.comparison.TurnpikeBound;
import org.turnpike.learning.pmp.DiscreteResiduals;
import org.turnpike.learning.pmp.Extremal;

/** The comparison of a learning problem for a terminal. */
record TrainingComparisonSummary(TrainingComparison comparison, String problem) {
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%s: %s", problem, comparison.verdict().agree() ? "agree" : "disagree");
        comparison.verdict().reasons().forEach(reason -> line(text, "  - %s", reason));
        comparison.verdict().notes().forEach(note -> line(text, "  note: %s", note));
        extremal(text, "direct", comparison.direct());
        extremal(text, "discrete principle", comparison.discrete());
        extremal(text, "continuous principle", comparison.continuous());
        ExtremalGap gap = comparison.gap();
        if (gap != null) {
            line(
                    text,
                    "  direct - discrete     objective %.1e, controls %.1e, states %.1e, costates %.1e (allowed %.1e)",
                    gap.objective(),
                    gap.control(),
                    gap.state(),
                    gap.costate(),
                    comparison.tolerances().gap());
        }
        DiscreteResiduals residuals = comparison.residuals();
        if (residuals != null) {
            line(
                    text,
                    "  along the direct one  states %.1e, costates %.1e, u - argmin H %.1e (allowed %.1e)",
                    residuals.state(),
                    residuals.costate(),
                    residuals.law(),
                    comparison.tolerances().residual());
            line(text, "  second order          %s", residuals.secondOrder());
        }
        return text.toString();
    }

    /** What shooting found, without the rest. */
    static String text(String name, Extremal extremal) {
        StringBuilder text = new StringBuilder();
        extremal(text, name, extremal);
        return text.toString();
    }

    private static void extremal(StringBuilder text, String name, Extremal extremal) {
        if (extremal.times().length < 2) {
            line(text, "  %-21s %s: %s", name, extremal.status().label(), extremal.reason());
            return;
        }
        line(
                text,
                "  %-21s %s, objective %.10g; %d steps, %d evaluations, %.2f s",
                name,
                extremal.status().label(),
                extremal.objective(),
                extremal.iterations(),
                extremal.evaluations(),
                extremal.seconds());
        if (!extremal.status().converged()) {
            line(text, "    %s", extremal.reason());
        }
        if (extremal.task().formulation() == Formulation.L1) {
            line(text, "    switching time T* = %.9g", extremal.end());
        }
        DecayRates rates = DecayRates.of(extremal);
        if (!Double.isNaN(rates.control())) {
            line(
                    text,
                    "    rates: error %.5g, control %.5g; predicted %.5g%s%s",
                    rates.error(),
                    rates.control(),
                    rates.predicted(),
                    extremal.nodal() ? "" : String.format(Locale.ROOT, ", on these layers %.5g", rates.onLayers()),
                    rates.controllable() ? "" : " (the samples' outputs cannot be moved independently)");
            TurnpikeBound bound = TurnpikeBound.of(extremal, rates);
            if (!Double.isNaN(bound.rate())) {
                line(
                        text,
                        "    turnpike: below 1 %% of the start on %.0f %% of the horizon; C = %.3g at rate %.4g",
                        100 * bound.share(),
                        bound.constant(),
                        bound.rate());
            }
        }
        Conservation conservation = Conservation.of(extremal);
        if (!conservation.law().isEmpty()) {
            line(text, "    drift of %s: %.1e of its size", conservation.law(), conservation.relative());
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
