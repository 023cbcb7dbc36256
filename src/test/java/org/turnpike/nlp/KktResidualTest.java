package org.turnpike.nlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KktResidualTest {
    private static final double[] SOLUTION = {0.5, 1.5};

    private static KktResidual at(double[] z, double first, double second, double lowerOfX) {
        Multipliers multipliers =
                new Multipliers(new double[] {first, second}, new double[] {lowerOfX, 0}, new double[] {0, 0});
        return KktResidual.of(new SmallProgram(), z, multipliers);
    }

    @Test
    void vanishesAtTheSolution() {
        KktResidual kkt = at(SOLUTION, 1, 0, 0);
        assertEquals(0, kkt.stationarity());
        assertEquals(0, kkt.infeasibility());
        assertEquals(0, kkt.complementarity());
        assertEquals(0, kkt.scaled());
    }

    @Test
    void wrongMultiplierIsNotStationary() {
        assertEquals(0.25, at(SOLUTION, 1.25, 0, 0).stationarity(), 1e-15);
        assertEquals(0.2, at(SOLUTION, 1.25, 0, 0).scaled(), 1e-15);
    }

    @Test
    void multiplierOfAnUnboundedSideHasTheWrongSign() {
        // −1 on a constraint without lower side; stationarity alone would be 2.
        assertEquals(2, at(SOLUTION, -1, 0, 0).stationarity(), 1e-15);
        assertEquals(5, at(new double[] {3.5, 4.5}, -5, 0, 0).stationarity(), 1e-15);
    }

    @Test
    void multiplierOfASlackBoundBreaksComplementarity() {
        assertEquals(0.05, at(SOLUTION, 1, 0, 0.1).complementarity(), 1e-15);
    }

    @Test
    void violationsAreMeasured() {
        assertEquals(1, at(new double[] {1, 2}, 0, 0, 0).infeasibility() / 2, 1e-15);
        assertEquals(0.5, at(new double[] {-0.5, 1}, 0, 0, 0).infeasibility(), 1e-15);
    }

    @Test
    void undefinedValuesStayUndefined() {
        assertTrue(Double.isNaN(at(new double[] {Double.NaN, 0}, 1, 0, 0).scaled()));
    }
}
