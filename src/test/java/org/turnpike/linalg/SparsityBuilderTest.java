package org.turnpike.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.sparse.csc.CommonOps_DSCC;
import org.junit.jupiter.api.Test;

/** Structures from entries in any order, against a dense matrix. */
class SparsityBuilderTest {
    @Test
    void repeatedEntriesMergeAndRowsAreSorted() {
        Random random = new Random(3);
        int rows = 17;
        int columns = 11;
        int count = 300;
        SparsityBuilder builder = new SparsityBuilder(rows, columns, 4);
        double[][] dense = new double[rows][columns];
        double[] value = new double[count];
        for (int e = 0; e < count; e++) {
            int row = random.nextInt(rows);
            int column = random.nextInt(columns);
            value[e] = random.nextDouble();
            dense[row][column] += value[e];
            assertEquals(e, builder.add(row, column));
        }
        SparsityBuilder.Structure structure = builder.build();
        DMatrixSparseCSC matrix = structure.matrix();
        for (int e = 0; e < count; e++) {
            matrix.nz_values[structure.position()[e]] += value[e];
        }
        assertTrue(CommonOps_DSCC.checkStructure(matrix));
        assertTrue(matrix.indicesSorted);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertEquals(dense[row][column], matrix.get(row, column), 1e-14);
            }
        }
    }

    @Test
    void emptyColumnsAndRowsAreKept() {
        SparsityBuilder builder = new SparsityBuilder(3, 4, 1);
        builder.add(1, 2);
        DMatrixSparseCSC matrix = builder.build().matrix();
        assertArrayEquals(new int[] {0, 0, 0, 1, 1}, matrix.col_idx);
        assertEquals(1, matrix.nz_length);
    }
}
