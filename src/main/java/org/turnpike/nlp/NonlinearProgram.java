package org.turnpike.nlp;

import org.ejml.data.DMatrixSparseCSC;

/**
 * A sparse nonlinear program
 *
 * <pre>  minimise f(z)   subject to   cL ≤ c(z) ≤ cU,   zL ≤ z ≤ zU,        z ∈ ℝⁿ,  c(z) ∈ ℝᵐ.</pre>
 *
 * <p>Unbounded sides are ±{@link Double#POSITIVE_INFINITY}. Sparsity structures never change. Evaluation allocates nothing,
 * fills the values of matrices in place, and never throws: an undefined value is a NaN in its place. An instance keeps
 * work space and belongs to one thread.
 */
public interface NonlinearProgram {
    /** n, the number of unknowns. */
    int variables();

    /** m, the number of constraints. */
    int constraints();

    /** zL, a fresh array of n. */
    double[] variableLower();

    /** zU, a fresh array of n. */
    double[] variableUpper();

    /** cL, a fresh array of m. */
    double[] constraintLower();

    /** cU, a fresh array of m. */
    double[] constraintUpper();

    /** f(z). */
    double objective(double[] z);

    /** ∇f(z), dense, into {@code gradient} (n). */
    void gradient(double[] z, double[] gradient);

    /** c(z) into {@code values} (m). */
    void constraints(double[] z, double[] values);

    /** A new m × n matrix with the structure of ∂c/∂z, rows sorted in each column; values are zero. */
    DMatrixSparseCSC newJacobian();

    /** ∂c/∂z into {@code jacobian.nz_values}; the matrix comes from {@link #newJacobian()}. */
    void jacobian(double[] z, DMatrixSparseCSC jacobian);

    /** A new n × n matrix with the structure of the lower triangle of ∇²L, rows sorted in each column; values are zero. */
    DMatrixSparseCSC newHessian();

    /**
     * Lower triangle of ∇²(objectiveFactor · f + multipliersᵀ c) into {@code hessian.nz_values}; the matrix comes from
     * {@link #newHessian()}.
     */
    void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian);

    /** The number of entries of {@link #newJacobian()}. */
    default int jacobianNonzeros() {
        return newJacobian().nz_length;
    }

    /** The number of entries of {@link #newHessian()}. */
    default int hessianNonzeros() {
        return newHessian().nz_length;
    }

    /** A name for people: what unknown {@code i} is, and where; for instance {@code "v at t = 0.5"}. */
    default String variableName(int i) {
        return "z[" + i + "]";
    }

    /** A name for people: what constraint {@code i} is, and where. */
    default String constraintName(int i) {
        return "c[" + i + "]";
    }
}
