package org.turnpike.nlp;

import java.util.Locale;
import org.ejml.data.DMatrixSparseCSC;

/** A small program with a known solution: min x² + y² subject to x + y = 1, solved by x = y = ½. */
public record SelfTest(boolean passed, String text) {
    private static final double EXPECTED = 0.5;

    /** Runs the program through a solver. */
    public static SelfTest run(NlpSolver solver) {
        NlpSolution solution = solver.solve(
                new Program(),
                NlpStart.at(new double[] {3, -1}),
                null,
                NlpOptions.defaults(),
                IterationListener.SILENT);
        double error = Math.abs(solution.objective() - EXPECTED);
        boolean passed = solution.status().solved() && error < 1e-8;
        return new SelfTest(
                passed,
                String.format(
                        Locale.ROOT,
                        "%s: a quadratic program, %s, error %.0e",
                        passed ? "passed" : "FAILED",
                        solution.status().label(),
                        error));
    }

    private static final class Program implements NonlinearProgram {
        @Override
        public int variables() {
            return 2;
        }

        @Override
        public int constraints() {
            return 1;
        }

        @Override
        public double[] variableLower() {
            return new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        }

        @Override
        public double[] variableUpper() {
            return new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
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
            return z[0] * z[0] + z[1] * z[1];
        }

        @Override
        public void gradient(double[] z, double[] gradient) {
            gradient[0] = 2 * z[0];
            gradient[1] = 2 * z[1];
        }

        @Override
        public void constraints(double[] z, double[] values) {
            values[0] = z[0] + z[1];
        }

        @Override
        public DMatrixSparseCSC newJacobian() {
            DMatrixSparseCSC jacobian = new DMatrixSparseCSC(1, 2, 2);
            jacobian.col_idx = new int[] {0, 1, 2};
            jacobian.nz_rows = new int[] {0, 0};
            jacobian.nz_length = 2;
            jacobian.indicesSorted = true;
            return jacobian;
        }

        @Override
        public void jacobian(double[] z, DMatrixSparseCSC jacobian) {
            jacobian.nz_values[0] = 1;
            jacobian.nz_values[1] = 1;
        }

        @Override
        public DMatrixSparseCSC newHessian() {
            DMatrixSparseCSC hessian = new DMatrixSparseCSC(2, 2, 2);
            hessian.col_idx = new int[] {0, 1, 2};
            hessian.nz_rows = new int[] {0, 1};
            hessian.nz_length = 2;
            hessian.indicesSorted = true;
            return hessian;
        }

        @Override
        public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
            hessian.nz_values[0] = 2 * objectiveFactor;
            hessian.nz_values[1] = 2 * objectiveFactor;
        }
    }
}
