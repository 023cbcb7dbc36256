package org.turnpike.transcription;

import java.util.Arrays;
import org.turnpike.expression.compile.Pattern;

/**
 * One step of an explicit Runge–Kutta method over the rates pattern G = (T f, T ℓ, T q): Φ(x, w) = h Σ_i b_i G(X_i, w), with
 * X_i = x + h Σ_{j&lt;i} a_ij G_f(X_j, w), w = (u, p, free end times).
 *
 * <p>First derivatives: S_i = dX_i/d(x, w) forward. Second derivatives by the adjoint of the step: with
 * ω_i = h (b_i μ + Σ_{l&gt;i} a_li (ξ_l, 0)), ξ_l = G_xᵀ(X_l) ω_l, one has ∇²(μᵀΦ) = Σ_i W_iᵀ ∇²(ω_iᵀG)(X_i, w) W_i,
 * W_i = d(X_i, w)/d(x, w), since μᵀΦ depends on the stages linearly once the ω are fixed (Hager 2000).
 */
final class ShootingBlock implements Block {
    private static final double[] NONE = new double[0];

    private final Pattern rates;
    private final double[] points;
    private final double[][] matrix;
    private final double[] weights;
    private final int instances;
    private final int[] index;
    private final double[] left;
    private final double[] width;
    private final int nx;
    private final int n;
    private final int m;
    private final int stages;
    private final int[] identity;

    // work space: stage points, rates, local derivatives, sensitivities dX_i/d(x, w) (nx × n, row-major)
    private final double[] local;
    private final double[] datum = new double[1];
    private final double[] rate;
    private final double[][] stagePoint;
    private final double[][] stageJacobian;
    private final double[][] sensitivity;
    private final double[][] omega;
    private final double[] second;
    private final double[] product;
    private final double[] dense;

    /**
     * @param index instances × n: x, u, shared
     * @param left τ at the left node of each instance
     * @param width h of each instance
     */
    ShootingBlock(
            Pattern rates,
            int nx,
            double[] points,
            double[][] matrix,
            double[] weights,
            int[] index,
            double[] left,
            double[] width) {
        this.rates = rates;
        this.nx = nx;
        this.points = points;
        this.matrix = matrix;
        this.weights = weights;
        this.index = index;
        this.left = left;
        this.width = width;
        instances = left.length;
        n = rates.unknowns();
        m = rates.outputs();
        stages = points.length;
        identity = new int[n];
        Arrays.setAll(identity, i -> i);
        local = new double[n];
        rate = new double[m];
        stagePoint = new double[stages][n];
        stageJacobian = new double[stages][rates.jacobianNonzeros()];
        sensitivity = new double[stages][nx * n];
        omega = new double[stages][m];
        second = new double[rates.hessianNonzeros()];
        product = new double[n * n];
        dense = new double[Math.max(n * n, m * n)];
    }

    @Override
    public int instances() {
        return instances;
    }

    @Override
    public int unknowns() {
        return n;
    }

    @Override
    public int outputs() {
        return m;
    }

    @Override
    public int index(int e, int i) {
        return index[e * n + i];
    }

    @Override
    public int jacobianNonzeros() {
        return m * n;
    }

    @Override
    public int jacobianRow(int q) {
        return q / n;
    }

    @Override
    public int jacobianColumn(int q) {
        return q % n;
    }

    @Override
    public int hessianNonzeros() {
        return n * (n + 1) / 2;
    }

    @Override
    public int hessianRow(int q) {
        int row = (int) ((Math.sqrt(8.0 * q + 1) - 1) / 2);
        return row * (row + 1) / 2 > q ? row - 1 : row;
    }

    @Override
    public int hessianColumn(int q) {
        int row = hessianRow(q);
        return q - row * (row + 1) / 2;
    }

    @Override
    public void values(double[] z, double[] out) {
        for (int e = 0; e < instances; e++) {
            stages(z, e, out, e * m);
        }
    }

    /** Runs the stages of instance e; keeps their points, writes Φ to out. */
    private void stages(double[] z, int e, double[] out, int at) {
        for (int i = 0; i < n; i++) {
            local[i] = z[index[e * n + i]];
        }
        Arrays.fill(out, at, at + m, 0);
        for (int s = 0; s < stages; s++) {
            System.arraycopy(local, 0, stagePoint[s], 0, n);
        }
        double h = width[e];
        for (int s = 0; s < stages; s++) {
            datum[0] = left[e] + points[s] * h;
            rates.values().evaluate(stagePoint[s], identity, datum, NONE, rate, 0, 1);
            for (int r = 0; r < m; r++) {
                out[at + r] += h * weights[s] * rate[r];
            }
            for (int later = s + 1; later < stages; later++) {
                double a = h * matrix[later][s];
                for (int i = 0; i < nx; i++) {
                    stagePoint[later][i] += a * rate[i];
                }
            }
        }
    }

    /** After {@link #stages}: local Jacobians and sensitivities of the stages. */
    private void sensitivities(int e) {
        double h = width[e];
        for (int s = 0; s < stages; s++) {
            double[] own = sensitivity[s];
            Arrays.fill(own, 0);
            for (int i = 0; i < nx; i++) {
                own[i * n + i] = 1;
            }
        }
        for (int s = 0; s < stages; s++) {
            datum[0] = left[e] + points[s] * h;
            rates.jacobian().evaluate(stagePoint[s], identity, datum, NONE, stageJacobian[s], 0, 1);
            rateSensitivity(s, nx);
            for (int later = s + 1; later < stages; later++) {
                double a = h * matrix[later][s];
                double[] target = sensitivity[later];
                for (int i = 0; i < nx * n; i++) {
                    target[i] += a * dense[i];
                }
            }
        }
    }

    /** dense = d G_r(X_s, w)/d(x, w) for outputs r &lt; rows: ∂G/∂X S_s + ∂G/∂w. */
    private void rateSensitivity(int s, int rows) {
        Arrays.fill(dense, 0, rows * n, 0);
        double[] jacobian = stageJacobian[s];
        double[] own = sensitivity[s];
        for (int q = 0; q < jacobian.length; q++) {
            int r = rates.jacobianRow(q);
            if (r >= rows) {
                continue;
            }
            int column = rates.jacobianColumn(q);
            if (column < nx) {
                for (int i = 0; i < n; i++) {
                    dense[r * n + i] += jacobian[q] * own[column * n + i];
                }
            } else {
                dense[r * n + column] += jacobian[q];
            }
        }
    }

    @Override
    public void jacobian(double[] z, double[] out) {
        Arrays.fill(out, 0);
        for (int e = 0; e < instances; e++) {
            stages(z, e, product, 0);
            sensitivities(e);
            for (int s = 0; s < stages; s++) {
                rateSensitivity(s, m);
                double b = width[e] * weights[s];
                for (int i = 0; i < m * n; i++) {
                    out[e * m * n + i] += b * dense[i];
                }
            }
        }
    }

    @Override
    public void hessian(double[] z, double[] multipliers, double[] out) {
        int nonzeros = hessianNonzeros();
        for (int e = 0; e < instances; e++) {
            stages(z, e, product, 0);
            sensitivities(e);
            adjoint(e, multipliers);
            Arrays.fill(dense, 0, n * n, 0);
            for (int s = 0; s < stages; s++) {
                datum[0] = left[e] + points[s] * width[e];
                rates.hessian().evaluate(stagePoint[s], identity, datum, omega[s], second, 0, 1);
                congruence(s);
            }
            int q = e * nonzeros;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    out[q++] = dense[i * n + j];
                }
            }
        }
    }

    private void adjoint(int e, double[] multipliers) {
        double h = width[e];
        for (int s = stages - 1; s >= 0; s--) {
            for (int r = 0; r < m; r++) {
                omega[s][r] = h * weights[s] * multipliers[e * m + r];
            }
        }
        for (int s = stages - 1; s > 0; s--) {
            // ξ_s = G_xᵀ ω_s flows back to the stages that formed X_s
            double[] xi = local;
            Arrays.fill(xi, 0, nx, 0);
            double[] jacobian = stageJacobian[s];
            for (int q = 0; q < jacobian.length; q++) {
                int column = rates.jacobianColumn(q);
                if (column < nx) {
                    xi[column] += omega[s][rates.jacobianRow(q)] * jacobian[q];
                }
            }
            for (int earlier = 0; earlier < s; earlier++) {
                double a = h * matrix[s][earlier];
                for (int i = 0; i < nx; i++) {
                    omega[earlier][i] += a * xi[i];
                }
            }
        }
    }

    /** dense += W_sᵀ H W_s with the symmetric local Hessian of {@link #second}; W_s = [S_s; 0 I]. */
    private void congruence(int s) {
        double[] own = sensitivity[s];
        Arrays.fill(product, 0);
        for (int q = 0; q < second.length; q++) {
            int a = rates.hessianRow(q);
            int b = rates.hessianColumn(q);
            addRow(own, a, b, second[q]);
            if (a != b) {
                addRow(own, b, a, second[q]);
            }
        }
        for (int a = 0; a < n; a++) {
            if (a < nx) {
                for (int i = 0; i < n; i++) {
                    double factor = own[a * n + i];
                    if (factor != 0) {
                        for (int j = 0; j <= i; j++) {
                            dense[i * n + j] += factor * product[a * n + j];
                        }
                    }
                }
            } else {
                for (int j = 0; j <= a; j++) {
                    dense[a * n + j] += product[a * n + j];
                }
            }
        }
    }

    /** product[a, :] += value · W[b, :]. */
    private void addRow(double[] own, int a, int b, double value) {
        if (b < nx) {
            for (int j = 0; j < n; j++) {
                product[a * n + j] += value * own[b * n + j];
            }
        } else {
            product[a * n + b] += value;
        }
    }
}
