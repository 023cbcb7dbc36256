package org.turnpike.nlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ActiveLimitsTest {
    private static String sentence(double x, double y) {
        return ActiveLimits.of(new SmallProgram(), new double[] {x, y}, 1e-8).sentence();
    }

    @Test
    void groupsAConstraintOverItsTimes() {
        assertEquals("At their limits there: x + y <= 2 (upper limit).", sentence(0.5, 1.5));
    }

    @Test
    void constraintsComeBeforeBounds() {
        assertEquals("At their limits there: x + y <= 2 (upper limit), x (lower bound).", sentence(0, 2));
        assertEquals("At their limits there: x (lower bound).", sentence(1e-9, 1));
    }

    @Test
    void insideThereIsNothingToName() {
        assertEquals("", sentence(1, 0));
    }
}
