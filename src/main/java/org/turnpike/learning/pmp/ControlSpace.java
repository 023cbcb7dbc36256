package org.turnpike.learning.pmp;

import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Model;

/**
 * The controls of all layers as one vector, with the inner product ⟨u, v⟩ = uᵀM v of the penalty: that of L2(0, T), M = h (1 for discrete
 * models), or of H1 with controls that are linear on a layer, where M is block tridiagonal. In this product the penalty's Hessian is
 * 2λ times the identity, whatever the mesh.
 */
final class ControlSpace {
    private final Model model;
    private final int layers;
    private final boolean linear;
    private final double h;
    /** By layer, or node: the first component. */
    private final int[] offset;
    /** By component: the penalty's weight. */
    private final double[] weight;

    private final int size;

    ControlSpace(TrainingTask task) {
        model = task.model();
        layers = task.layers();
        linear = task.regularization() == Regularization.H1;
        h = task.step();
        offset = new int[layers + (linear ? 2 : 1)];
        for (int k = 0; k + 1 < offset.length; k++) {
            offset[k + 1] = offset[k] + model.controls(Math.min(k, layers - 1));
        }
        size = offset[offset.length - 1];
        weight = new double[size];
        for (int k = 0; k + 1 < offset.length; k++) {
            for (int j = offset[k]; j < offset[k + 1]; j++) {
                weight[j] = model.penaltyWeight(Math.min(k, layers - 1), j - offset[k]);
            }
        }
    }

    int size() {
        return size;
    }

    /** The layers, or for H1 the nodes, that have a control. */
    int places() {
        return offset.length - 1;
    }

    int offset(int k) {
        return offset[k];
    }

    int count(int k) {
        return offset[k + 1] - offset[k];
    }

    /** u at the fraction c of layer k into {@code z}. */
    void at(double[] u, int k, double c, double[] z, int at) {
        int m = model.controls(k);
        for (int j = 0; j < m; j++) {
            z[at + j] = linear ? (1 - c) * u[offset[k] + j] + c * u[offset[k + 1] + j] : u[offset[k] + j];
        }
    }

    /** The transpose of {@link #at}, added to {@code g}. */
    void spread(double[] stage, int at, int k, double c, double[] g) {
        int m = model.controls(k);
        for (int j = 0; j < m; j++) {
            if (linear) {
                g[offset[k] + j] += (1 - c) * stage[at + j];
                g[offset[k + 1] + j] += c * stage[at + j];
            } else {
                g[offset[k] + j] += stage[at + j];
            }
        }
    }

    /** M u into {@code out}. */
    void gram(double[] u, double[] out) {
        if (!linear) {
            for (int j = 0; j < size; j++) {
                out[j] = h * weight[j] * u[j];
            }
            return;
        }
        int m = count(0);
        for (int j = 0; j < size; j++) {
            double sum = diagonal(j / m) * u[j];
            sum += j >= m ? offDiagonal() * u[j - m] : 0;
            sum += j + m < size ? offDiagonal() * u[j + m] : 0;
            out[j] = weight[j] * sum;
        }
    }

    /** ∫ of the square of a hat function and of its slope. */
    private double diagonal(int node) {
        double one = h / 3 + 1 / h;
        return node == 0 || node == layers ? one : 2 * one;
    }

    private double offDiagonal() {
        return h / 6 - 1 / h;
    }

    /** M⁻¹ g into {@code out}, which may be g: for H1 one tridiagonal system a component. */
    void riesz(double[] g, double[] out) {
        for (int j = 0; j < size; j++) {
            out[j] = linear ? g[j] / weight[j] : g[j] / (h * weight[j]);
        }
        if (!linear) {
            return;
        }
        int m = count(0);
        double[] pivot = new double[layers + 1];
        double e = offDiagonal();
        pivot[0] = diagonal(0);
        for (int k = 1; k <= layers; k++) {
            double factor = e / pivot[k - 1];
            pivot[k] = diagonal(k) - factor * e;
            for (int j = 0; j < m; j++) {
                out[k * m + j] -= factor * out[(k - 1) * m + j];
            }
        }
        for (int k = layers; k >= 0; k--) {
            for (int j = 0; j < m; j++) {
                double next = k < layers ? e * out[(k + 1) * m + j] : 0;
                out[k * m + j] = (out[k * m + j] - next) / pivot[k];
            }
        }
    }

    /** The task's start. */
    double[] start(TrainingTask task) {
        double[] u = new double[size];
        for (int k = 0; k < places(); k++) {
            for (int j = 0; j < count(k); j++) {
                u[offset[k] + j] = task.start().at(k, j);
            }
        }
        return u;
    }

    double[] flat(double[][] controls) {
        double[] u = new double[size];
        for (int k = 0; k < places(); k++) {
            System.arraycopy(controls[k], 0, u, offset[k], count(k));
        }
        return u;
    }

    double[][] byLayer(double[] u) {
        double[][] controls = new double[places()][];
        for (int k = 0; k < controls.length; k++) {
            controls[k] = java.util.Arrays.copyOfRange(u, offset[k], offset[k + 1]);
        }
        return controls;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** (uᵀM u)^½. */
    double norm(double[] u) {
        double[] image = new double[size];
        gram(u, image);
        return Math.sqrt(Math.max(0, dot(u, image)));
    }
}
