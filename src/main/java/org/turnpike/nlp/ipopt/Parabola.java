package org.turnpike.nlp.ipopt;

import org.ejml.data.DMatrixSparseCSC;
import org.turnpike.nlp.NonlinearProgram;

/** The smallest program that Ipopt takes: min z², z ∈ ℝ. Solved to learn about the library. */
final class Parabola implements NonlinearProgram {
    @Override
    public int variables() {
        return 1;
    }

    @Override
    public int constraints() {
        return 0;
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
        return new double[0];
    }

    @Override
    public double[] constraintUpper() {
        return new double[0];
    }

    @Override
    public double objective(double[] z) {
        return z[0] * z[0];
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        gradient[0] = 2 * z[0];
    }

    @Override
    public void constraints(double[] z, double[] values) {}

    @Override
    public DMatrixSparseCSC newJacobian() {
        return new DMatrixSparseCSC(0, 1, 0);
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
