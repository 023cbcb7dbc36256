package org.turnpike.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The algebraically least eigenvalue of a symmetric matrix with its eigenvector of Euclidean norm 1.
 *
 * @see <a href="https://doi.org/10.1137/1.9781421407944">Golub, Van Loan: Matrix Computations, section 8.3</a>
 */
public record SmallestEigenpair(double value, double[] vector) {

    /**
     * All eigenvalues of a symmetric matrix, ascending; empty if it is not finite or the iteration does not converge.
     *
     * @param matrix n × n row by row
     */
    public static double[] spectrum(double[] matrix, int n) {
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        System.arraycopy(matrix, 0, a.data, 0, n * n);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, true);
        if (!Arrays.stream(matrix).allMatch(Double::isFinite) || !eigen.decompose(a)) {
            return new double[0];
        }
        double[] values = new double[n];
        Arrays.setAll(values, k -> eigen.getEigenvalue(k).real);
        Arrays.sort(values);
        return values;
    }

    /**
     * The pair, or null if the matrix is not finite or the iteration does not converge.
     *
     * @param matrix n × n row by row, symmetric
     */
    public static @Nullable SmallestEigenpair of(double[] matrix, int n) {
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        for (int i = 0; i < n * n; i++) {
            if (!Double.isFinite(matrix[i])) {
                return null;
            }
            a.data[i] = matrix[i];
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(a)) {
            return null;
        }
        int best = 0;
        for (int k = 1; k < n; k++) {
            best = eigen.getEigenvalue(k).real < eigen.getEigenvalue(best).real ? k : best;
        }
        return new SmallestEigenpair(
                eigen.getEigenvalue(best).real, eigen.getEigenVector(best).data.clone());
    }
}
