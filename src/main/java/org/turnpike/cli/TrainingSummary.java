package org.turnpike.cli;

import java.util.Locale;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.evaluation.ExponentialDecay;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;

/** A trained network in a dozen lines for a terminal. */
record TrainingSummary(TrainingSolution solution) {
    String text() {
        StringBuilder text = new StringBuilder();
        TrainingMeasures m = solution.measures();
        line(text, "%s: %s", solution.problem().name(), solution.status().label());
        line(text, "  %s", solution.reason());
        line(text, "  objective            %.10g", solution.objective());
        Reference reference = solution.problem().reference();
        if (reference != null) {
            Comparison comparison = Comparison.of(solution.status(), solution.objective(), reference);
            line(
                    text,
                    "  reference            %.10g (%s); relative error %.1e, tolerance %.1e: %s",
                    reference.objective(),
                    reference.source(),
                    comparison.relativeError(),
                    reference.tolerance(),
                    comparison.passed() ? "passed" : "NOT passed");
        }
        optional(text, "training error", m.trainingError());
        optional(text, "test error", m.testError());
        optional(text, "training accuracy", m.trainAccuracy());
        optional(text, "test accuracy", m.testAccuracy());
        line(text, "  control              L1 %.6g, L2 %.6g, max %.6g", m.l1(), m.l2(), m.max());
        optional(text, "switching time", m.switchTime());
        ExponentialDecay decay = m.decay();
        if (decay.found()) {
            line(
                    text,
                    "  decay rate of phi    %.6g on [%.4g, %.4g], straight within %.0f %%%s",
                    decay.rate(),
                    decay.from(),
                    decay.to(),
                    100 * decay.spread(),
                    decay.floor() > 0 ? String.format(Locale.ROOT, ", to the level %.4g", decay.floor()) : "");
        } else if (solution.problem().task().formulation() == Formulation.SL_STAR) {
            line(text, "  decay rate of phi    none: %s", decay.reason());
        }
        line(text, "  propagation error    %.1e", m.propagationError());
        line(text, "  KKT residual         %.1e", solution.kktResidual());
        line(
                text,
                "  %s, %d samples x %d layers: %d unknowns, %d constraints",
                solution.discretization().scheme(),
                solution.problem().task().samples(),
                solution.problem().task().layers(),
                solution.discretization().variables(),
                solution.discretization().constraints());
        line(
                text,
                "  %s %s (%s), %d iterations; seconds: parse %.3f, transcribe %.3f, solve %.3f (%.0f %% linear algebra), total %.3f",
                solution.solver().name(),
                solution.solver().version(),
                solution.solver().linearSolver(),
                solution.iterations(),
                solution.timing().parse(),
                solution.timing().transcribe(),
                solution.timing().solve(),
                100 * solution.linearAlgebraShare(),
                solution.timing().total());
        return text.toString();
    }

    private static void optional(StringBuilder text, String name, double value) {
        if (!Double.isNaN(value)) {
            line(text, "  %-20s %.8g", name, value);
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
