package org.turnpike.learning.pmp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.linalg.BandMatrix;
import org.turnpike.linalg.SmallestEigenpair;
import org.turnpike.minimization.InnerProduct;

/**
 * The discrete maximum principle of the formulation L1 with |u| ≤ M Euclidean and f homogeneous in u: K layers on [0, T*] with
 * |u_k| = M, then no control.
 *
 * <p>With T* = Kh and v_k = h u_k the layers are those of step 1, and with A = Σ_k Σ_l b_l φ(X_l), B = φ(x_K) the cost is
 * hA + (T − Kh)B + λMKh subject to |v_k| = Mh. Its Lagrange conditions for (v, h, ν) are
 *
 * <pre>
 *   g_k + ν_k v_k = 0          u_k = −M g_k/|g_k|, ν_k = |g_k|/(Mh)
 *   |v_k|² = M²h²
 *   A − KB + λMK − M²h Σ ν_k = 0       the mean of |g_k| is λ + (A/K − B)/M: the switching condition
 * </pre>
 */
final class BangOffEquations implements DampedNewton.Equations {
    private final TrainingTask task;
    private final ControlSpace space;
    private final DiscreteHamiltonianSystem system;
    private final int layers;
    private final int m;
    private final int n;
    private final double limit;
    private final double[] v;
    private final double[] g;
    private final double[] slope;
    private final double[] column;
    private final double[] unit;
    private double a;
    private double b;
    long evaluations;

    BangOffEquations(TrainingTask task, double limit) {
        this.task = task;
        this.limit = limit;
        space = new ControlSpace(task);
        system = new DiscreteHamiltonianSystem(task, space);
        layers = task.layers();
        n = space.size();
        m = space.count(0);
        v = new double[n];
        g = new double[n];
        slope = new double[n];
        column = new double[n];
        unit = new double[n];
    }

    @Override
    public int size() {
        return n + 1 + layers;
    }

    /** (v, h, ν) from controls of norm M on [0, T*]. */
    double[] unknowns(double[][] controls, double end) {
        double h = end / layers;
        double[] z = new double[size()];
        for (int k = 0; k < layers; k++) {
            double norm = norm(controls[k], 0, m);
            for (int j = 0; j < m; j++) {
                z[k * m + j] = limit * h * controls[k][j] / norm;
            }
        }
        z[n] = h;
        if (evaluate(z)) {
            for (int k = 0; k < layers; k++) {
                z[n + 1 + k] = norm(g, k * m, m) / (limit * h);
            }
        }
        return z;
    }

    private static double norm(double[] u, int from, int count) {
        double square = 0;
        for (int j = from; j < from + count; j++) {
            square += u[j] * u[j];
        }
        return Math.sqrt(square);
    }

    /** A, B and g at z; false where they are not finite or h is outside (0, T/K]. */
    private boolean evaluate(double[] z) {
        evaluations++;
        double h = z[n];
        if (!(h > 0) || h * layers > task.horizon() * (1 + 1e-12)) {
            return false;
        }
        System.arraycopy(z, 0, v, 0, n);
        system.weigh(1, h, task.horizon() - layers * h);
        system.forward(v);
        a = system.runningError();
        b = system.terminalError();
        system.backward(g);
        return Double.isFinite(a + b + InnerProduct.dot(g, g));
    }

    @Override
    public boolean residual(double[] z, double[] residual) {
        if (!evaluate(z)) {
            return false;
        }
        double h = z[n];
        double sum = 0;
        for (int k = 0; k < layers; k++) {
            double square = 0;
            for (int j = k * m; j < (k + 1) * m; j++) {
                residual[j] = g[j] + z[n + 1 + k] * z[j];
                square += z[j] * z[j];
            }
            residual[n + 1 + k] = (square - limit * limit * h * h) / 2;
            sum += z[n + 1 + k];
        }
        residual[n] = a - layers * b + task.lambda() * limit * layers - limit * limit * h * sum;
        return true;
    }

    @Override
    public boolean jacobian(double[] z, double[] residual, BandMatrix jacobian) {
        if (!residual(z, residual)) {
            return false;
        }
        fillHessian(z, jacobian);
        double h = z[n];
        double sum = 0;
        for (int k = 0; k < layers; k++) {
            for (int j = k * m; j < (k + 1) * m; j++) {
                jacobian.set(j, n + 1 + k, z[j]);
                jacobian.set(n + 1 + k, j, z[j]);
                jacobian.set(j, n, slope[j]);
                jacobian.set(n, j, slope[j]);
            }
            jacobian.set(n, n + 1 + k, -limit * limit * h);
            jacobian.set(n + 1 + k, n, -limit * limit * h);
            sum += z[n + 1 + k];
        }
        jacobian.set(n, n, -limit * limit * sum);
        return true;
    }

    /** ∇²_v of the Lagrange function into the matrix, and ∇(A − KB), the derivative of g by h, into {@link #slope}. */
    private void fillHessian(double[] z, BandMatrix matrix) {
        system.weigh(1, 1, -layers);
        system.backward(slope);
        system.weigh(1, z[n], task.horizon() - layers * z[n]);
        system.backward(g);
        system.curve();
        for (int j = 0; j < n; j++) {
            Arrays.fill(unit, 0);
            unit[j] = 1;
            system.product(unit, column);
            for (int i = 0; i < n; i++) {
                matrix.set(i, j, column[i] + (i == j ? z[n + 1 + j / m] : 0));
            }
        }
        evaluations += n;
    }

    @Override
    public BandMatrix newJacobian() {
        return BandMatrix.full(size());
    }

    @Override
    public IndirectStatus undefined() {
        return IndirectStatus.OVERFLOW;
    }

    double objective(double[] z) {
        return evaluate(z)
                ? z[n] * a + (task.horizon() - layers * z[n]) * b + task.lambda() * limit * layers * z[n]
                : Double.NaN;
    }

    double[][] controls(double[] z) {
        double[][] u = new double[layers][m];
        for (int k = 0; k < layers; k++) {
            for (int j = 0; j < m; j++) {
                u[k][j] = z[k * m + j] / z[n];
            }
        }
        return u;
    }

    double end(double[] z) {
        return layers * z[n];
    }

    /** The system at the last point evaluated. */
    DiscreteHamiltonianSystem system() {
        return system;
    }

    /** max_k |u_k + M g_k/|g_k|| / M at z. */
    double lawResidual(double[] z) {
        if (!evaluate(z)) {
            return Double.NaN;
        }
        double worst = 0;
        for (int k = 0; k < layers; k++) {
            double size = norm(g, k * m, m);
            for (int j = k * m; j < (k + 1) * m; j++) {
                worst = Math.max(worst, Math.abs(z[j] / (z[n] * limit) + g[j] / size));
            }
        }
        return worst;
    }

    /**
     * The least eigenvalue of the Lagrange function's Hessian on the tangent space of |v_k| = Mh, with an orthonormal basis of it; NaN if it
     * is not finite. Negative for saddles.
     */
    double smallestCurvature(double[] z) {
        double[] residual = new double[size()];
        BandMatrix matrix = newJacobian();
        if (!jacobian(z, residual, matrix)) {
            return Double.NaN;
        }
        double[][] basis = tangents(z);
        int count = basis.length;
        double[] reduced = new double[count * count];
        double[] image = new double[n + 1];
        for (int q = 0; q < count; q++) {
            for (int i = 0; i <= n; i++) {
                double sum = 0;
                for (int j = 0; j <= n; j++) {
                    sum += matrix.get(i, j) * basis[q][j];
                }
                image[i] = sum;
            }
            for (int r = 0; r < count; r++) {
                reduced[r * count + q] = InnerProduct.dot(basis[r], image);
            }
        }
        @Nullable SmallestEigenpair least = SmallestEigenpair.of(reduced, count);
        return least == null ? Double.NaN : least.value();
    }

    /** By row: (δv, δh) with v_k·δv_k = M²h δh, orthonormal. */
    private double[][] tangents(double[] z) {
        double[][] basis = new double[layers * (m - 1) + 1][n + 1];
        double[] joint = basis[layers * (m - 1)];
        double length = 0;
        for (int j = 0; j < n; j++) {
            joint[j] = z[j] / z[n];
            length += joint[j] * joint[j];
        }
        joint[n] = 1;
        length = Math.sqrt(length + 1);
        for (int j = 0; j <= n; j++) {
            joint[j] /= length;
        }
        for (int k = 0; k < layers; k++) {
            // Columns of the Householder reflection that maps v_k/|v_k| to the axis of its largest entry.
            double size = norm(z, k * m, m);
            int axis = 0;
            for (int j = 1; j < m; j++) {
                axis = Math.abs(z[k * m + j]) > Math.abs(z[k * m + axis]) ? j : axis;
            }
            double[] w = new double[m];
            for (int j = 0; j < m; j++) {
                w[j] = z[k * m + j] / size;
            }
            double sign = w[axis] >= 0 ? 1 : -1;
            w[axis] += sign;
            double factor = 2 / InnerProduct.dot(w, w);
            int row = k * (m - 1);
            for (int c = 0; c < m; c++) {
                if (c == axis) {
                    continue;
                }
                for (int j = 0; j < m; j++) {
                    basis[row][k * m + j] = (j == c ? 1 : 0) - factor * w[j] * w[c];
                }
                row++;
            }
        }
        return basis;
    }
}
