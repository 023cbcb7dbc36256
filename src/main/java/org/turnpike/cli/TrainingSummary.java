package org.turnpike.cli;

import java.util.Locale;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;

/** A trained network in a dozen lines for a terminal. */
record TrainingSummary(TrainingSolution solution) {
    String text() {
        SummaryText text = new SummaryText(solution.problem().name(), solution.status(), solution.reason());
        TrainingMeasures m = solution.measures();
        text.line("  objective            %.10g", solution.objective());
        text.reference(
                solution.status(), solution.objective(), solution.problem().reference());
        text.optional("training error", m.trainingError());
        text.optional("test error", m.testError());
        text.optional("training accuracy", m.trainAccuracy());
        text.optional("test accuracy", m.testAccuracy());
        text.line("  control              L1 %.6g, L2 %.6g, max %.6g", m.l1(), m.l2(), m.max());
        text.optional("switching time", m.switchTime());
        if (!Double.isNaN(m.decayRate())) {
            text.line("  decay rate of phi    %.6g on [%.4g, %.4g]", m.decayRate(), m.decayFrom(), m.decayTo());
        }
        text.line("  propagation error    %.1e", m.propagationError());
        text.line("  KKT residual         %.1e", solution.kktResidual());
        text.line(
                "  %s, %d samples x %d layers: %d unknowns, %d constraints",
                solution.discretization().scheme(),
                solution.problem().task().samples(),
                solution.problem().task().layers(),
                solution.discretization().variables(),
                solution.discretization().constraints());
        text.solver(
                solution.solver(),
                solution.iterations(),
                solution.timing(),
                String.format(Locale.ROOT, " (%.0f %% linear algebra)", 100 * solution.linearAlgebraShare()));
        return text.toString();
    }
}
