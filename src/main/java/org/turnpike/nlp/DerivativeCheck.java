package org.turnpike.nlp;

import java.util.Arrays;
import java.util.Locale;
import org.ejml.data.DMatrixSparseCSC;

/**
 * A program's derivatives against central differences
 *
 * <pre>  ∂φ/∂z_j ≈ (φ(z + h e_j) − φ(z − h e_j)) / 2h,     h = ε^(1/3) max(1, |z_j|),</pre>
 *
 * of f and c for the gradient and the Jacobian, and of ∇L(z, λ) = ∇f + Jᵀλ for the Hessian. Entries outside the declared
 * structure count as exact zeros, so a missing entry shows too. Costs 2n evaluations; for tests and diagnosis.
 *
 * @param gradient the worst entry of ∇f
 * @param jacobian the worst entry of ∂c/∂z
 * @param hessian the worst entry of ∇²L
 */
public record DerivativeCheck(Entry gradient, Entry jacobian, Entry hessian) {
    /**
     * One entry.
     *
     * @param name for people, for instance {@code d(c[1])/d(z[0])}
     * @param error |exact − difference| / max(1, |exact|, |difference|); infinite if one of them is not finite
     */
    public record Entry(String name, double exact, double difference, double error) {
        private static final Entry NONE = new Entry("none", 0, 0, 0);

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%s: exact %.12g, difference %.12g, error %.2g", name, exact, difference, error);
        }
    }

    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    /** Compares at z, with multipliers λ (m) and objective factor 1 in the Hessian. */
    public static DerivativeCheck at(NonlinearProgram program, double[] z, double[] multipliers) {
        return new Comparison(program, z, multipliers).result();
    }

    /** The entry with the largest error. */
    public Entry worst() {
        Entry worst = jacobian.error > gradient.error ? jacobian : gradient;
        return hessian.error > worst.error ? hessian : worst;
    }

    private static final class Comparison {
        private final NonlinearProgram program;
        private final double[] multipliers;
        private final double[] z;
        private final int n;
        private final int m;
        private final DMatrixSparseCSC work;
        private Entry worstGradient = Entry.NONE;
        private Entry worstJacobian = Entry.NONE;
        private Entry worstHessian = Entry.NONE;

        Comparison(NonlinearProgram program, double[] z, double[] multipliers) {
            this.program = program;
            this.multipliers = multipliers;
            this.z = z.clone();
            n = program.variables();
            m = program.constraints();
            work = program.newJacobian();
        }

        DerivativeCheck result() {
            double[] gradient = new double[n];
            program.gradient(z, gradient);
            DMatrixSparseCSC jacobian = program.newJacobian();
            program.jacobian(z, jacobian);
            DMatrixSparseCSC hessian = program.newHessian();
            program.hessian(z, 1, multipliers, hessian);

            double[] cPlus = new double[m];
            double[] cMinus = new double[m];
            double[] lPlus = new double[n];
            double[] lMinus = new double[n];
            double[] column = new double[Math.max(n, m)];
            for (int j = 0; j < n; j++) {
                double centre = z[j];
                double h = STEP * Math.max(1, Math.abs(centre));
                z[j] = centre + h;
                double above = z[j];
                double fPlus = program.objective(z);
                program.constraints(z, cPlus);
                lagrangianGradient(lPlus);
                z[j] = centre - h;
                double width = above - z[j];
                double fMinus = program.objective(z);
                program.constraints(z, cMinus);
                lagrangianGradient(lMinus);
                z[j] = centre;

                compareGradient(j, gradient[j], (fPlus - fMinus) / width);
                scatter(jacobian, j, column);
                for (int i = 0; i < m; i++) {
                    compareJacobian(i, j, column[i], (cPlus[i] - cMinus[i]) / width);
                }
                scatter(hessian, j, column);
                for (int i = j; i < n; i++) {
                    compareHessian(i, j, column[i], (lPlus[i] - lMinus[i]) / width);
                }
            }
            return new DerivativeCheck(worstGradient, worstJacobian, worstHessian);
        }

        /** ∇f + Jᵀλ at z. */
        private void lagrangianGradient(double[] into) {
            program.gradient(z, into);
            program.jacobian(z, work);
            for (int j = 0; j < n; j++) {
                for (int k = work.col_idx[j]; k < work.col_idx[j + 1]; k++) {
                    into[j] += work.nz_values[k] * multipliers[work.nz_rows[k]];
                }
            }
        }

        private static void scatter(DMatrixSparseCSC matrix, int j, double[] column) {
            Arrays.fill(column, 0);
            for (int k = matrix.col_idx[j]; k < matrix.col_idx[j + 1]; k++) {
                column[matrix.nz_rows[k]] = matrix.nz_values[k];
            }
        }

        private void compareGradient(int j, double exact, double difference) {
            double error = error(exact, difference);
            if (error > worstGradient.error) {
                worstGradient = new Entry("d(objective)/d(" + program.variableName(j) + ")", exact, difference, error);
            }
        }

        private void compareJacobian(int i, int j, double exact, double difference) {
            double error = error(exact, difference);
            if (error > worstJacobian.error) {
                String name = "d(" + program.constraintName(i) + ")/d(" + program.variableName(j) + ")";
                worstJacobian = new Entry(name, exact, difference, error);
            }
        }

        private void compareHessian(int i, int j, double exact, double difference) {
            double error = error(exact, difference);
            if (error > worstHessian.error) {
                String name = "d2(Lagrangian)/d(" + program.variableName(i) + ")d(" + program.variableName(j) + ")";
                worstHessian = new Entry(name, exact, difference, error);
            }
        }

        private static double error(double exact, double difference) {
            double error = Math.abs(exact - difference) / Math.max(1, Math.max(Math.abs(exact), Math.abs(difference)));
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }
    }
}
