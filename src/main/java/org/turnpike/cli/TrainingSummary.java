package org.turnpike.cli;

import java.util.Locale;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.evaluation.AdaptiveMeasures;
import org.turnpike.learning.evaluation.ExponentialDecay;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.model.Phases;

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
        switches(text);
        ExponentialDecay decay = m.decay();
        if (decay.found()) {
            text.line(
                    "  decay rate of phi    %.6g on [%.4g, %.4g], straight within %.0f %%%s",
                    decay.rate(),
                    decay.from(),
                    decay.to(),
                    100 * decay.spread(),
                    decay.floor() > 0 ? String.format(Locale.ROOT, ", to the level %.4g", decay.floor()) : "");
        } else if (solution.problem().task().formulation() == Formulation.SL_STAR) {
            text.line("  decay rate of phi    none: %s", decay.reason());
        }
        text.line("  propagation error    %.1e", m.propagationError());
        flow(text);
        MeshTable.print(text, solution.meshes());
        text.line("  KKT residual         %.1e", solution.kktResidual());
        text.line(
                "  %s, %d samples x %d layers: %d unknowns, %d constraints",
                solution.discretization().scheme(),
                solution.problem().samples(),
                solution.problem().task().layers(),
                solution.discretization().variables(),
                solution.discretization().constraints());
        text.solver(
                solution.solver(),
                solution.iterations(),
                solution.timing(),
                Double.isNaN(solution.linearAlgebraShare())
                        ? ""
                        : String.format(Locale.ROOT, " (%.0f %% linear algebra)", 100 * solution.linearAlgebraShare()));
        return text.toString();
    }

    /** The control's flow, integrated adaptively, beside the layers. */
    private void flow(SummaryText text) {
        AdaptiveMeasures flow = solution.adaptive();
        if (flow == null) {
            return;
        }
        int all = solution.problem().task().samples();
        String of = flow.samples() < all ? ", " + flow.samples() + " of " + all + " samples" : "";
        if (!flow.failure().isEmpty()) {
            text.line("  adaptive integration of x' = f(x, u)%s failed: %s", of, flow.failure());
            return;
        }
        text.line(
                "  adaptive, tol %.0e  differs from the layers by %.1e (mean %.1e), training error %.6g (layers %.6g)%s%s",
                flow.tolerance(),
                flow.largestDifference(),
                flow.meanDifference(),
                flow.trainingError(),
                flow.layersError(),
                Double.isNaN(flow.trainAccuracy())
                        ? ""
                        : String.format(Locale.ROOT, ", accuracy %.6g", flow.trainAccuracy()),
                of);
    }

    /** The switching times of a switched system; a phase as short as it may be is said to be so. */
    private void switches(SummaryText text) {
        TrainedNetwork network = solution.network();
        Phases phases = network.task().phases();
        double[] durations = phases.at(network.switches()).durations(network.end());
        for (int j = 0; j + 1 < durations.length; j++) {
            text.line(
                    "  switch %-13d t = %.8g (%s), width %d to %d",
                    j + 1,
                    network.switches()[j],
                    phases.free() ? "free" : "given",
                    network.task().model().width(phases.first(j + 1) - 1),
                    network.task().model().width(phases.first(j + 1)));
        }
        for (int j = 0; j < durations.length && phases.free(); j++) {
            if (durations[j] < phases.shortest() + 1e-6 * network.end()) {
                text.line("  phase %d is as short as it may be (%.4g)", j + 1, phases.shortest());
            }
        }
    }
}
