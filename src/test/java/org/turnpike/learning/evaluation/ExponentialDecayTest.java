package org.turnpike.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialDecayTest {
    private static ExponentialDecay fit(double end, int layers, DoubleUnaryOperator phi) {
        double[] t = new double[layers + 1];
        Arrays.setAll(t, k -> end * k / layers);
        return ExponentialDecay.fit(t, Arrays.stream(t).map(phi).toArray());
    }

    /** A3: φ = e₀² cosh²((T − t)/s)/cosh²(T/s) with s = √½ has the rate 2/s up to the last stretch, which the window leaves out. */
    @ParameterizedTest
    @ValueSource(doubles = {4, 8, 10})
    void flatteningBeforeTheEndIsLeftOut(double end) {
        double s = Math.sqrt(0.5);
        ExponentialDecay decay = fit(end, 160, t -> 9 * Math.pow(Math.cosh((end - t) / s) / Math.cosh(end / s), 2));
        assertEquals(2 / s, decay.rate(), 0.01 * 2 / s);
        assertEquals(0, decay.from(), 0);
        assertTrue(decay.to() < end - 2 * s && decay.to() > end - 4 * s, () -> "window to " + decay.to());
        assertEquals(0, decay.floor(), 0);
        assertEquals(0.02, decay.spread(), 0);
    }

    /** A5: the Euler scheme has its own rate, here (4/h) asinh(h/(2s)), by the recursion of the discrete optimum. */
    @Test
    void eulerHasItsOwnRate() {
        double lambda = 0.5;
        int layers = 64;
        double h = 16.0 / layers;
        double[] p = new double[layers + 1];
        for (int k = layers - 1; k >= 0; k--) {
            p[k] = h + lambda * p[k + 1] / (lambda + h * p[k + 1]);
        }
        double[] t = new double[layers + 1];
        double[] phi = new double[layers + 1];
        double e = 3;
        for (int k = 0; k <= layers; k++) {
            t[k] = h * k;
            phi[k] = e * e;
            e = k < layers ? e * lambda / (lambda + h * p[k + 1]) : e;
        }
        double x = h / (2 * Math.sqrt(lambda));
        double rate = 4 / h * Math.log(x + Math.sqrt(x * x + 1));
        assertEquals(rate, ExponentialDecay.fit(t, phi).rate(), 1e-3 * rate);
        assertTrue(Math.abs(rate - 2 / Math.sqrt(lambda)) > 1e-3 * rate, "the mesh matters");
    }

    @Test
    void theSlowerOfTwoRatesWinsAfterATransient() {
        ExponentialDecay decay = fit(10, 400, t -> Math.exp(-t) + 20 * Math.exp(-5 * t));
        assertEquals(1, decay.rate(), 2e-3);
        assertTrue(decay.from() > 1, () -> "window from " + decay.from());
    }

    /** A2: V + |ē|² cosh²(…)/cosh²(…) levels off at V, which no control removes. */
    @Test
    void aLevelAboveZeroIsSubtracted() {
        ExponentialDecay decay = fit(12, 48, t -> 28.0 / 9 + Math.pow(Math.cosh(12 - t) / Math.cosh(12), 2));
        assertEquals(2, decay.rate(), 0.02);
        assertEquals(28.0 / 9, decay.floor(), 1e-9);
    }

    @Test
    void noDecayHasNoRateButAReason() {
        SplittableRandom random = new SplittableRandom(7);
        for (DoubleUnaryOperator phi : new DoubleUnaryOperator[] {
            t -> 1,
            t -> 1 / ((1 + t) * (1 + t)),
            t -> 10 - t,
            t -> Math.exp(t),
            t -> random.nextDouble(),
            t -> 1 + Math.exp(-t) * 1e-7,
            t -> Double.NaN
        }) {
            ExponentialDecay decay = fit(9, 90, phi);
            assertFalse(decay.found(), () -> "rate " + decay.rate() + " from " + decay.from() + " to " + decay.to());
            assertFalse(decay.reason().isEmpty());
        }
        assertFalse(fit(9, 2, t -> Math.exp(-t)).found());
    }

    /** Below rounding there is noise, not decay. */
    @Test
    void roundingIsLeftOut() {
        SplittableRandom random = new SplittableRandom(3);
        ExponentialDecay decay = fit(30, 300, t -> Math.exp(-3 * t) + 1e-15 * random.nextDouble());
        assertEquals(3, decay.rate(), 1e-2);
        assertTrue(decay.to() < 11.5, () -> "window to " + decay.to());
    }
}
