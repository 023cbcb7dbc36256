package org.turnpike.learning.pmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.mesh.ButcherTableau;

/**
 * Rings, SL*, with 10 samples: the continuous maximum principle from the solution on the file's 20 coarse Euler layers, and then layers of
 * the midpoint rule whose solutions approach it.
 */
@Tag("slow")
class RingsShootingTest {
    private static final double HORIZON = 10;
    private static final double LAMBDA = 0.01;

    @Test
    void layersApproachTheContinuousSolution() {
        TrainingTask file = Tasks.rings(10, Formulation.SL_STAR, HORIZON, 20, ButcherTableau.euler(), LAMBDA);
        IndirectLimits limits = new IndirectLimits(1e-10, 600, 1_000_000);
        Extremal continuous = new ContinuousMaximumPrinciple(file, limits).solve();
        assertTrue(continuous.status().converged(), continuous.reason());
        // φ − λ|u|² is constant to the accuracy of the integration.
        double[] gap = new double[2];
        double[] control = new double[2];
        for (int q = 0; q < 2; q++) {
            int layers = 320 << q;
            double[][] start = new double[layers][];
            for (int k = 0; k < layers; k++) {
                start[k] = continuous.control(HORIZON * (k + 0.5) / layers);
            }
            TrainingTask fine = Tasks.rings(10, Formulation.SL_STAR, HORIZON, layers, ButcherTableau.midpoint(), LAMBDA)
                    .withStart(new ControlStart.Given(start));
            Extremal e = new DiscreteMaximumPrinciple(fine, limits).solve();
            assertTrue(e.status().converged(), e.reason());
            gap[q] = e.objective() - continuous.objective();
            for (int k = 0; k < layers; k++) {
                for (int j = 0; j < 12; j++) {
                    control[q] = Math.max(control[q], Math.abs(e.controls()[k][j] - start[k][j]));
                }
            }
        }
        System.out.println("continuous " + continuous.objective() + "; K = 320, 640: J gap " + gap[0] + ", " + gap[1]
                + "; largest difference of a control " + control[0] + ", " + control[1] + " of " + continuous.norm(0));
        assertEquals(2, Math.log(gap[0] / gap[1]) / Math.log(2), 0.3, "order of J");
        assertEquals(2, Math.log(control[0] / control[1]) / Math.log(2), 0.4, "order of u");
        assertTrue(gap[1] < 5e-3 * continuous.objective(), "gap " + gap[1]);
    }
}
