package org.turnpike.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/** The kernel of a matrix of full row rank. */
public final class Kernel {
    private Kernel() {}

    /**
     * An orthonormal basis of {v : A v = 0}, by row: the last columns of Q in Aᵀ = QR.
     *
     * @param matrix m × n, m ≤ n, of rank m
     */
    public static double[][] of(double[][] matrix, int n) {
        int m = matrix.length;
        DMatrixRMaj transposed = new DMatrixRMaj(n, m);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < n; c++) {
                transposed.set(c, r, matrix[r][c]);
            }
        }
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(n, m);
        qr.decompose(transposed);
        DMatrixRMaj q = qr.getQ(null, false);
        double[][] basis = new double[n - m][n];
        for (int k = 0; k < basis.length; k++) {
            for (int c = 0; c < n; c++) {
                basis[k][c] = q.get(c, m + k);
            }
        }
        return basis;
    }
}
