package org.turnpike.nlp;

import java.util.Arrays;
import org.ejml.data.DMatrixSparseCSC;

/**
 * The quadratic program min ½ dᵀWd + gᵀd, A d = b whose optimality conditions are a KKT system: W the Hessian of the Lagrangian over the unknowns that move, A the
 * active rows. Unknowns that do not move by themselves have known derivatives.
 */
final class TangentProgram implements NonlinearProgram {
    private final int[] columns;
    private final int[] rows;
    private final double[] linear;
    private final double[] right;
    private final DMatrixSparseCSC jacobian;
    private final DMatrixSparseCSC hessian;

    /**
     * @param known dz/dθ of unknowns at a limit
     * @param gradient ∂(∇L)/∂θ
     * @param right the active rows' right-hand side, d(limit)/dθ − ∂c/∂θ
     */
    TangentProgram(
            NonlinearProgram program,
            double[] z,
            double[] lambda,
            ActiveSet active,
            double[] known,
            double[] gradient,
            double[] right) {
        columns = active.keptColumns();
        rows = active.keptRows();
        int[] column = numbers(columns, z.length);
        int[] row = numbers(rows, right.length);
        double[] g = gradient.clone();
        double[] b = right.clone();
        DMatrixSparseCSC fullHessian = program.newHessian();
        program.hessian(z, 1, lambda, fullHessian);
        hessian = restricted(fullHessian, column, column, columns.length, columns.length);
        for (int j = 0; j < z.length; j++) {
            for (int at = fullHessian.col_idx[j]; at < fullHessian.col_idx[j + 1]; at++) {
                int i = fullHessian.nz_rows[at];
                if (column[j] < 0 && column[i] >= 0) {
                    g[i] += fullHessian.nz_values[at] * known[j];
                } else if (column[i] < 0 && column[j] >= 0) {
                    g[j] += fullHessian.nz_values[at] * known[i];
                }
            }
        }
        DMatrixSparseCSC fullJacobian = program.newJacobian();
        program.jacobian(z, fullJacobian);
        jacobian = restricted(fullJacobian, row, column, rows.length, columns.length);
        for (int j = 0; j < z.length; j++) {
            if (column[j] < 0) {
                for (int at = fullJacobian.col_idx[j]; at < fullJacobian.col_idx[j + 1]; at++) {
                    b[fullJacobian.nz_rows[at]] -= fullJacobian.nz_values[at] * known[j];
                }
            }
        }
        linear = picked(g, columns);
        this.right = picked(b, rows);
    }

    private static int[] numbers(int[] kept, int count) {
        int[] numbers = new int[count];
        Arrays.fill(numbers, -1);
        for (int k = 0; k < kept.length; k++) {
            numbers[kept[k]] = k;
        }
        return numbers;
    }

    private static double[] picked(double[] values, int[] kept) {
        return Arrays.stream(kept).mapToDouble(k -> values[k]).toArray();
    }

    private static DMatrixSparseCSC restricted(
            DMatrixSparseCSC full, int[] row, int[] column, int rowCount, int columnCount) {
        DMatrixSparseCSC part = new DMatrixSparseCSC(rowCount, columnCount, full.nz_length);
        int count = 0;
        for (int j = 0; j < full.numCols; j++) {
            if (column[j] < 0) {
                continue;
            }
            for (int at = full.col_idx[j]; at < full.col_idx[j + 1]; at++) {
                int i = row[full.nz_rows[at]];
                if (i >= 0) {
                    part.nz_rows[count] = i;
                    part.nz_values[count++] = full.nz_values[at];
                }
            }
            part.col_idx[column[j] + 1] = count;
        }
        part.nz_length = count;
        part.indicesSorted = true;
        return part;
    }

    /** dz/dθ of all unknowns. */
    double[] all(double[] d, double[] known) {
        double[] result = known.clone();
        for (int k = 0; k < columns.length; k++) {
            result[columns[k]] = d[k];
        }
        return result;
    }

    /** Multipliers of all rows. */
    double[] rows(double[] multipliers, int count) {
        double[] result = new double[count];
        for (int k = 0; k < rows.length; k++) {
            result[rows[k]] = multipliers[k];
        }
        return result;
    }

    @Override
    public int variables() {
        return columns.length;
    }

    @Override
    public int constraints() {
        return rows.length;
    }

    @Override
    public double[] variableLower() {
        return filled(Double.NEGATIVE_INFINITY);
    }

    @Override
    public double[] variableUpper() {
        return filled(Double.POSITIVE_INFINITY);
    }

    private double[] filled(double value) {
        double[] result = new double[columns.length];
        Arrays.fill(result, value);
        return result;
    }

    @Override
    public double[] constraintLower() {
        return right.clone();
    }

    @Override
    public double[] constraintUpper() {
        return right.clone();
    }

    @Override
    public double objective(double[] d) {
        double sum = 0;
        for (int j = 0; j < d.length; j++) {
            sum += linear[j] * d[j];
            for (int at = hessian.col_idx[j]; at < hessian.col_idx[j + 1]; at++) {
                int i = hessian.nz_rows[at];
                sum += (i == j ? 0.5 : 1) * hessian.nz_values[at] * d[i] * d[j];
            }
        }
        return sum;
    }

    @Override
    public void gradient(double[] d, double[] gradient) {
        System.arraycopy(linear, 0, gradient, 0, linear.length);
        for (int j = 0; j < d.length; j++) {
            for (int at = hessian.col_idx[j]; at < hessian.col_idx[j + 1]; at++) {
                int i = hessian.nz_rows[at];
                gradient[i] += hessian.nz_values[at] * d[j];
                if (i != j) {
                    gradient[j] += hessian.nz_values[at] * d[i];
                }
            }
        }
    }

    @Override
    public void constraints(double[] d, double[] values) {
        Arrays.fill(values, 0, rows.length, 0);
        for (int j = 0; j < d.length; j++) {
            for (int at = jacobian.col_idx[j]; at < jacobian.col_idx[j + 1]; at++) {
                values[jacobian.nz_rows[at]] += jacobian.nz_values[at] * d[j];
            }
        }
    }

    private static DMatrixSparseCSC structure(DMatrixSparseCSC matrix) {
        DMatrixSparseCSC copy = matrix.copy();
        Arrays.fill(copy.nz_values, 0);
        return copy;
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        return structure(jacobian);
    }

    @Override
    public void jacobian(double[] d, DMatrixSparseCSC values) {
        System.arraycopy(jacobian.nz_values, 0, values.nz_values, 0, jacobian.nz_length);
    }

    @Override
    public DMatrixSparseCSC newHessian() {
        return structure(hessian);
    }

    @Override
    public void hessian(double[] d, double objectiveFactor, double[] multipliers, DMatrixSparseCSC values) {
        for (int at = 0; at < hessian.nz_length; at++) {
            values.nz_values[at] = objectiveFactor * hessian.nz_values[at];
        }
    }
}
