package org.turnpike.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * A factored dense matrix A (m × n, m ≥ n): solutions of A x = b, for m &gt; n in the sense of least squares.
 *
 * <p>Rows are scaled to a largest entry of one first. Square matrices by LU; what LU calls singular, and what is not square, by QR.
 */
public final class DenseSystem {
    private static final double CONSISTENT = 1e-8;

    private final LinearSolverDense<DMatrixRMaj> solver;
    private final double[] rowScale;
    private final int columns;
    private final double[] matrix;
    private final DMatrixRMaj right;
    private final DMatrixRMaj solution;

    private DenseSystem(LinearSolverDense<DMatrixRMaj> solver, double[] rowScale, int columns, double[] matrix) {
        this.solver = solver;
        this.rowScale = rowScale;
        this.columns = columns;
        this.matrix = matrix.clone();
        right = new DMatrixRMaj(rowScale.length, 1);
        solution = new DMatrixRMaj(columns, 1);
    }

    /**
     * The factored matrix, or null if it is singular to rounding or holds a value that is not finite.
     *
     * @param matrix m × n, row by row; not changed
     */
    public static @Nullable DenseSystem of(double[] matrix, int rows, int columns) {
        DMatrixRMaj a = new DMatrixRMaj(rows, columns);
        double[] scale = new double[rows];
        for (int r = 0; r < rows; r++) {
            double largest = 0;
            for (int c = 0; c < columns; c++) {
                double entry = Math.abs(matrix[r * columns + c]);
                if (!Double.isFinite(entry)) {
                    return null;
                }
                largest = Math.max(largest, entry);
            }
            scale[r] = largest == 0 ? 1 : 1 / largest;
            for (int c = 0; c < columns; c++) {
                a.data[r * columns + c] = matrix[r * columns + c] * scale[r];
            }
        }
        LinearSolverDense<DMatrixRMaj> solver =
                rows == columns ? LinearSolverFactory_DDRM.lu(rows) : LinearSolverFactory_DDRM.qr(rows, columns);
        if (!solver.setA(a)) {
            return null;
        }
        // The solver's own measure, a product of pivots, underflows for large matrices: a solution's residual tells.
        return new DenseSystem(solver, scale, columns, matrix);
    }

    /** x into {@code x} (n); false if A is singular to rounding: x is not finite, or for square A does not satisfy the equations. */
    public boolean solve(double[] b, double[] x) {
        for (int r = 0; r < rowScale.length; r++) {
            right.data[r] = rowScale[r] * b[r];
        }
        solver.solve(right, solution);
        System.arraycopy(solution.data, 0, x, 0, columns);
        for (int c = 0; c < columns; c++) {
            if (!Double.isFinite(x[c])) {
                return false;
            }
        }
        return rowScale.length != columns || satisfied(b, x);
    }

    /** Whether each equation holds to a share of its terms' size, which a backward stable solution does. */
    private boolean satisfied(double[] b, double[] x) {
        double worst = 0;
        double size = 0;
        for (int r = 0; r < columns; r++) {
            double sum = -b[r];
            double terms = Math.abs(b[r]);
            for (int c = 0; c < columns; c++) {
                double term = matrix[r * columns + c] * x[c];
                sum += term;
                terms += Math.abs(term);
            }
            worst = Math.max(worst, Math.abs(sum) * rowScale[r]);
            size = Math.max(size, terms * rowScale[r]);
        }
        return worst <= CONSISTENT * size;
    }

    /** Smallest over largest singular value of a matrix (0 if it is singular, NaN if the iteration does not converge). */
    public static double reciprocalCondition(double[] matrix, int rows, int columns) {
        DMatrixRMaj a = new DMatrixRMaj(rows, columns);
        System.arraycopy(matrix, 0, a.data, 0, rows * columns);
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(rows, columns, false, false, true);
        if (CommonOps_DDRM.elementMaxAbs(a) == 0) {
            return 0;
        }
        if (!svd.decompose(a)) {
            return Double.NaN;
        }
        double least = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (double sigma : svd.getSingularValues()) {
            least = Math.min(least, sigma);
            largest = Math.max(largest, sigma);
        }
        return least / largest;
    }
}
