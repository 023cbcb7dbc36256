package org.turnpike.learning.control;

import java.util.Arrays;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.Phases;
import org.turnpike.minimization.InnerProduct;

/** The controls of a task as one vector: row by row, then a trained P; see the package. */
public final class ControlSpace implements InnerProduct {
    private final Model model;
    private final Output output;
    private final int layers;
    private final boolean linear;
    /** By layer: the row of its left end. */
    private final int[] row;
    /** By layer: h. */
    private final double[] step;
    /** By row: its layer (at the end of a phase the last one). */
    private final int[] layerOf;
    /** By row: the first component; the last entry is where P begins. */
    private final int[] offset;
    /** By component: ω. */
    private final double[] weight;
    /** Of H1, by row: diagonal and upper neighbour of the Gram matrix without ω. */
    private final double[] diagonal;

    private final double[] upper;
    private final int size;

    public ControlSpace(TrainingTask task) {
        model = task.model();
        output = task.output();
        layers = task.layers();
        linear = task.regularization() == Regularization.H1;
        Phases phases = task.phases();
        step = new double[layers];
        row = new int[layers];
        int rows = linear ? layers + phases.count() : layers;
        layerOf = new int[rows];
        diagonal = new double[rows];
        upper = new double[rows];
        for (int k = 0; k < layers; k++) {
            step[k] = model.continuous() ? phases.step(k, task.horizon()) : 1;
            row[k] = phases.controlRow(k, linear);
            layerOf[row[k]] = k;
            if (linear) {
                layerOf[row[k] + 1] = k;
                // Integrals of products of hat functions, and of their slopes.
                diagonal[row[k]] += step[k] / 3 + 1 / step[k];
                diagonal[row[k] + 1] += step[k] / 3 + 1 / step[k];
                upper[row[k]] = step[k] / 6 - 1 / step[k];
            } else {
                diagonal[row[k]] = step[k];
            }
        }
        offset = new int[rows + 1];
        for (int r = 0; r < rows; r++) {
            offset[r + 1] = offset[r] + model.controls(layerOf[r]);
        }
        size = offset[rows] + (output.trained() ? output.size() * output.inputs() : 0);
        weight = new double[size];
        Arrays.fill(weight, 1);
        for (int r = 0; r < rows; r++) {
            for (int j = offset[r]; j < offset[r + 1]; j++) {
                weight[j] = model.penaltyWeight(layerOf[r], j - offset[r]);
            }
        }
    }

    @Override
    public int size() {
        return size;
    }

    /** Rows of controls: the layers, or for H1 the nodes of each phase. */
    public int rows() {
        return offset.length - 1;
    }

    /** The first component of a row; that of row {@link #rows} is where a trained P begins. */
    public int offset(int r) {
        return offset[r];
    }

    /** The number of components of a row. */
    public int count(int r) {
        return offset[r + 1] - offset[r];
    }

    /** The row of the left end of layer k. */
    public int row(int k) {
        return row[k];
    }

    /** The length of layer k; 1 in discrete models. */
    public double step(int k) {
        return step[k];
    }

    /** Whether u is linear on a layer, from its row to the next one, rather than constant. */
    public boolean linear() {
        return linear;
    }

    /** u at the fraction c of layer k into {@code z}. */
    public void at(double[] u, int k, double c, double[] z, int at) {
        int from = offset[row[k]];
        int m = count(row[k]);
        for (int j = 0; j < m; j++) {
            z[at + j] = linear ? (1 - c) * u[from + j] + c * u[from + m + j] : u[from + j];
        }
    }

    /** The transpose of {@link #at}, added to {@code g}. */
    public void spread(double[] stage, int at, int k, double c, double[] g) {
        int from = offset[row[k]];
        int m = count(row[k]);
        for (int j = 0; j < m; j++) {
            if (linear) {
                g[from + j] += (1 - c) * stage[at + j];
                g[from + m + j] += c * stage[at + j];
            } else {
                g[from + j] += stage[at + j];
            }
        }
    }

    @Override
    public void gram(double[] u, double[] out) {
        for (int r = 0; r < rows(); r++) {
            int m = count(r);
            for (int j = offset[r]; j < offset[r + 1]; j++) {
                double sum = diagonal[r] * u[j];
                if (linear) {
                    // At the ends of a phase there is no neighbour: upper is 0.
                    sum += r > 0 ? upper[r - 1] * (upper[r - 1] == 0 ? 0 : u[j - m]) : 0;
                    sum += upper[r] == 0 ? 0 : upper[r] * u[j + m];
                }
                out[j] = weight[j] * sum;
            }
        }
        for (int j = offset[rows()]; j < size; j++) {
            out[j] = u[j];
        }
    }

    /** For H1 one tridiagonal system a component and phase. */
    @Override
    public void riesz(double[] g, double[] out) {
        for (int j = 0; j < size; j++) {
            out[j] = g[j] / weight[j];
        }
        double pivot = 0;
        double[] pivots = new double[rows()];
        for (int r = 0; r < rows(); r++) {
            double coupling = r > 0 ? upper[r - 1] : 0;
            double factor = coupling == 0 ? 0 : coupling / pivot;
            pivot = diagonal[r] - factor * coupling;
            pivots[r] = pivot;
            int m = count(r);
            for (int j = offset[r]; coupling != 0 && j < offset[r + 1]; j++) {
                out[j] -= factor * out[j - m];
            }
        }
        for (int r = rows() - 1; r >= 0; r--) {
            int m = count(r);
            for (int j = offset[r]; j < offset[r + 1]; j++) {
                out[j] = (out[j] - (upper[r] == 0 ? 0 : upper[r] * out[j + m])) / pivots[r];
            }
        }
    }

    /** The task's start. */
    public double[] start(TrainingTask task) {
        double[] u = new double[size];
        for (int r = 0; r < rows(); r++) {
            for (int j = 0; j < count(r); j++) {
                u[offset[r] + j] = task.start().at(r, j);
            }
        }
        for (int j = offset[rows()]; j < size; j++) {
            int entry = j - offset[rows()];
            u[j] = output.matrix()[entry / output.inputs()][entry % output.inputs()];
        }
        return u;
    }

    /** Controls by row, and P, as one vector. */
    public double[] flat(double[][] controls, double[][] matrix) {
        double[] u = new double[size];
        for (int r = 0; r < rows(); r++) {
            System.arraycopy(controls[r], 0, u, offset[r], count(r));
        }
        for (int c = 0; output.trained() && c < output.size(); c++) {
            System.arraycopy(matrix[c], 0, u, offset[rows()] + c * output.inputs(), output.inputs());
        }
        return u;
    }

    /** The rows of u. */
    public double[][] byRow(double[] u) {
        double[][] controls = new double[rows()][];
        for (int r = 0; r < controls.length; r++) {
            controls[r] = Arrays.copyOfRange(u, offset[r], offset[r + 1]);
        }
        return controls;
    }

    /** P, trained or not. */
    public double[][] outputMatrix(double[] u) {
        double[][] matrix = new double[output.size()][];
        for (int c = 0; c < matrix.length; c++) {
            int from = offset[rows()] + c * output.inputs();
            matrix[c] =
                    output.trained() ? Arrays.copyOfRange(u, from, from + output.inputs()) : output.matrix()[c].clone();
        }
        return matrix;
    }
}
