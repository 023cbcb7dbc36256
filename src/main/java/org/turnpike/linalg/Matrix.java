package org.turnpike.linalg;

import java.util.Arrays;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * A small dense matrix that does not change.
 *
 * @see <a href="https://doi.org/10.1137/1.9781421407944">Golub, Van Loan: Matrix Computations, chapters 3, 5, 7, 8</a>
 */
public final class Matrix {
    private final DMatrixRMaj values;

    private Matrix(DMatrixRMaj values) {
        this.values = values;
    }

    /** rows × columns zeros. */
    public static Matrix zero(int rows, int columns) {
        return new Matrix(new DMatrixRMaj(rows, columns));
    }

    /** The n × n unit matrix. */
    public static Matrix identity(int n) {
        return new Matrix(CommonOps_DDRM.identity(n));
    }

    /** From rows × columns values, row by row. */
    public static Matrix of(int rows, int columns, double... rowMajor) {
        if (rowMajor.length != rows * columns) {
            throw new IllegalArgumentException(rowMajor.length + " values for " + rows + " × " + columns);
        }
        return new Matrix(new DMatrixRMaj(rows, columns, true, rowMajor.clone()));
    }

    /** The matrix [a, b; c, d]. */
    public static Matrix blocks(Matrix a, Matrix b, Matrix c, Matrix d) {
        DMatrixRMaj all = new DMatrixRMaj(a.rows() + c.rows(), a.columns() + b.columns());
        CommonOps_DDRM.insert(a.values, all, 0, 0);
        CommonOps_DDRM.insert(b.values, all, 0, a.columns());
        CommonOps_DDRM.insert(c.values, all, a.rows(), 0);
        CommonOps_DDRM.insert(d.values, all, a.rows(), a.columns());
        return new Matrix(all);
    }

    public int rows() {
        return values.numRows;
    }

    public int columns() {
        return values.numCols;
    }

    public double at(int row, int column) {
        return values.get(row, column);
    }

    public Matrix plus(Matrix other) {
        DMatrixRMaj sum = new DMatrixRMaj(rows(), columns());
        CommonOps_DDRM.add(values, other.values, sum);
        return new Matrix(sum);
    }

    public Matrix minus(Matrix other) {
        DMatrixRMaj difference = new DMatrixRMaj(rows(), columns());
        CommonOps_DDRM.subtract(values, other.values, difference);
        return new Matrix(difference);
    }

    public Matrix times(Matrix other) {
        DMatrixRMaj product = new DMatrixRMaj(rows(), other.columns());
        CommonOps_DDRM.mult(values, other.values, product);
        return new Matrix(product);
    }

    public Matrix times(double factor) {
        DMatrixRMaj scaled = new DMatrixRMaj(rows(), columns());
        CommonOps_DDRM.scale(factor, values, scaled);
        return new Matrix(scaled);
    }

    public Matrix transpose() {
        DMatrixRMaj transposed = new DMatrixRMaj(columns(), rows());
        CommonOps_DDRM.transpose(values, transposed);
        return new Matrix(transposed);
    }

    /** Rows [from, to) of all columns. */
    public Matrix rows(int from, int to) {
        return new Matrix(CommonOps_DDRM.extract(values, from, to, 0, columns()));
    }

    /** The entries at the given rows and columns. */
    public Matrix select(int[] rows, int[] columns) {
        DMatrixRMaj part = new DMatrixRMaj(rows.length, columns.length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                part.set(i, j, values.get(rows[i], columns[j]));
            }
        }
        return new Matrix(part);
    }

    /** X with this · X = right, or null if this matrix is singular to working precision. */
    public @Nullable Matrix solve(Matrix right) {
        if (rows() == 0) {
            return right;
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.linear(rows());
        DMatrixRMaj copy = values.copy();
        if (!solver.setA(copy) || !(solver.quality() > 1e-15)) {
            return null;
        }
        DMatrixRMaj solution = new DMatrixRMaj(rows(), right.columns());
        solver.solve(right.values.copy(), solution);
        return new Matrix(solution);
    }

    /** The largest entry in magnitude; 0 for an empty matrix. */
    public double largest() {
        return values.getNumElements() == 0 ? 0 : CommonOps_DDRM.elementMaxAbs(values);
    }

    /** Whether no entry is NaN or infinite. */
    public boolean isFinite() {
        for (int i = 0; i < values.getNumElements(); i++) {
            if (!Double.isFinite(values.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** (A + Aᵀ)/2. */
    public Matrix symmetricPart() {
        return plus(transpose()).times(0.5);
    }

    /** The eigenvalues of this symmetric matrix, ascending; null if the iteration does not converge. */
    public double @Nullable [] symmetricEigenvalues() {
        int n = rows();
        if (n == 0) {
            return new double[0];
        }
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, false, true);
        if (!isFinite() || !decomposition.decompose(values.copy())) {
            return null;
        }
        double[] eigenvalues = new double[n];
        for (int i = 0; i < n; i++) {
            eigenvalues[i] = decomposition.getEigenvalue(i).getReal();
        }
        Arrays.sort(eigenvalues);
        return eigenvalues;
    }

    /** Orthonormal eigenvectors of this symmetric matrix, one a column; null if the iteration does not converge. */
    public @Nullable Matrix symmetricEigenvectors() {
        int n = rows();
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!isFinite() || !decomposition.decompose(values.copy())) {
            return null;
        }
        DMatrixRMaj vectors = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            CommonOps_DDRM.insert(decomposition.getEigenVector(i), vectors, 0, i);
        }
        return new Matrix(vectors);
    }

    /** The eigenvalues of this square matrix as pairs {re, im} by ascending real part; null if the iteration does not converge. */
    public double @Nullable [][] eigenvalues() {
        int n = rows();
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, false, false);
        if (!isFinite() || !decomposition.decompose(values.copy())) {
            return null;
        }
        double[][] eigenvalues = new double[n][];
        for (int i = 0; i < n; i++) {
            Complex_F64 value = decomposition.getEigenvalue(i);
            eigenvalues[i] = new double[] {value.getReal(), value.getImaginary()};
        }
        Arrays.sort(eigenvalues, (a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
        return eigenvalues;
    }

    /** Q of the thin factorisation A = Q R: an orthonormal basis of the columns' span; null if it fails. */
    public @Nullable Matrix orthonormalBasis() {
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(rows(), columns());
        if (!isFinite() || !qr.decompose(values.copy())) {
            return null;
        }
        return new Matrix(qr.getQ(null, true));
    }
}
