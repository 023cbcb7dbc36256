package org.turnpike.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The ends of the spectrum of a symmetric tridiagonal matrix.
 *
 * @param least the smallest eigenvalue
 * @param leastVector its unit eigenvector
 * @param largestMagnitude the largest |eigenvalue|
 */
public record TridiagonalEigenvalues(double least, double[] leastVector, double largestMagnitude) {
    /**
     * Of the leading {@code count} × {@code count} part; null if the iteration does not converge.
     *
     * @param off entries beside the diagonal: off[i] couples i and i + 1
     */
    public static @Nullable TridiagonalEigenvalues of(double[] diagonal, double[] off, int count) {
        DMatrixRMaj matrix = new DMatrixRMaj(count, count);
        for (int i = 0; i < count; i++) {
            matrix.set(i, i, diagonal[i]);
            if (i + 1 < count) {
                matrix.set(i, i + 1, off[i]);
                matrix.set(i + 1, i, off[i]);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(count, true, true);
        if (!eigen.decompose(matrix)) {
            return null;
        }
        int at = 0;
        double largest = 0;
        for (int i = 0; i < count; i++) {
            double value = eigen.getEigenvalue(i).getReal();
            at = value < eigen.getEigenvalue(at).getReal() ? i : at;
            largest = Math.max(largest, Math.abs(value));
        }
        DMatrixRMaj vector = eigen.getEigenVector(at);
        double[] entries = new double[count];
        System.arraycopy(vector.data, 0, entries, 0, count);
        return new TridiagonalEigenvalues(eigen.getEigenvalue(at).getReal(), entries, largest);
    }
}
