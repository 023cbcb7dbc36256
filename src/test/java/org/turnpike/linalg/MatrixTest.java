package org.turnpike.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixSparseCSC;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void solvesAndMultiplies() {
        Matrix a = Matrix.of(2, 2, 4, 1, 2, 3);
        Matrix x = a.solve(Matrix.of(2, 1, 1, 2));
        assertNotNull(x);
        assertEquals(0.1, x.at(0, 0), 1e-15);
        assertEquals(0.6, x.at(1, 0), 1e-15);
        assertEquals(1, a.times(x).at(0, 0), 1e-15);
        assertNull(Matrix.of(2, 2, 1, 2, 2, 4).solve(Matrix.identity(2)));
    }

    /** [0, −2; 1, 2] has 1 ± i. */
    @Test
    void eigenvaluesComeInOrder() {
        double[][] eigenvalues = Matrix.of(2, 2, 0, -2, 1, 2).eigenvalues();
        assertNotNull(eigenvalues);
        assertArrayEquals(new double[] {1, -1}, eigenvalues[0], 1e-12);
        assertArrayEquals(new double[] {1, 1}, eigenvalues[1], 1e-12);
        assertArrayEquals(new double[] {1, 3}, Matrix.of(2, 2, 2, 1, 1, 2).symmetricEigenvalues(), 1e-12);
        assertNull(Matrix.of(1, 1, Double.NaN).eigenvalues());
    }

    @Test
    void blocksAndSelections() {
        Matrix all = Matrix.blocks(
                Matrix.identity(1), Matrix.of(1, 2, 2, 3), Matrix.of(2, 1, 4, 5), Matrix.of(2, 2, 6, 7, 8, 9));
        assertEquals(9, all.at(2, 2));
        Matrix part = all.select(new int[] {0, 2}, new int[] {1});
        assertEquals(2, part.at(0, 0));
        assertEquals(8, part.at(1, 0));
        assertEquals(2, part.rows());
        assertEquals(1, part.columns());
    }

    @Test
    void sparseMatricesAreFactoredWhereTheyArePositive() {
        DMatrixSparseCSC lower = new DMatrixSparseCSC(3, 3, 4);
        lower.set(0, 0, 2);
        lower.set(1, 1, -1);
        lower.set(2, 0, 1);
        lower.set(2, 2, 3);
        lower.sortIndices(null);
        SparseMatrix full = SparseMatrix.symmetric(lower, new int[] {0, 1, 2});
        assertFalse(SparseCholesky.positiveDefinite(full));
        assertTrue(SparseCholesky.positiveDefinite(full.plusDiagonal(1.1)));
        SparseCholesky part = SparseCholesky.of(SparseMatrix.symmetric(lower, new int[] {0, 2}));
        assertNotNull(part);
        // [2, 1; 1, 3] x = (3, 4).
        assertArrayEquals(new double[] {1, 1}, part.solve(new double[] {3, 4}), 1e-15);
        SparseMatrix row = SparseMatrix.part(lower, new int[] {2}, new int[] {0, 1, 2});
        assertArrayEquals(new double[] {7}, row.times(new double[] {1, 5, 2}), 1e-15);
        assertEquals(1, row.withUnitRows().gram().largest(), 1e-15);
        assertEquals(4, row.entriesOfSquare());
        // −1 on the second unknown cannot be raised by a row that does not hold it.
        assertFalse(SparseCholesky.positiveDefinite(full.plusSquare(row, 100)));
    }
}
