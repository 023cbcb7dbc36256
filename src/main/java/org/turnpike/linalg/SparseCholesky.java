package org.turnpike.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.interfaces.linsol.LinearSolverSparse;
import org.ejml.sparse.FillReducing;
import org.ejml.sparse.csc.factory.LinearSolverFactory_DSCC;
import org.jspecify.annotations.Nullable;

/**
 * The factorisation M = L Lᵀ of a sparse symmetric matrix, in the given order of rows: matrices of problems on a mesh are banded
 * in time, with unknowns that all share at the end, and fill little.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718881">Davis: Direct Methods for Sparse Linear Systems, chapter 4</a>
 */
public final class SparseCholesky {
    private final LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> solver;
    private final int n;

    private SparseCholesky(LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> solver, int n) {
        this.solver = solver;
        this.n = n;
    }

    /** The factorisation, or null if the matrix is not positive definite. */
    public static @Nullable SparseCholesky of(SparseMatrix matrix) {
        LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> solver = LinearSolverFactory_DSCC.cholesky(FillReducing.NONE);
        return solver.setA(matrix.values()) ? new SparseCholesky(solver, matrix.rows()) : null;
    }

    /** Whether a symmetric matrix is positive definite to working precision. */
    public static boolean positiveDefinite(SparseMatrix matrix) {
        return of(matrix) != null;
    }

    /** M⁻¹ v. */
    public double[] solve(double[] v) {
        DMatrixRMaj solution = new DMatrixRMaj(n, 1);
        solver.solve(new DMatrixRMaj(n, 1, true, v.clone()), solution);
        return solution.data;
    }
}
