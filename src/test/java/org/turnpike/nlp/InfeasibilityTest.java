package org.turnpike.nlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InfeasibilityTest {
    private static String sentence(double x, double y) {
        return Infeasibility.of(new SmallProgram(), new double[] {x, y}, 1e-8).sentence();
    }

    @Test
    void groupsAConstraintOverItsTimesAndNamesTheWorst() {
        assertEquals("Cannot be met: x + y <= 2 is violated by 1 at t = 0.5 and at 1 other place.", sentence(1, 1.5));
    }

    @Test
    void namesBoundsToo() {
        assertEquals("Cannot be met: bound of x is violated by 0.25.", sentence(-0.25, 0));
    }

    @Test
    void ordersByRelativeAmount() {
        Infeasibility both = Infeasibility.of(new SmallProgram(), new double[] {-3, 6}, 1e-8);
        assertEquals("bound of x", both.violations().get(0).constraint());
        assertEquals("x + y <= 2", both.violations().get(1).constraint());
    }

    @Test
    void undefinedConstraintsAreInfinitelyViolated() {
        assertEquals(
                "Cannot be met: bound of x is violated (undefined); x + y <= 2 is violated (undefined) at t = 0 and at 1 other place.",
                sentence(Double.NaN, 0));
    }

    @Test
    void feasiblePointsHaveNothingToName() {
        assertEquals("No constraint is violated.", sentence(0.5, 1.5));
    }
}
