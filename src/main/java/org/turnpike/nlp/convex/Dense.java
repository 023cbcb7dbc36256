package org.turnpike.nlp.convex;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Products and factorisations of small dense matrices, stored by rows. A matrix with no rows has no columns either. */
final class Dense {
    /** Singular values below this share of the largest count as zero. */
    static final double RANK_TOLERANCE = 1e-11;

    private Dense() {}

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double norm(double[] x) {
        double largest = largest(x);
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double v : x) {
            sum += (v / largest) * (v / largest);
        }
        return largest * Math.sqrt(sum);
    }

    static double largest(double[] x) {
        double largest = 0;
        for (double v : x) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    static double largest(double[][] matrix) {
        double largest = 0;
        for (double[] row : matrix) {
            largest = Math.max(largest, largest(row));
        }
        return largest;
    }

    static double[] plus(double[] x, double step, double[] d) {
        double[] sum = x.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += step * d[i];
        }
        return sum;
    }

    /** M x. */
    static double[] times(double[][] matrix, double[] x) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            product[i] = dot(matrix[i], x);
        }
        return product;
    }

    /** sum + Mᵀy, in place. */
    static void addTransposed(double[][] matrix, double[] y, double[] sum) {
        for (int i = 0; i < matrix.length; i++) {
            if (y[i] != 0) {
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += y[i] * matrix[i][j];
                }
            }
        }
    }

    /** Mᵀy, for a matrix with rows. */
    static double[] transposedTimes(double[][] matrix, double[] y) {
        double[] product = new double[matrix.length == 0 ? 0 : matrix[0].length];
        addTransposed(matrix, y, product);
        return product;
    }

    /** L R, row by row. */
    static double[][] product(double[][] left, double[][] right) {
        double[][] product = new double[left.length][];
        for (int i = 0; i < left.length; i++) {
            product[i] = transposedTimes(right, left[i]);
        }
        return product;
    }

    /** The n × k matrix whose columns are an orthonormal basis of {x in ℝⁿ : M x = 0}. */
    static double[][] nullSpace(double[][] matrix, int n) {
        double[][] basis;
        if (matrix.length == 0 || largest(matrix) == 0) {
            basis = new double[n][n];
            for (int i = 0; i < n; i++) {
                basis[i][i] = 1;
            }
            return basis;
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(Math.max(matrix.length, n), n, false, true, false);
        svd.decompose(padded(matrix, n));
        DMatrixRMaj v = svd.getV(null, false);
        double[] sigma = svd.getSingularValues();
        double largest = largest(sigma);
        int[] kept = IntStream.range(0, n)
                .filter(j -> sigma[j] <= RANK_TOLERANCE * largest)
                .toArray();
        basis = new double[n][kept.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < kept.length; k++) {
                basis[i][k] = v.get(i, kept[k]);
            }
        }
        return basis;
    }

    /** The x of least norm among the minimisers of |M x − y|. */
    static double[] leastSquares(double[][] matrix, double[] y, int n) {
        if (matrix.length == 0 || n == 0) {
            return new double[n];
        }
        DMatrixRMaj m = new DMatrixRMaj(matrix);
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(matrix.length, n, true, true, true);
        svd.decompose(m);
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        double[] sigma = svd.getSingularValues();
        double largest = largest(sigma);
        double[] x = new double[n];
        for (int k = 0; k < svd.numberOfSingularValues(); k++) {
            if (sigma[k] > RANK_TOLERANCE * largest) {
                double along = 0;
                for (int i = 0; i < y.length; i++) {
                    along += u.get(i, k) * y[i];
                }
                for (int j = 0; j < n; j++) {
                    x[j] += v.get(j, k) * along / sigma[k];
                }
            }
        }
        return x;
    }

    static double smallestEigenvalue(double[][] symmetric) {
        int n = symmetric.length;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, true);
        eigen.decompose(new DMatrixRMaj(symmetric));
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            smallest = Math.min(smallest, eigen.getEigenvalue(i).getReal());
        }
        return smallest;
    }

    /** Rows of zeros below, so that there are at least n singular values. */
    private static DMatrixRMaj padded(double[][] matrix, int n) {
        DMatrixRMaj padded = new DMatrixRMaj(Math.max(matrix.length, n), n);
        CommonOps_DDRM.insert(new DMatrixRMaj(matrix), padded, 0, 0);
        return padded;
    }
}
