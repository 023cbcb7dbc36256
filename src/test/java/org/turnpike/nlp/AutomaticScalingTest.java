package org.turnpike.nlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AutomaticScalingTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Rows of very different size, one zero at the start, one undefined there. */
    private static DenseProgram program() {
        return DenseProgram.minimise("rows", new double[] {0, 2}, x -> x[1].times(5e4))
                .zero(x -> x[0].times(1e3).plus(x[1]))
                .zero(x -> x[0].times(1e-3))
                .zero(x -> x[0].squared())
                .zero(x -> x[0].log());
    }

    @Test
    void bringsVariablesAndRowsToOrderOne() {
        DenseProgram program = program();
        Scaling scaling = AutomaticScaling.of(program, program.start(), new double[] {10, 0.1});
        assertArrayEquals(new double[] {0.1, 10}, scaling.variables(), 1e-15);
        // Row 1: max(1e3·10, 0.1) = 1e4; row 2: 1e-3·10 = 1e-2.
        assertEquals(1e-4, scaling.constraints()[0], 1e-18);
        assertEquals(1e2, scaling.constraints()[1], 1e-12);
        // 5e4·0.1 = 5e3 is brought to 100.
        assertEquals(0.02, scaling.objective(), 1e-15);
    }

    @Test
    void leavesRowsAloneThatAreZeroOrUndefinedAtTheStart() {
        DenseProgram program = program();
        Scaling scaling = AutomaticScaling.of(program, program.start(), new double[] {1, 1});
        assertEquals(1, scaling.constraints()[2]);
        assertEquals(1, scaling.constraints()[3]);
    }

    @Test
    void rowsOfAGroupShareTheLargestRowsFactor() {
        DenseProgram program = program();
        Scaling scaling = AutomaticScaling.of(program, program.start(), new double[] {1, 1}, new int[] {0, 1, 0, 1});
        assertArrayEquals(new double[] {1e-3, 1e3, 1e-3, 1e3}, scaling.constraints(), 1e-12);
    }

    @Test
    void staysPositiveAndFiniteForAnyMagnitude() {
        DenseProgram program = DenseProgram.minimise("extremes", new double[] {1, 1}, x -> x[0].times(1e300))
                .zero(x -> x[0].times(1e200))
                .zero(x -> x[1].times(1e-200));
        for (double typical : new double[] {0, -1, Double.NaN, INFINITY, 1e-300, 1e300}) {
            Scaling scaling = AutomaticScaling.of(program, program.start(), new double[] {typical, typical});
            assertPositive(scaling.objective());
            for (double factor : scaling.variables()) {
                assertPositive(factor);
            }
            for (double factor : scaling.constraints()) {
                assertPositive(factor);
            }
        }
    }

    private static void assertPositive(double factor) {
        assertTrue(factor >= 1e-8 && factor <= 1e8, () -> "factor " + factor);
    }

    @Test
    void leavesAModerateObjectiveAlone() {
        for (double slope : new double[] {0, 0.5, 50}) {
            DenseProgram program = DenseProgram.minimise("moderate", new double[] {0}, x -> x[0].times(slope));
            assertEquals(
                    1,
                    AutomaticScaling.of(program, program.start(), new double[] {1})
                            .objective());
        }
        DenseProgram small = DenseProgram.minimise("small", new double[] {0}, x -> x[0].times(1e-3));
        assertEquals(
                10, AutomaticScaling.of(small, small.start(), new double[] {1}).objective(), 1e-12);
    }
}
