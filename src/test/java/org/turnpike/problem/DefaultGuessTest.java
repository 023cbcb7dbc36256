package org.turnpike.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DefaultGuessTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void stateGoesStraightBetweenItsEnds() {
        Guess.Profile p = DefaultGuess.state(Range.FREE, Range.fixed(1), new Range(2, 4));
        assertEquals(1, p.at(5, 5, 9));
        assertEquals(2, p.at(7, 5, 9));
        assertEquals(3, p.at(9, 5, 9));
    }

    @Test
    void stateStaysAtItsOnlyKnownEnd() {
        assertEquals(
                4, DefaultGuess.state(Range.FREE, Range.FREE, Range.fixed(4)).at(0, 0, 1));
        assertEquals(
                4,
                DefaultGuess.state(Range.FREE, Range.fixed(4), new Range(1, INF))
                        .at(1, 0, 1));
    }

    @Test
    void stateFromZeroToZeroIsBentInside() {
        Guess.Profile p = DefaultGuess.state(new Range(-1, 0.1), Range.fixed(0), Range.fixed(0));
        assertEquals(0, p.at(0, 0, 2));
        assertEquals(0.05, p.at(1, 0, 2), 1e-15);
        assertEquals(0, p.at(2, 0, 2));
        assertEquals(
                -0.1,
                DefaultGuess.state(new Range(-INF, 0), Range.fixed(0), Range.FREE)
                        .at(2, 0, 2),
                1e-15);
    }

    @Test
    void constantsLieStrictlyInsideAndAreNotZero() {
        double[] sides = {-INF, -1e6, -3, -0.1, 0, 0.05, 0.1, 0.2, 7, 1e6, INF};
        for (double lower : sides) {
            for (double upper : sides) {
                if (lower < upper) {
                    double value = DefaultGuess.inside(new Range(lower, upper));
                    assertTrue(lower < value && value < upper, lower + " < " + value + " < " + upper);
                    assertNotEquals(0, value);
                }
            }
        }
        assertEquals(5, DefaultGuess.inside(Range.fixed(5)));
        assertEquals(0.1, DefaultGuess.inside(Range.FREE));
        assertEquals(0.1, DefaultGuess.inside(new Range(-1, 1)), 1e-15);
        assertEquals(1.75, DefaultGuess.inside(new Range(0, 3.5)));
    }
}
