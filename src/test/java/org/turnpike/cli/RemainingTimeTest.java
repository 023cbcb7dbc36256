package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RemainingTimeTest {
    /** A norm that falls by a factor of 10 every 2 s needs 2 s for each power of 10 left. */
    @Test
    void aStraightLineIsContinued() {
        RemainingTime remaining = new RemainingTime(1e-8, 1000);
        for (int n = 0; n < 20; n++) {
            remaining.add(n, Math.pow(10, -n / 4.0), 0.5 * n);
            assertEquals(n < 3 ? Double.NaN : 2 * (8 - n / 4.0), remaining.seconds(), 1e-9);
        }
    }

    @Test
    void theLimitOnIterationsIsTheLatest() {
        RemainingTime remaining = new RemainingTime(1e-8, 10);
        for (int n = 0; n < 6; n++) {
            remaining.add(n, Math.pow(0.99, n), 3.0 * n);
        }
        assertEquals(15, remaining.seconds(), 1e-9);
    }

    @Test
    void withoutAFallNothingIsKnown() {
        RemainingTime remaining = new RemainingTime(1e-8, 1000);
        for (int n = 0; n < 6; n++) {
            remaining.add(n, 1 + n, n);
            assertTrue(Double.isNaN(remaining.seconds()));
        }
        remaining.add(6, 0, 6);
        remaining.add(7, Double.NaN, 7);
        assertTrue(Double.isNaN(remaining.seconds()));
    }

    @Test
    void durationsAreShort() {
        assertEquals("-", RemainingTime.text(Double.NaN));
        assertEquals("0.0 s", RemainingTime.text(0));
        assertEquals("99.9 s", RemainingTime.text(99.9));
        assertEquals("2 m 5 s", RemainingTime.text(125));
        assertEquals("1 h 1 m", RemainingTime.text(3660));
        assertEquals("5 d", RemainingTime.text(5 * 86400));
    }
}
