package org.turnpike.learning.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnpike.problem.InputException;

class PreparationTest {
    /** Means 2 and 10, deviations √(2/3) and √(200/3). */
    private static final double[][] ROWS = {{1, 20}, {2, 0}, {3, 10}};

    private static Dataset training(double[][] rows) {
        return new Dataset(rows, new double[rows.length][1], null, List.of(), List.of("width", "height"));
    }

    private static InputException refused(double[][] rows) {
        return assertThrows(InputException.class, () -> Preparation.fit(training(rows), true, 0));
    }

    @Test
    void standardisedFeaturesHaveMeanZeroAndVarianceOne() {
        Preparation preparation = Preparation.fit(training(ROWS), true, 0);
        double root = Math.sqrt(1.5);
        assertArrayEquals(new double[] {-root, root}, preparation.apply(ROWS[0]), 1e-15);
        assertArrayEquals(new double[] {0, -root}, preparation.apply(ROWS[1]), 1e-15);
        assertArrayEquals(new double[] {1, 20}, ROWS[0]);
        assertEquals(List.of("width", "height"), preparation.outputNames());
    }

    @Test
    void onlyTheTrainingPartIsFitted() {
        double[][] rows = {{1, 20}, {2, 0}, {3, 10}, {1000, -7}, {5, 1e6}};
        Dataset all = training(rows);
        Preparation preparation = Preparation.fit(all.rows(new int[] {0, 1, 2}), true, 2);
        assertArrayEquals(new double[] {2, 10}, preparation.standardization().mean(), 1e-15);
        Dataset test = preparation.apply(all.rows(new int[] {3, 4}));
        Preparation alone = Preparation.fit(training(ROWS), true, 2);
        assertArrayEquals(alone.apply(rows[3]), test.inputs()[0]);
        assertArrayEquals(alone.apply(rows[4]), test.inputs()[1]);
        assertEquals(List.of("pc1", "pc2"), test.featureNames());
    }

    @Test
    void constantFeaturesAreNamed() {
        InputException e = refused(new double[][] {{1, 0.1}, {2, 0.1}, {3, 0.1}});
        assertTrue(e.getMessage().startsWith("column 2 ('height')"), e.getMessage());
        assertTrue(e.getMessage().contains("constant, 0.1 in all 3 rows"), e.getMessage());
        assertTrue(refused(new double[][] {{4, 1}}).getMessage().contains("'width'"));
    }

    @Test
    void numbersWhoseSquaresOverflowAreRefused() {
        assertTrue(
                refused(new double[][] {{1, 1e300}, {2, -1e300}}).getMessage().contains("too large"));
    }

    @Test
    void aLargeOffsetDoesNotSpoilTheDeviation() {
        Standardization fitted = Standardization.fit(new double[][] {{1e9 + 1}, {1e9 + 2}, {1e9 + 3}}, List.of("x"));
        assertEquals(1e9 + 2, fitted.mean()[0]);
        assertEquals(Math.sqrt(2 / 3.0), fitted.deviation()[0], 1e-15);
    }

    /** Four points (±2, ±1) turned by the angle with cosine 0.8 and moved: variances 4 and 1 along the turned axes. */
    @Test
    void principalComponentsOfATurnedRectangle() {
        double[][] rows = new double[4][];
        for (int i = 0; i < 4; i++) {
            double along = i < 2 ? 2 : -2;
            double across = i % 2 == 0 ? 1 : -1;
            rows[i] = new double[] {5 + 0.8 * along - 0.6 * across, -3 + 0.6 * along + 0.8 * across};
        }
        PrincipalComponents found = PrincipalComponents.fit(rows, 2);
        assertArrayEquals(new double[] {5, -3}, found.center(), 1e-15);
        assertArrayEquals(new double[] {0.8, 0.6}, found.axes()[0], 1e-14);
        assertArrayEquals(new double[] {-0.6, 0.8}, found.axes()[1], 1e-14);
        assertArrayEquals(new double[] {4, 1}, found.variance(), 1e-14);
        assertArrayEquals(new double[] {2, 1}, found.apply(rows[0]), 1e-14);
        assertArrayEquals(new double[] {-2}, PrincipalComponents.fit(rows, 1).apply(rows[3]), 1e-14);
    }

    @Test
    void tooManyOrTooFewComponentsAreRefused() {
        assertThrows(InputException.class, () -> PrincipalComponents.fit(ROWS, 3));
        assertThrows(InputException.class, () -> PrincipalComponents.fit(ROWS, 0));
        assertThrows(InputException.class, () -> Preparation.fit(training(ROWS), false, -1));
        assertThrows(InputException.class, () -> PrincipalComponents.fit(new double[][] {{1, 2, 3}}, 2));
    }

    @Test
    void withoutPreparationRowsStayAsTheyAre() {
        Preparation none = Preparation.fit(training(ROWS), false, 0);
        assertNull(none.standardization());
        assertNull(none.components());
        assertArrayEquals(ROWS[2], none.apply(ROWS)[2]);
        assertEquals(Preparation.none(List.of("width", "height")), none);
    }

    @Test
    void rowsOfOtherFeaturesAreRefused() {
        Preparation none = Preparation.none(List.of("width", "height"));
        assertThrows(IllegalArgumentException.class, () -> none.apply(new double[] {1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> none.apply(training(ROWS).withInputs(ROWS, List.of("height", "width"))));
    }

    @Test
    void whitenedComponentsHaveVarianceOne() {
        double[][] rows = {{1, 20}, {2, 0}, {3, 10}, {7, -4}};
        Preparation preparation = Preparation.fit(training(rows), false, 2).whitened();
        double[][] s = preparation.apply(rows);
        for (int c = 0; c < 2; c++) {
            double sum = 0;
            double square = 0;
            double product = 0;
            for (double[] row : s) {
                sum += row[c];
                square += row[c] * row[c];
                product += row[0] * row[1];
            }
            assertEquals(0, sum, 1e-14);
            assertEquals(4, square, 1e-13);
            assertEquals(0, product, 1e-13);
        }
        double[][] line = {{1, 2}, {2, 4}, {3, 6}};
        InputException e = assertThrows(InputException.class, () -> Preparation.fit(training(line), false, 2)
                .whitened());
        assertTrue(e.getMessage().contains("component 2 does not vary"), e.getMessage());
    }
}
