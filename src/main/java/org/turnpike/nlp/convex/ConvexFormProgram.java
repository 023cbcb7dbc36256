package org.turnpike.nlp.convex;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixSparseCSC;
import org.turnpike.linalg.SparsityBuilder;
import org.turnpike.nlp.NonlinearProgram;

/**
 * A convex form as a sparse nonlinear program, for a solver of those: G x ≤ h, A x = b, and |A x + b| − cᵀx − d ≤ 0 for each
 * cone, in this order. Unlike other programs it allocates when it is evaluated, as the forms' objectives do.
 */
public final class ConvexFormProgram implements NonlinearProgram {
    private final ConvexForm form;
    private final ConvexObjective objective;
    private final LinearConstraints linear;
    private final List<Cone> cones;
    /** The rows of G and A. */
    private final double[][] rows;
    /** For each cone the unknowns that it depends on. */
    private final int[][] supports;

    public ConvexFormProgram(ConvexForm form) {
        this.form = form;
        objective = form.objective();
        linear = form.constraints();
        cones = form.cones();
        rows = Arrays.copyOf(linear.g(), linear.h().length + linear.b().length);
        System.arraycopy(linear.a(), 0, rows, linear.h().length, linear.b().length);
        supports = cones.stream().map(ConvexFormProgram::support).toArray(int[][]::new);
    }

    private static int[] support(Cone cone) {
        return java.util.stream.IntStream.range(0, cone.c().length)
                .filter(j -> cone.c()[j] != 0 || Arrays.stream(cone.a()).anyMatch(row -> row[j] != 0))
                .toArray();
    }

    @Override
    public int variables() {
        return linear.variables();
    }

    @Override
    public int constraints() {
        return rows.length + cones.size();
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
        return objective.value(z);
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        System.arraycopy(objective.gradient(z), 0, gradient, 0, z.length);
    }

    @Override
    public void constraints(double[] z, double[] values) {
        for (int i = 0; i < rows.length; i++) {
            values[i] = Dense.dot(rows[i], z);
        }
        for (int k = 0; k < cones.size(); k++) {
            values[rows.length + k] = -cones.get(k).slack(z);
        }
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        SparsityBuilder builder = new SparsityBuilder(constraints(), variables(), 4 * rows.length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                if (rows[i][j] != 0) {
                    builder.add(i, j);
                }
            }
        }
        for (int k = 0; k < supports.length; k++) {
            for (int j : supports[k]) {
                builder.add(rows.length + k, j);
            }
        }
        return builder.build().matrix();
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {
        double[][] normals = cones.stream().map(cone -> cone.normal(z)).toArray(double[][]::new);
        for (int j = 0; j < z.length; j++) {
            for (int at = jacobian.col_idx[j]; at < jacobian.col_idx[j + 1]; at++) {
                int i = jacobian.nz_rows[at];
                jacobian.nz_values[at] = i < rows.length ? rows[i][j] : normals[i - rows.length][j];
            }
        }
    }

    @Override
    public DMatrixSparseCSC newHessian() {
        int n = variables();
        SparsityBuilder builder = new SparsityBuilder(n, n, n);
        // The quadratic part's zeros are zeros everywhere; of a general function nothing is known.
        double[][] quadratic = form instanceof ConvexProgram ? null : objective.hessian(new double[n]);
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                if (quadratic == null || quadratic[i][j] != 0) {
                    builder.add(i, j);
                }
            }
        }
        for (int[] support : supports) {
            for (int j : support) {
                for (int i : support) {
                    if (i >= j) {
                        builder.add(i, j);
                    }
                }
            }
        }
        return builder.build().matrix();
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
        double[][] sum = objective.hessian(z);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Dense.plus(new double[z.length], objectiveFactor, sum[i]);
        }
        for (int k = 0; k < cones.size(); k++) {
            cones.get(k).addCurvature(z, multipliers[rows.length + k], sum);
        }
        for (int j = 0; j < z.length; j++) {
            for (int at = hessian.col_idx[j]; at < hessian.col_idx[j + 1]; at++) {
                hessian.nz_values[at] = sum[hessian.nz_rows[at]][j];
            }
        }
    }
}
