package org.turnpike.nlp;

import org.ejml.data.DMatrixSparseCSC;

/** min (z − 1)² with the constraint 0 = 0, whose Jacobian has no entry. */
final class ConstantConstraint implements NonlinearProgram {
    @Override
    public int variables() {
        return 1;
    }

    @Override
    public int constraints() {
        return 1;
    }

    @Override
    public double[] variableLower() {
        return new double[] {Double.NEGATIVE_INFINITY};
    }

    @Override
    public double[] variableUpper() {
        return new double[] {Double.POSITIVE_INFINITY};
    }

    @Override
    public double[] constraintLower() {
        return new double[] {-1};
    }

    @Override
    public double[] constraintUpper() {
        return new double[] {1};
    }

    @Override
    public double objective(double[] z) {
        return (z[0] - 1) * (z[0] - 1);
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        gradient[0] = 2 * (z[0] - 1);
    }

    @Override
    public void constraints(double[] z, double[] values) {
        values[0] = 0;
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        return new DMatrixSparseCSC(1, 1, 0);
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {}

    @Override
    public DMatrixSparseCSC newHessian() {
        DMatrixSparseCSC hessian = new DMatrixSparseCSC(1, 1, 1);
        hessian.set(0, 0, 0);
        return hessian;
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
        hessian.nz_values[0] = 2 * objectiveFactor;
    }
}
