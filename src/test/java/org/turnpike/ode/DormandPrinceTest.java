package org.turnpike.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;
import org.junit.jupiter.api.Test;

class DormandPrinceTest {
    private static DormandPrince tight(int n) {
        double[] absolute = new double[n];
        java.util.Arrays.fill(absolute, 1e-12);
        return new DormandPrince(absolute, 1e-12, 100_000);
    }

    private static final RightHandSide OSCILLATOR = (t, x, d) -> {
        d[0] = x[1];
        d[1] = -x[0];
    };

    @Test
    void followsTheOscillator() {
        Integration end = tight(2).integrate(OSCILLATOR, 0, new double[] {1, 0}, 20);
        assertTrue(end.completed());
        assertArrayEquals(new double[] {Math.cos(20), -Math.sin(20)}, end.state(), 1e-10);
    }

    @Test
    void integratesBackwards() {
        Integration end = tight(1).integrate((t, x, d) -> d[0] = x[0], 1, new double[] {Math.E}, 0);
        assertEquals(1, end.state()[0], 1e-11);
    }

    @Test
    void denseOutputFollowsTheSolution() {
        double[] times = {0, 0.1, 3.7, 9.99, 10};
        double[] values = new double[10];
        tight(2).integrate(OSCILLATOR, 0, new double[] {1, 0}, 10, times, values);
        for (int i = 0; i < times.length; i++) {
            assertEquals(Math.cos(times[i]), values[2 * i], 1e-9, "at " + times[i]);
            assertEquals(-Math.sin(times[i]), values[2 * i + 1], 1e-9, "at " + times[i]);
        }
    }

    @Test
    void denseOutputGoesBackwardsToo() {
        double[] times = {0.9, 0.2};
        double[] values = new double[2];
        tight(1).integrate((t, x, d) -> d[0] = x[0], 1, new double[] {Math.E}, 0, times, values);
        assertArrayEquals(new double[] {Math.exp(0.9), Math.exp(0.2)}, values, 1e-10);
    }

    @Test
    void agreesWithAnExtrapolationMethodOnVanDerPol() {
        RightHandSide f = (t, x, d) -> {
            d[0] = x[1];
            d[1] = 3 * (1 - x[0] * x[0]) * x[1] - x[0];
        };
        OrdinaryDifferentialEquation equation = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return 2;
            }

            @Override
            public double[] computeDerivatives(double t, double[] x) {
                double[] d = new double[2];
                f.evaluate(t, x, d);
                return d;
            }
        };
        double[] oracle = new GraggBulirschStoerIntegrator(1e-12, 1, 1e-13, 1e-13)
                .integrate(equation, new ODEState(0, new double[] {2, 0}), 15)
                .getPrimaryState();
        Integration end = tight(2).integrate(f, 0, new double[] {2, 0}, 15);
        assertArrayEquals(oracle, end.state(), 1e-8);
    }

    @Test
    void shortensStepsThatLeaveTheDomain() {
        // x = (1 − t/2)² stays positive up to t = 1.9, yet a first step over the whole interval does not.
        Integration end = tight(1).integrate((t, x, d) -> d[0] = -Math.sqrt(x[0]), 0, new double[] {1}, 1.9);
        assertTrue(end.completed(), end.reason());
        assertEquals(0.0025, end.state()[0], 1e-10);
    }

    @Test
    void saysWhereTheRightHandSideIsUndefined() {
        Integration end = tight(1).integrate((t, x, d) -> d[0] = Math.sqrt(0.5 - t), 0, new double[] {0}, 1);
        assertEquals(Integration.Status.UNDEFINED, end.status());
        assertTrue(end.time() > 0.5 && end.time() < 0.6, end.reason());
        assertTrue(Double.isNaN(end.state()[0]));
    }

    @Test
    void blowUpIsAStatus() {
        Integration end = tight(1).integrate((t, x, d) -> d[0] = x[0] * x[0], 0, new double[] {1}, 2);
        assertFalse(end.completed());
        assertTrue(end.reason().contains("t = "), end.reason());
    }

    @Test
    void evaluationLimitIsAStatus() {
        DormandPrince few = new DormandPrince(new double[] {1e-12, 1e-12}, 1e-12, 50);
        Integration end = few.integrate(OSCILLATOR, 0, new double[] {1, 0}, 1000);
        assertEquals(Integration.Status.EVALUATION_LIMIT, end.status());
        assertTrue(end.evaluations() <= 51);
    }

    @Test
    void intervalsOfRoundingSizeAreStepped() {
        double t0 = 1e6;
        double t1 = Math.nextUp(t0);
        Integration end = tight(1).integrate((t, x, d) -> d[0] = 1, t0, new double[] {0}, t1);
        assertEquals(t1 - t0, end.state()[0], 0);
    }
}
