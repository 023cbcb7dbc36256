package org.turnpike.nlp.convex;

import java.util.Arrays;
import java.util.Map;
import org.ejml.data.DMatrixSparseCSC;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** A convex form as a dense nonlinear program, for Ipopt: G x ≤ h, A x = b, and |A x + b| − cᵀx − d ≤ 0. */
public final class ConvexFormProgram implements NonlinearProgram {
    private final ConvexForm form;
    private final LinearConstraints linear;

    public ConvexFormProgram(ConvexForm form) {
        this.form = form;
        linear = form.constraints();
    }

    /** What Ipopt says, from a start. */
    public static NlpSolution byIpopt(ConvexForm form, double[] start) {
        NlpOptions options = new NlpOptions(1e-10, 3000, Double.POSITIVE_INFINITY, Map.of());
        return new IpoptSolver()
                .solve(new ConvexFormProgram(form), NlpStart.at(start), null, options, IterationListener.SILENT);
    }

    @Override
    public int variables() {
        return linear.variables();
    }

    @Override
    public int constraints() {
        return linear.h().length + linear.b().length + form.cones().size();
    }

    @Override
    public double[] variableLower() {
        return linear.lower().clone();
    }

    @Override
    public double[] variableUpper() {
        return linear.upper().clone();
    }

    @Override
    public double[] constraintLower() {
        double[] lower = new double[constraints()];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        System.arraycopy(linear.b(), 0, lower, linear.h().length, linear.b().length);
        return lower;
    }

    @Override
    public double[] constraintUpper() {
        double[] upper = new double[constraints()];
        System.arraycopy(linear.h(), 0, upper, 0, linear.h().length);
        System.arraycopy(linear.b(), 0, upper, linear.h().length, linear.b().length);
        return upper;
    }

    @Override
    public double objective(double[] z) {
        return form.objective().value(z);
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        System.arraycopy(form.objective().gradient(z), 0, gradient, 0, z.length);
    }

    @Override
    public void constraints(double[] z, double[] values) {
        int at = 0;
        for (double[] row : linear.g()) {
            values[at++] = Dense.dot(row, z);
        }
        for (double[] row : linear.a()) {
            values[at++] = Dense.dot(row, z);
        }
        for (Cone cone : form.cones()) {
            values[at++] = -cone.slack(z);
        }
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        int m = constraints();
        int n = variables();
        DMatrixSparseCSC jacobian = new DMatrixSparseCSC(m, n, m * n);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                jacobian.nz_rows[j * m + i] = i;
            }
            jacobian.col_idx[j + 1] = (j + 1) * m;
        }
        jacobian.nz_length = m * n;
        return jacobian;
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {
        int m = constraints();
        for (int i = 0; i < m; i++) {
            double[] row = row(i, z);
            for (int j = 0; j < z.length; j++) {
                jacobian.nz_values[j * m + i] = row[j];
            }
        }
    }

    private double[] row(int i, double[] z) {
        int inequalities = linear.h().length;
        int equalities = linear.b().length;
        if (i < inequalities) {
            return linear.g()[i];
        }
        if (i < inequalities + equalities) {
            return linear.a()[i - inequalities];
        }
        Cone cone = form.cones().get(i - inequalities - equalities);
        double[] axis = cone.axis(z);
        double[] row = Dense.plus(new double[z.length], -1, cone.c());
        Dense.addTransposed(cone.a(), Dense.plus(new double[axis.length], 1 / Dense.norm(axis), axis), row);
        return row;
    }

    @Override
    public DMatrixSparseCSC newHessian() {
        int n = variables();
        DMatrixSparseCSC hessian = new DMatrixSparseCSC(n, n, n * (n + 1) / 2);
        int k = 0;
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                hessian.nz_rows[k++] = i;
            }
            hessian.col_idx[j + 1] = k;
        }
        hessian.nz_length = k;
        return hessian;
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
        int n = z.length;
        double[][] f = form.objective().hessian(z);
        double[][] sum = new double[n][n];
        for (int i = 0; i < n; i++) {
            sum[i] = Dense.plus(sum[i], objectiveFactor, f[i]);
        }
        int first = linear.h().length + linear.b().length;
        for (int k = 0; k < form.cones().size(); k++) {
            Cone cone = form.cones().get(k);
            double[] axis = cone.axis(z);
            double norm = Dense.norm(axis);
            double weight = multipliers[first + k] / norm;
            double[] inner = new double[n];
            Dense.addTransposed(cone.a(), Dense.plus(new double[axis.length], 1 / norm, axis), inner);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (double[] row : cone.a()) {
                        sum[i][j] += weight * row[i] * row[j];
                    }
                    sum[i][j] -= weight * inner[i] * inner[j];
                }
            }
        }
        int k = 0;
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                hessian.nz_values[k++] = sum[i][j];
            }
        }
    }
}
