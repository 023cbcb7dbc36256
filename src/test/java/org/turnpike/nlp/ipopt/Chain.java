package org.turnpike.nlp.ipopt;

import org.ejml.data.DMatrixSparseCSC;
import org.turnpike.nlp.NonlinearProgram;

/**
 * A sparse program of any size n:
 *
 * <pre>  min Σ (z_i⁴ / 4 − z_i),   z_i + z_{i+1}² ≤ 1,   0 ≤ z ≤ 10.</pre>
 */
class Chain implements NonlinearProgram {
    private final int n;

    Chain(int n) {
        this.n = n;
    }

    double[] start() {
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = 2 + Math.sin(i);
        }
        return z;
    }

    @Override
    public int variables() {
        return n;
    }

    @Override
    public int constraints() {
        return n - 1;
    }

    @Override
    public double[] variableLower() {
        return new double[n];
    }

    @Override
    public double[] variableUpper() {
        return filled(n, 10);
    }

    @Override
    public double[] constraintLower() {
        return filled(n - 1, Double.NEGATIVE_INFINITY);
    }

    @Override
    public double[] constraintUpper() {
        return filled(n - 1, 1);
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        java.util.Arrays.fill(values, value);
        return values;
    }

    @Override
    public double objective(double[] z) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += z[i] * z[i] * z[i] * z[i] / 4 - z[i];
        }
        return sum;
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        for (int i = 0; i < n; i++) {
            gradient[i] = z[i] * z[i] * z[i] - 1;
        }
    }

    @Override
    public void constraints(double[] z, double[] values) {
        for (int i = 0; i < n - 1; i++) {
            values[i] = z[i] + z[i + 1] * z[i + 1];
        }
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        // Column j: row j − 1 (2 z_j), then row j (1).
        DMatrixSparseCSC jacobian = new DMatrixSparseCSC(n - 1, n, 2 * (n - 1));
        int k = 0;
        for (int j = 0; j < n; j++) {
            if (j > 0) {
                jacobian.nz_rows[k++] = j - 1;
            }
            if (j < n - 1) {
                jacobian.nz_rows[k++] = j;
            }
            jacobian.col_idx[j + 1] = k;
        }
        jacobian.nz_length = k;
        return jacobian;
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {
        int k = 0;
        for (int j = 0; j < n; j++) {
            if (j > 0) {
                jacobian.nz_values[k++] = 2 * z[j];
            }
            if (j < n - 1) {
                jacobian.nz_values[k++] = 1;
            }
        }
    }

    @Override
    public DMatrixSparseCSC newHessian() {
        DMatrixSparseCSC hessian = new DMatrixSparseCSC(n, n, n);
        for (int j = 0; j < n; j++) {
            hessian.nz_rows[j] = j;
            hessian.col_idx[j + 1] = j + 1;
        }
        hessian.nz_length = n;
        return hessian;
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
        for (int j = 0; j < n; j++) {
            hessian.nz_values[j] = objectiveFactor * 3 * z[j] * z[j] + (j > 0 ? 2 * multipliers[j - 1] : 0);
        }
    }
}
