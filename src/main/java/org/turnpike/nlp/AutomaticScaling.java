package org.turnpike.nlp;

import java.util.Arrays;
import org.ejml.data.DMatrixSparseCSC;

/**
 * A scaling from typical magnitudes t_j of the unknowns and the derivatives at the start:
 *
 * <pre>
 *   variables    1 / t_j
 *   constraints  1 / r_g,  r_g = max over the rows i of group g and over j of |∂c_i/∂z_j| t_j,  within [1e-8, 1e4]
 *   objective    brings max_j |∂f/∂z_j| t_j into [1e-2, 100] where it is outside,  within [1e-8, 1e2]
 * </pre>
 *
 * <p>Rows of one group share a factor, so that for instance one equation of motion is weighed alike at all nodes and its
 * multipliers keep their shape over time. Derivatives that are not finite are left out. A group, or an objective, without a
 * derivative at the start keeps the factor 1: zero there says nothing of its size elsewhere. For the same reason factors
 * above 1 are capped. The objective is left alone while it is of moderate size, because its factor divides the accuracy of
 * the multipliers.
 */
public final class AutomaticScaling {
    private static final double SMALLEST = 1e-8;
    private static final double LARGEST_CONSTRAINT = 1e4;
    private static final double LARGEST_OBJECTIVE = 1e2;
    private static final double MODERATE = 1e2;

    private AutomaticScaling() {}

    /** Each row is a group of its own. */
    public static Scaling of(NonlinearProgram program, double[] z, double[] typicalMagnitude) {
        int[] rows = new int[program.constraints()];
        Arrays.setAll(rows, i -> i);
        return of(program, z, typicalMagnitude, rows);
    }

    /**
     * @param z the start (n)
     * @param typicalMagnitude t (n); what is not positive and finite counts as 1
     * @param rowGroup for each constraint the number of its group, from 0 (m)
     */
    public static Scaling of(NonlinearProgram program, double[] z, double[] typicalMagnitude, int[] rowGroup) {
        int n = program.variables();
        double[] typical = new double[n];
        double[] variables = new double[n];
        for (int j = 0; j < n; j++) {
            double t = typicalMagnitude[j];
            typical[j] = t > 0 && t < Double.POSITIVE_INFINITY ? Math.min(Math.max(t, SMALLEST), 1 / SMALLEST) : 1;
            variables[j] = 1 / typical[j];
        }
        return new Scaling(objective(program, z, typical), variables, constraints(program, z, typical, rowGroup));
    }

    private static double objective(NonlinearProgram program, double[] z, double[] typical) {
        double[] gradient = new double[typical.length];
        program.gradient(z, gradient);
        double size = 0;
        for (int j = 0; j < gradient.length; j++) {
            size = largest(size, gradient[j] * typical[j]);
        }
        if (size > MODERATE) {
            return Math.max(MODERATE / size, SMALLEST);
        }
        if (size > 0 && size < 1 / MODERATE) {
            return Math.min(1 / (MODERATE * size), LARGEST_OBJECTIVE);
        }
        return 1;
    }

    private static double[] constraints(NonlinearProgram program, double[] z, double[] typical, int[] rowGroup) {
        DMatrixSparseCSC jacobian = program.newJacobian();
        program.jacobian(z, jacobian);
        int groups = 0;
        for (int group : rowGroup) {
            groups = Math.max(groups, group + 1);
        }
        double[] size = new double[groups];
        for (int j = 0; j < jacobian.numCols; j++) {
            for (int k = jacobian.col_idx[j]; k < jacobian.col_idx[j + 1]; k++) {
                int group = rowGroup[jacobian.nz_rows[k]];
                size[group] = largest(size[group], jacobian.nz_values[k] * typical[j]);
            }
        }
        double[] factors = new double[rowGroup.length];
        for (int i = 0; i < factors.length; i++) {
            double r = size[rowGroup[i]];
            factors[i] = r > 0 ? Math.min(Math.max(1 / r, SMALLEST), LARGEST_CONSTRAINT) : 1;
        }
        return factors;
    }

    private static double largest(double before, double value) {
        double magnitude = Math.abs(value);
        return magnitude > before && magnitude < Double.POSITIVE_INFINITY ? magnitude : before;
    }
}
