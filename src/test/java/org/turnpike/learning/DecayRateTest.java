package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.evaluation.ExponentialDecay;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;

/**
 * C6: μ_min = √(λ_min(G)/(λN)), G_ij = 1 + σ(y_i)σ(y_j), is the rate of |u|; φ has twice that. On the mesh rates are those of the
 * sampled Riccati equation, off by O(h²), and extrapolated to h = 0.
 */
@Tag("slow")
class DecayRateTest {
    private static final double[] TARGETS = {1.5, -0.5};
    private static final double MU = 5.86714527 / 2;

    private static TrainedNetwork train(int layers) {
        return new TaskBuilder(
                        new NeuralOde2(1, Activation.TANH, true, true),
                        new double[][] {{1}, {0}},
                        new double[][] {{TARGETS[0]}, {TARGETS[1]}})
                .formulation(Formulation.SL_STAR)
                .horizon(16)
                .layers(layers)
                .lambda(0.05)
                .integrator(ButcherTableau.gaussLegendre(2))
                .tolerance(1e-13)
                .train()
                .network();
    }

    /** The slope of log |u| (of layers) fitted by least squares on [2, 4]. */
    private static double controlRate(TrainedNetwork network) {
        int layers = network.task().layers();
        return rate(layers, k -> network.norm(k));
    }

    private static double errorRate(TrainedNetwork network) {
        return rate(network.task().layers(), k -> {
            double phi = 0;
            for (int i = 0; i < 2; i++) {
                phi += Math.pow(network.states()[k][i][0] - TARGETS[i], 2) / 2;
            }
            return phi;
        });
    }

    private static double rate(int layers, IntToDoubleFunction quantity) {
        double n = 0;
        double st = 0;
        double sy = 0;
        double stt = 0;
        double sty = 0;
        for (int k = layers / 8; k <= layers / 4; k++) {
            double t = 16.0 * k / layers;
            double y = Math.log(quantity.applyAsDouble(k));
            n++;
            st += t;
            sy += y;
            stt += t * t;
            sty += t * y;
        }
        return -(n * sty - st * sy) / (n * stt - st * st);
    }

    @Test
    void slopesOfTheLogarithmsOfErrorAndControl() {
        TrainedNetwork coarse = train(400);
        TrainedNetwork fine = train(800);
        assertEquals(2 * MU, (4 * errorRate(fine) - errorRate(coarse)) / 3, 3e-3);
        assertEquals(MU, (4 * controlRate(fine) - controlRate(coarse)) / 3, 1.5e-3);
        // What a user is told: fitted on a window that is found, within the 2 % by which its slopes may differ.
        ExponentialDecay decay = ExponentialDecay.fit(times(fine), errors(fine));
        assertEquals(2 * MU, decay.rate(), 0.01 * 2 * MU);
        assertEquals(0.02, decay.spread(), 0);
        assertTrue(decay.to() - decay.from() > 1.5, () -> "window from " + decay.from() + " to " + decay.to());
    }

    private static double[] times(TrainedNetwork network) {
        double[] t = new double[network.task().layers() + 1];
        Arrays.setAll(t, network::time);
        return t;
    }

    private static double[] errors(TrainedNetwork network) {
        double[] phi = new double[network.task().layers() + 1];
        Arrays.setAll(
                phi, k -> network.error(network.states()[k], network.task().targets()));
        return phi;
    }

    /** The limit on which Gauss, trapezoidal and Runge–Kutta schemes agree (200 to 3,200 layers). */
    @Test
    void objective() {
        double value = new TaskBuilder(
                        new NeuralOde2(1, Activation.TANH, true, true),
                        new double[][] {{1}, {0}},
                        new double[][] {{TARGETS[0]}, {TARGETS[1]}})
                .formulation(Formulation.SL_STAR)
                .horizon(16)
                .lambda(0.05)
                .integrator(ButcherTableau.gaussLegendre(2))
                .extrapolatedObjective(400);
        assertEquals(0.122487276, value, 2e-8);
    }
}
