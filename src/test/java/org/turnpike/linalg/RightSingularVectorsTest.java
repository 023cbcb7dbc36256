package org.turnpike.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RightSingularVectorsTest {
    private static RightSingularVectors of(double[][] matrix, int count) {
        RightSingularVectors found = RightSingularVectors.of(matrix, count);
        assertNotNull(found);
        return found;
    }

    /** A = [3 0; 4 5]: AᵀA = [25 20; 20 25] has the eigenvalues 45 and 5 with the vectors (1, 1)/√2 and (1, −1)/√2. */
    @Test
    void aMatrixWithKnownSingularValues() {
        RightSingularVectors found = of(new double[][] {{3, 0}, {4, 5}}, 2);
        double root = Math.sqrt(0.5);
        assertArrayEquals(new double[] {Math.sqrt(45), Math.sqrt(5)}, found.values(), 1e-14);
        assertArrayEquals(new double[] {root, root}, found.vectors()[0], 1e-14);
        assertArrayEquals(new double[] {root, -root}, found.vectors()[1], 1e-14);
    }

    @Test
    void aTallAndAWideMatrixOfTheSameNumbers() {
        RightSingularVectors tall = of(new double[][] {{0, 2}, {-7, 0}, {0, 0}}, 2);
        assertArrayEquals(new double[] {7, 2}, tall.values(), 1e-14);
        assertArrayEquals(new double[] {1, 0}, tall.vectors()[0], 1e-14);
        assertArrayEquals(new double[] {0, 1}, tall.vectors()[1], 1e-14);
        RightSingularVectors wide = of(new double[][] {{0, -7, 0}, {2, 0, 0}}, 2);
        assertArrayEquals(new double[] {7, 2}, wide.values(), 1e-14);
        assertArrayEquals(new double[] {0, 1, 0}, wide.vectors()[0], 1e-14);
        assertArrayEquals(new double[] {1, 0, 0}, wide.vectors()[1], 1e-14);
    }

    @Test
    void aMatrixOfRankOne() {
        RightSingularVectors found = of(new double[][] {{1, 2}, {2, 4}, {3, 6}}, 2);
        assertEquals(Math.sqrt(70), found.values()[0], 1e-14);
        assertEquals(0, found.values()[1], 1e-14);
        assertArrayEquals(new double[] {1 / Math.sqrt(5), 2 / Math.sqrt(5)}, found.vectors()[0], 1e-14);
    }

    @Test
    void moreThanThereAreIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> RightSingularVectors.of(new double[][] {{1, 2, 3}}, 2));
    }
}
