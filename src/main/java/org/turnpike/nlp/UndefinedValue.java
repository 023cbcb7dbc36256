package org.turnpike.nlp;

import org.ejml.data.DMatrixSparseCSC;

/** Says which value of a program is not finite at a point. */
public final class UndefinedValue {
    private UndefinedValue() {}

    /**
     * One clause about the first value that is not finite: constraints, then the objective, then derivatives; for instance
     * {@code the constraint v at t = 0.5 is NaN}.
     */
    public static String describe(NonlinearProgram program, double[] z) {
        double[] values = new double[program.constraints()];
        program.constraints(z, values);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return "the constraint " + program.constraintName(i) + " is " + values[i];
            }
        }
        double objective = program.objective(z);
        if (!Double.isFinite(objective)) {
            return "the objective is " + objective;
        }
        DMatrixSparseCSC jacobian = program.newJacobian();
        program.jacobian(z, jacobian);
        for (int j = 0; j < jacobian.numCols; j++) {
            for (int k = jacobian.col_idx[j]; k < jacobian.col_idx[j + 1]; k++) {
                if (!Double.isFinite(jacobian.nz_values[k])) {
                    return "the derivative of the constraint " + program.constraintName(jacobian.nz_rows[k])
                            + " with respect to " + program.variableName(j) + " is " + jacobian.nz_values[k];
                }
            }
        }
        double[] gradient = new double[program.variables()];
        program.gradient(z, gradient);
        for (int j = 0; j < gradient.length; j++) {
            if (!Double.isFinite(gradient[j])) {
                return "the derivative of the objective with respect to " + program.variableName(j) + " is "
                        + gradient[j];
            }
        }
        return "a second derivative of the objective or of a constraint is not finite";
    }
}
