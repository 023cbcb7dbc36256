package org.turnpike.nlp;

import org.ejml.data.DMatrixSparseCSC;

/** f = 0 and the constraint value = 1, in no unknown at all. */
record NoUnknowns(double value) implements NonlinearProgram {
    @Override
    public int variables() {
        return 0;
    }

    @Override
    public int constraints() {
        return 1;
    }

    @Override
    public double[] variableLower() {
        return new double[0];
    }

    @Override
    public double[] variableUpper() {
        return new double[0];
    }

    @Override
    public double[] constraintLower() {
        return new double[] {1};
    }

    @Override
    public double[] constraintUpper() {
        return new double[] {1};
    }

    @Override
    public double objective(double[] z) {
        return 0;
    }

    @Override
    public void gradient(double[] z, double[] gradient) {}

    @Override
    public void constraints(double[] z, double[] values) {
        values[0] = value;
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        return new DMatrixSparseCSC(1, 0, 0);
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {}

    @Override
    public DMatrixSparseCSC newHessian() {
        return new DMatrixSparseCSC(0, 0, 0);
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {}
}
