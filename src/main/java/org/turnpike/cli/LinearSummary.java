package org.turnpike.cli;

import org.turnpike.learning.classifier.LargestMargin;
import org.turnpike.learning.evaluation.LinearMeasures;
import org.turnpike.learning.evaluation.LinearSolution;

/** A linear model in a dozen lines for a terminal. */
record LinearSummary(LinearSolution solution) {
    /** Weights of so many features are listed. */
    private static final int FEW = 6;

    String text() {
        SummaryText text = new SummaryText(solution.problem().name(), solution.status(), solution.reason());
        LinearMeasures m = solution.measures();
        boolean largest = solution.problem().formulation() instanceof LargestMargin;
        text.line("  %-20s %.10g", largest ? "margin (maximised)" : "objective", solution.objective());
        text.reference(
                solution.status(), solution.objective(), solution.problem().reference());
        text.optional("training error", m.trainingError());
        text.optional("test error", m.testError());
        text.optional("training accuracy", m.trainAccuracy());
        text.optional("test accuracy", m.testAccuracy());
        text.line(
                "  weights              L1 %.6g, L2 %.6g, max %.6g; %d of %d are 0",
                m.l1(),
                m.l2(),
                m.max(),
                m.zeros(),
                solution.model().classifier().weights().length);
        weights(text);
        if (!largest) {
            text.optional("smallest distance", m.margin());
        } else if (solution.supportVectors().length > 0) {
            text.line(
                    solution.status().solved()
                            ? "  support vectors      %d of %d samples"
                            : "  samples of the proof %d of %d",
                    solution.supportVectors().length,
                    solution.problem().training().samples());
        }
        if (!Double.isNaN(solution.kktResidual())) {
            text.line("  KKT residual         %.1e", solution.kktResidual());
        }
        text.line(
                "  %s: %d unknowns, %d constraints",
                solution.discretization().scheme(),
                solution.discretization().variables(),
                solution.discretization().constraints());
        text.solver(solution.solver(), solution.iterations(), solution.timing(), "");
        return text.toString();
    }

    private void weights(SummaryText text) {
        double[] w = solution.model().classifier().weights();
        for (int j = 0; w.length <= FEW && j < w.length; j++) {
            text.line(
                    "    %-18s %.10g",
                    solution.problem().training().featureNames().get(j), w[j]);
        }
        if (solution.problem().bias()) {
            text.line("    %-18s %.10g", "bias", solution.model().classifier().bias());
        }
    }
}
