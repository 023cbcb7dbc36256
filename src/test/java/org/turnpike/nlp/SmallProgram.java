package org.turnpike.nlp;

import org.ejml.data.DMatrixSparseCSC;

/** min (x − 1)² + (y − 2)² subject to x + y ≤ 2 at two "times", x ≥ 0: solved by (½, 1½) with multiplier 1. */
final class SmallProgram implements NonlinearProgram {
    @Override
    public int variables() {
        return 2;
    }

    @Override
    public int constraints() {
        return 2;
    }

    @Override
    public double[] variableLower() {
        return new double[] {0, Double.NEGATIVE_INFINITY};
    }

    @Override
    public double[] variableUpper() {
        return new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    }

    @Override
    public double[] constraintLower() {
        return new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    }

    @Override
    public double[] constraintUpper() {
        return new double[] {2, 4};
    }

    @Override
    public double objective(double[] z) {
        return (z[0] - 1) * (z[0] - 1) + (z[1] - 2) * (z[1] - 2);
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        gradient[0] = 2 * (z[0] - 1);
        gradient[1] = 2 * (z[1] - 2);
    }

    @Override
    public void constraints(double[] z, double[] values) {
        values[0] = z[0] + z[1];
        values[1] = 2 * (z[0] + z[1]);
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        DMatrixSparseCSC jacobian = new DMatrixSparseCSC(2, 2, 4);
        for (int column = 0; column < 2; column++) {
            for (int row = 0; row < 2; row++) {
                jacobian.nz_rows[2 * column + row] = row;
            }
            jacobian.col_idx[column + 1] = 2 * column + 2;
        }
        jacobian.nz_length = 4;
        return jacobian;
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {
        for (int at = 0; at < 4; at++) {
            jacobian.nz_values[at] = at % 2 == 0 ? 1 : 2;
        }
    }

    @Override
    public DMatrixSparseCSC newHessian() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String variableName(int i) {
        return i == 0 ? "x" : "y";
    }

    @Override
    public String constraintName(int i) {
        return "x + y <= 2 at t = " + (i == 0 ? "0" : "0.5");
    }
}
