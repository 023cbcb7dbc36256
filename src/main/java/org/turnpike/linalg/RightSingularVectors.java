package org.turnpike.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The largest singular values of a matrix A = U Σ Vᵀ with their right singular vectors.
 *
 * @param values σ₁ ≥ σ₂ ≥ …
 * @param vectors one a row, orthonormal; its sign is such that the first of its entries that are largest in magnitude is
 *     positive
 * @see <a href="https://doi.org/10.1137/1.9781421407944">Golub, Van Loan: Matrix Computations, section 8.6</a>
 */
public record RightSingularVectors(double[] values, double[][] vectors) {

    /**
     * The {@code count} largest singular values and their vectors, or null if the iteration does not converge.
     *
     * @param matrix m × n, finite, not empty
     * @param count at most min(m, n)
     */
    public static @Nullable RightSingularVectors of(double[][] matrix, int count) {
        int n = matrix[0].length;
        if (count < 1 || count > Math.min(matrix.length, n)) {
            throw new IllegalArgumentException(
                    count + " singular values of a " + matrix.length + " × " + n + " matrix");
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(matrix.length, n, false, true, true);
        if (!svd.decompose(new DMatrixRMaj(matrix))) {
            return null;
        }
        DMatrixRMaj sigma = svd.getW(null);
        DMatrixRMaj right = svd.getV(null, true);
        SingularOps_DDRM.descendingOrder(null, false, sigma, right, true);
        double[] values = new double[count];
        double[][] vectors = new double[count][n];
        for (int c = 0; c < count; c++) {
            values[c] = sigma.get(c, c);
            for (int j = 0; j < n; j++) {
                vectors[c][j] = right.get(c, j);
            }
            orient(vectors[c]);
        }
        return new RightSingularVectors(values, vectors);
    }

    private static void orient(double[] vector) {
        int largest = 0;
        for (int j = 1; j < vector.length; j++) {
            // Entries equal but for rounding count as equal, so that the sign does not hang on the last bit.
            largest = Math.abs(vector[j]) > Math.abs(vector[largest]) * (1 + 1e-9) ? j : largest;
        }
        if (vector[largest] < 0) {
            for (int j = 0; j < vector.length; j++) {
                vector[j] = -vector[j];
            }
        }
    }
}
