package org.turnpike.training.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Termination;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.propagation.LocalSampleCost;

/** Overflow, saddles, plateaus. */
class HardCasesTest {
    /** x′ = wx + b over a long time: a Newton step that would reach the target linearly multiplies x by e^500, whose square is no number. */
    @Test
    void overflowingStepsAreRejectedAndSaid() {
        List<String> remarks = new ArrayList<>();
        ReducedTask task = ReducedTask.of(
                        new NeuralOde2(1, Activation.IDENTITY, true, true),
                        new double[][] {{1}},
                        new double[][] {{1e3}},
                        Formulation.SL1,
                        1e6,
                        1e-3)
                .layers(2000)
                .start(new ControlStart.Zero());
        TrainedControls trained = task.train(i -> {
            remarks.add(i.remark());
            return i.number() < 60;
        });
        assertTrue(remarks.contains("overflow: step rejected"), remarks.toString());
        assertTrue(Double.isFinite(trained.minimum().value()));
    }

    /** Zero control is stationary by symmetry: the method leaves it along negative curvature, and says so. */
    @Test
    void saddleAtZeroIsLeft() {
        List<String> remarks = new ArrayList<>();
        TrainedControls trained = ReducedTask.ofFile("rings-zero-start").train(i -> remarks.add(i.remark()));
        assertTrue(remarks.contains("saddle left along negative curvature"), remarks.toString());
        assertEquals(Termination.CONVERGED, trained.minimum().termination());
        // At zero control the cost is 10.
        assertTrue(trained.minimum().value() < 2, () -> "" + trained.minimum().value());
        assertTrue(trained.minimum().leastCurvature() > 0);
    }

    private static LambdaContinuation.Diagnosis diagnosis(ReducedTask task) {
        TrainingRun run = TrainingRun.from(new double[0], 1e-9, 2000, 30, DescentListener.SILENT);
        return new LambdaContinuation(task.task(), LocalSampleCost::of, run)
                .diagnose(task.train().minimum().u());
    }

    /** A2: with one bias for three samples the error cannot fall below the variance of what is missing, 28/9. */
    @Test
    void unreachableTargetsAreAPlateau() {
        LambdaContinuation.Diagnosis diagnosis = diagnosis(ReducedTask.bias(
                new double[][] {{1, 0}, {3, 1}, {2, 5}},
                new double[][] {{0, 0}, {1, 0}, {1, 1}},
                Formulation.SL1,
                4,
                0.5));
        assertTrue(diagnosis.plateau(), diagnosis.reason());
        assertEquals(
                28.0 / 9, diagnosis.steps().get(diagnosis.steps().size() - 1).error(), 1e-9);
        assertTrue(diagnosis.steps().get(diagnosis.steps().size() - 1).lambda() < 1.1e-8);
    }

    /** The error is above zero only because control costs something. */
    @Test
    void reachableTargetsAreNone() {
        for (Formulation formulation : List.of(Formulation.SL1, Formulation.SL_STAR)) {
            LambdaContinuation.Diagnosis diagnosis = diagnosis(
                    ReducedTask.node2(new double[][] {{1}, {0}}, new double[][] {{1.5}, {-0.5}}, formulation, 1, 1));
            assertTrue(diagnosis.steps().get(0).error() > 0.05);
            assertFalse(diagnosis.plateau(), diagnosis.reason());
            assertTrue(diagnosis.steps().get(diagnosis.steps().size() - 1).error() <= 1e-6);
        }
    }
}
