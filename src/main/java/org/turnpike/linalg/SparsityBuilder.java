package org.turnpike.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixSparseCSC;

/**
 * Builds the structure of a compressed-column matrix from entries (row, column) in any order, repeated ones merged.
 *
 * <p>Two passes of counting sort, by row and then by column (Davis, section 2.4), so that the cost is linear in the entries.
 */
public final class SparsityBuilder {
    private final int rows;
    private final int columns;
    private int[] row;
    private int[] column;
    private int count;

    public SparsityBuilder(int rows, int columns, int expectedEntries) {
        this.rows = rows;
        this.columns = columns;
        row = new int[Math.max(16, expectedEntries)];
        column = new int[row.length];
    }

    /** Adds an entry and returns its number: 0, 1, 2, … */
    public int add(int r, int c) {
        if (count == row.length) {
            row = Arrays.copyOf(row, 2 * count);
            column = Arrays.copyOf(column, 2 * count);
        }
        row[count] = r;
        column[count] = c;
        return count++;
    }

    /**
     * The structure, and where each entry is in it.
     *
     * @param matrix zero values, rows sorted in each column
     * @param position by number of entry: the index into {@code matrix.nz_values}
     */
    public record Structure(DMatrixSparseCSC matrix, int[] position) {}

    public Structure build() {
        int[] byRow = order(row, rows, null);
        int[] sorted = order(column, columns, byRow);
        int[] position = new int[count];
        int[] rowIndex = new int[count];
        int[] columnStart = new int[columns + 1];
        int nonzeros = 0;
        int previous = -1;
        for (int entry : sorted) {
            if (previous < 0 || row[entry] != row[previous] || column[entry] != column[previous]) {
                rowIndex[nonzeros] = row[entry];
                columnStart[column[entry] + 1]++;
                nonzeros++;
            }
            position[entry] = nonzeros - 1;
            previous = entry;
        }
        for (int c = 0; c < columns; c++) {
            columnStart[c + 1] += columnStart[c];
        }
        DMatrixSparseCSC matrix = new DMatrixSparseCSC(rows, columns, nonzeros);
        System.arraycopy(columnStart, 0, matrix.col_idx, 0, columns + 1);
        System.arraycopy(rowIndex, 0, matrix.nz_rows, 0, nonzeros);
        matrix.nz_length = nonzeros;
        matrix.indicesSorted = true;
        return new Structure(matrix, position);
    }

    /** Entry numbers in ascending key, ties in the order of {@code input} (null: 0, 1, 2, …). */
    private int[] order(int[] key, int keys, int @org.jspecify.annotations.Nullable [] input) {
        int[] start = new int[keys + 1];
        for (int e = 0; e < count; e++) {
            start[key[e] + 1]++;
        }
        for (int k = 0; k < keys; k++) {
            start[k + 1] += start[k];
        }
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            int entry = input == null ? i : input[i];
            result[start[key[entry]]++] = entry;
        }
        return result;
    }
}
