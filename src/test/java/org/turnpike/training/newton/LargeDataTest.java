package org.turnpike.training.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.minimization.TrustRegionNewton;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.propagation.LocalSampleCost;

/** 10⁵ samples to a gradient tolerance, all of them in every step. */
@Tag("full")
class LargeDataTest {
    private static final int LAYERS = 20;

    private static TrainingTask rings(int samples) {
        double[][] inputs = new double[samples][3];
        double[][] targets = new double[samples][1];
        for (int i = 0; i < samples; i++) {
            int half = samples / 2;
            double angle = 2 * Math.PI * (i % half) / half;
            double radius = i < half ? 0.5 : 1;
            inputs[i][0] = radius * Math.cos(angle);
            inputs[i][1] = radius * Math.sin(angle);
            targets[i][0] = i < half ? 1 : -1;
        }
        return new TrainingTask(
                inputs,
                targets,
                new NeuralOde2(3, Activation.TANH, true, true),
                Output.select(3, 3),
                Loss.SQUARED,
                Formulation.SL_STAR,
                10,
                LAYERS,
                ButcherTableau.euler(),
                0.01,
                Regularization.L2,
                null,
                new ControlStart.Sine());
    }

    private static Minimum trained(TrainingTask task, double[] start) {
        ControlSpace space = new ControlSpace(task);
        try (LocalSampleCost local = LocalSampleCost.of(task)) {
            PenalizedCost cost = new PenalizedCost(local, space, task.lambda());
            return new TrustRegionNewton(cost, new TrustRegionNewton.Limits(1e-7, 1000, 900))
                    .minimize(start, 0, DescentListener.SILENT);
        }
    }

    /** The samples are so many points of the same two circles, so the optimum is that of a hundred samples: a rule exact for smooth functions. */
    @Test
    void hundredThousandSamples() {
        TrainingTask few = rings(200);
        Minimum expected = trained(few, new ControlSpace(few).start(few));
        TrainingTask many = rings(100_000);
        Minimum found = trained(many, new ControlSpace(many).start(many));
        assertEquals(Termination.CONVERGED, found.termination(), found.reason());
        assertTrue(found.gradientNorm() <= 1e-7, "gradient " + found.gradientNorm());
        assertEquals(expected.value(), found.value(), 1e-8);
    }
}
