package org.turnpike.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.sparse.csc.CommonOps_DSCC;

/** A sparse matrix in compressed columns that does not change. */
public final class SparseMatrix {
    private final DMatrixSparseCSC values;

    private SparseMatrix(DMatrixSparseCSC values) {
        this.values = values;
    }

    /** The matrix itself; the caller does not change it any more. */
    public static SparseMatrix of(DMatrixSparseCSC matrix) {
        return new SparseMatrix(matrix);
    }

    /** The full symmetric matrix of a lower triangle, at the given indices. */
    public static SparseMatrix symmetric(DMatrixSparseCSC lower, int[] kept) {
        int[] place = places(lower.numCols, kept);
        SparsityBuilder builder = new SparsityBuilder(kept.length, kept.length, 2 * lower.nz_length);
        double[] entry = new double[2 * lower.nz_length];
        int count = 0;
        for (int j = 0; j < lower.numCols; j++) {
            for (int k = lower.col_idx[j]; k < lower.col_idx[j + 1]; k++) {
                int i = lower.nz_rows[k];
                if (place[i] < 0 || place[j] < 0) {
                    continue;
                }
                builder.add(place[i], place[j]);
                entry[count++] = lower.nz_values[k];
                if (i != j) {
                    builder.add(place[j], place[i]);
                    entry[count++] = lower.nz_values[k];
                }
            }
        }
        return filled(builder, entry, count);
    }

    /** The entries at the given rows and columns. */
    public static SparseMatrix part(DMatrixSparseCSC matrix, int[] rows, int[] columns) {
        int[] row = places(matrix.numRows, rows);
        SparsityBuilder builder = new SparsityBuilder(rows.length, columns.length, matrix.nz_length);
        double[] entry = new double[matrix.nz_length];
        int count = 0;
        for (int c = 0; c < columns.length; c++) {
            for (int k = matrix.col_idx[columns[c]]; k < matrix.col_idx[columns[c] + 1]; k++) {
                if (row[matrix.nz_rows[k]] >= 0) {
                    builder.add(row[matrix.nz_rows[k]], c);
                    entry[count++] = matrix.nz_values[k];
                }
            }
        }
        return filled(builder, entry, count);
    }

    private static SparseMatrix filled(SparsityBuilder builder, double[] entry, int count) {
        SparsityBuilder.Structure structure = builder.build();
        for (int e = 0; e < count; e++) {
            structure.matrix().nz_values[structure.position()[e]] += entry[e];
        }
        return new SparseMatrix(structure.matrix());
    }

    private static int[] places(int size, int[] kept) {
        int[] place = new int[size];
        Arrays.fill(place, -1);
        for (int k = 0; k < kept.length; k++) {
            place[kept[k]] = k;
        }
        return place;
    }

    public int rows() {
        return values.numRows;
    }

    public int columns() {
        return values.numCols;
    }

    DMatrixSparseCSC values() {
        return values;
    }

    /** The largest entry in magnitude, NaN if one is NaN; 0 without entries. */
    public double largest() {
        double largest = 0;
        for (int k = 0; k < values.nz_length; k++) {
            largest = Math.max(largest, Math.abs(values.nz_values[k]));
        }
        return largest;
    }

    /** The matrix with each row divided by its Euclidean norm; rows of zeros stay. */
    public SparseMatrix withUnitRows() {
        double[] square = new double[rows()];
        for (int k = 0; k < values.nz_length; k++) {
            square[values.nz_rows[k]] += values.nz_values[k] * values.nz_values[k];
        }
        DMatrixSparseCSC scaled = values.copy();
        for (int k = 0; k < scaled.nz_length; k++) {
            double norm = Math.sqrt(square[scaled.nz_rows[k]]);
            scaled.nz_values[k] /= norm > 0 ? norm : 1;
        }
        return new SparseMatrix(scaled);
    }

    /** At least the number of entries of AᵀA: the sum over rows of the squared number of their entries. */
    public long entriesOfSquare() {
        long[] count = new long[rows()];
        for (int k = 0; k < values.nz_length; k++) {
            count[values.nz_rows[k]]++;
        }
        long total = 0;
        for (long c : count) {
            total += c * c;
        }
        return total;
    }

    /** this + factor · AᵀA. */
    public SparseMatrix plusSquare(SparseMatrix a, double factor) {
        DMatrixSparseCSC transposed = CommonOps_DSCC.transpose(a.values, null, null);
        DMatrixSparseCSC square = CommonOps_DSCC.mult(transposed, a.values, null);
        return new SparseMatrix(sorted(CommonOps_DSCC.add(1, values, factor, square, null, null, null)));
    }

    /** A Aᵀ. */
    public SparseMatrix gram() {
        DMatrixSparseCSC transposed = CommonOps_DSCC.transpose(values, null, null);
        return new SparseMatrix(sorted(CommonOps_DSCC.mult(values, transposed, null)));
    }

    /** this + shift · I. */
    public SparseMatrix plusDiagonal(double shift) {
        DMatrixSparseCSC unit = CommonOps_DSCC.identity(rows());
        return new SparseMatrix(sorted(CommonOps_DSCC.add(1, values, shift, unit, null, null, null)));
    }

    private static DMatrixSparseCSC sorted(DMatrixSparseCSC matrix) {
        matrix.sortIndices(null);
        return matrix;
    }

    /** A v. */
    public double[] times(double[] v) {
        double[] product = new double[rows()];
        for (int j = 0; j < columns(); j++) {
            for (int k = values.col_idx[j]; k < values.col_idx[j + 1]; k++) {
                product[values.nz_rows[k]] += values.nz_values[k] * v[j];
            }
        }
        return product;
    }

    /** Aᵀ v. */
    public double[] transposeTimes(double[] v) {
        double[] product = new double[columns()];
        for (int j = 0; j < columns(); j++) {
            for (int k = values.col_idx[j]; k < values.col_idx[j + 1]; k++) {
                product[j] += values.nz_values[k] * v[values.nz_rows[k]];
            }
        }
        return product;
    }
}
