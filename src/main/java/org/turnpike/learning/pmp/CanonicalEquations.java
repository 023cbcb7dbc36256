package org.turnpike.learning.pmp;

import java.util.Arrays;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.ode.RightHandSide;

/**
 * The canonical equations of N samples with one control, y = (x, p), and what closes them:
 *
 * <pre>
 *   L2    u = u(g) by a control law, or the root of 2λωu + g(x, p, u) where f is not affine in u
 *   H1    y = (x, p, u, v), u′ = v, v′ = u + g/(2λω)
 *   arcs  y = (x, p, t, θ), each derivative by time multiplied by θ, the length of the arc, which is constant: s runs from 0 to 1
 * </pre>
 *
 * <p>Tangents are structured: samples meet only in δg and δu, so that one costs O(N), not O(N²).
 */
final class CanonicalEquations implements RightHandSide {
    private static final double[] NONE = {};
    private static final int LAW_STEPS = 30;

    private final int samples;
    private final int width;
    private final int block;
    private final int m;
    private final int n;
    private final boolean running;
    private final boolean sobolev;
    private final boolean timed;
    private final boolean affine;
    private final boolean kinked;
    private final double lambda;
    private final double[] weights;
    private final ControlLaw law;
    private final PatternInstances layer;
    private final PatternInstances loss;
    /** x of all samples, then u. */
    private final double[] z;

    private final double[] u;
    private final double[] g;
    private final double[] p;
    private final double[] factors;
    private final double[] du;
    private final double[] dg;
    private final double[] dx;
    private final double[] dp;
    private final double[] gradient;
    private final double[] rateX;
    private final double[] rateP;
    private final double[] scratchU;
    private final double[] zeroU;
    private final double[] zeroX;

    /**
     * @param law what closes the equations; for H1 only its cost is used
     * @param timed whether y has the time and the length of an arc
     */
    CanonicalEquations(TrainingTask task, ControlLaw law, boolean timed) {
        samples = task.samples();
        width = task.model().width(0);
        block = samples * width;
        m = task.model().controls(0);
        sobolev = task.regularization() == Regularization.H1;
        this.timed = timed;
        running = task.formulation().running();
        lambda = task.lambda();
        this.law = law;
        n = 2 * block + (sobolev ? 2 * m : 0) + (timed ? 2 : 0);
        weights = new double[m];
        Arrays.setAll(weights, j -> task.model().penaltyWeight(0, j));
        SamplePatterns patterns = new SamplePatterns(task);
        int[] index = new int[samples * (width + m)];
        int[] lossIndex = new int[block];
        int outputs = task.output().size();
        double[] targets = new double[samples * outputs];
        for (int i = 0; i < samples; i++) {
            for (int c = 0; c < width; c++) {
                index[i * (width + m) + c] = i * width + c;
                lossIndex[i * width + c] = i * width + c;
            }
            for (int j = 0; j < m; j++) {
                index[i * (width + m) + width + j] = block + j;
            }
            System.arraycopy(task.targets()[i], 0, targets, i * outputs, outputs);
        }
        layer = new PatternInstances(patterns.layer(0), width, index, NONE);
        loss = new PatternInstances(patterns.loss(), width, lossIndex, targets);
        kinked = !task.loss().smooth();
        affine = layer.affineInControls();
        z = new double[block + m];
        u = new double[m];
        g = new double[m];
        p = new double[block];
        factors = new double[samples];
        Arrays.fill(factors, 1.0 / samples);
        du = new double[m];
        dg = new double[m];
        dx = new double[block];
        dp = new double[block];
        gradient = new double[block];
        rateX = new double[block];
        rateP = new double[block];
        scratchU = new double[m];
        zeroU = new double[m];
        zeroX = new double[block];
    }

    int dimension() {
        return n;
    }

    int controls() {
        return m;
    }

    @Override
    public void evaluate(double s, double[] y, double[] derivative) {
        point(y);
        layer.evaluate(z, 0, samples);
        Arrays.fill(rateP, 0);
        for (int i = 0; i < samples; i++) {
            layer.adjoint(i, p, i * width, -1, rateP, i * width, scratchU, 0);
        }
        lossGradient();
        double theta = timed ? y[n - 1] : 1;
        for (int q = 0; q < block; q++) {
            derivative[q] = theta * layer.values[q];
            derivative[block + q] = theta * (rateP[q] - (running ? gradient[q] : 0));
        }
        if (sobolev) {
            for (int j = 0; j < m; j++) {
                derivative[2 * block + j] = y[2 * block + m + j];
                derivative[2 * block + m + j] = u[j] + g[j] / (2 * lambda * weights[j]);
            }
        }
        if (timed) {
            derivative[n - 2] = theta;
            derivative[n - 1] = 0;
        }
    }

    /** x, p, u and g of y, and the Jacobian of f there. */
    private void point(double[] y) {
        System.arraycopy(y, 0, z, 0, block);
        System.arraycopy(y, block, p, 0, block);
        if (sobolev) {
            System.arraycopy(y, 2 * block, u, 0, m);
            System.arraycopy(u, 0, z, block, m);
            switchingVector();
        } else if (affine) {
            // f_u does not depend on u.
            switchingVector();
            law.control(g, u);
            System.arraycopy(u, 0, z, block, m);
            layer.evaluateJacobian(z);
        } else {
            implicitControl();
        }
    }

    /** g = Σ f_uᵀ p at z. */
    private void switchingVector() {
        layer.evaluateJacobian(z);
        Arrays.fill(g, 0);
        Arrays.fill(rateP, 0);
        for (int i = 0; i < samples; i++) {
            layer.adjoint(i, p, i * width, 1, rateP, i * width, g, 0);
        }
    }

    /** Newton's method for 2λωu + g(u) = 0 from the last u; NaN if it does not converge or H_uu is singular. */
    private void implicitControl() {
        if (!Double.isFinite(u[0])) {
            Arrays.fill(u, 0);
        }
        for (int step = 0; step < LAW_STEPS; step++) {
            System.arraycopy(u, 0, z, block, m);
            switchingVector();
            for (int j = 0; j < m; j++) {
                dg[j] = 2 * lambda * weights[j] * u[j] + g[j];
            }
            layer.evaluateHessian(z, p);
            controlTangent(dg, du);
            double size = 0;
            for (int j = 0; j < m; j++) {
                u[j] += du[j];
                size = Math.max(size, Math.abs(du[j]) / (1 + Math.abs(u[j])));
            }
            if (size < 1e-14) {
                System.arraycopy(u, 0, z, block, m);
                switchingVector();
                return;
            }
        }
        Arrays.fill(u, Double.NaN);
        System.arraycopy(u, 0, z, block, m);
        switchingVector();
    }

    /** δu for δg at fixed u: −(2λω + Σ (p·f)_uu)⁻¹ δg for implicit laws. */
    private void controlTangent(double[] change, double[] result) {
        if (affine) {
            law.tangent(g, u, change, result);
            return;
        }
        double[] h = new double[m * m];
        for (int i = 0; i < samples; i++) {
            layer.addControlHessian(i, m, h);
        }
        org.turnpike.linalg.BandMatrix matrix = org.turnpike.linalg.BandMatrix.full(m);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                matrix.set(r, c, h[r * m + c] + (r == c ? 2 * lambda * weights[r] : 0));
            }
            result[r] = -change[r];
        }
        org.turnpike.linalg.BandMatrix.Factors factors = matrix.factor();
        if (factors == null) {
            Arrays.fill(result, Double.NaN);
        } else {
            factors.solve(result);
        }
    }

    private void lossGradient() {
        Arrays.fill(gradient, 0);
        loss.evaluateJacobian(z);
        for (int i = 0; i < samples; i++) {
            loss.adjoint(i, ONE, 0, 1.0 / samples, gradient, i * width, scratchU, 0);
        }
        for (int q = 0; q < block && kinked; q++) {
            // Where the loss has its kink, 0 is a subgradient.
            gradient[q] = Double.isNaN(gradient[q]) && Double.isFinite(z[q]) ? 0 : gradient[q];
        }
    }

    private static final double[] ONE = {1};

    /**
     * The derivatives of tangents.
     *
     * @param v columns × n, one tangent after another
     * @param dv receives F_y v, laid out like v
     */
    void tangents(double[] y, double[] v, int at, int columns, double[] dv) {
        point(y);
        layer.evaluate(z, 0, samples);
        layer.evaluateHessian(z, p);
        if (running) {
            loss.evaluateHessian(z, factors);
        }
        double theta = timed ? y[n - 1] : 1;
        if (timed) {
            lossGradient();
            Arrays.fill(rateX, 0);
            for (int i = 0; i < samples; i++) {
                layer.adjoint(i, p, i * width, -1, rateX, i * width, scratchU, 0);
            }
        }
        for (int c = 0; c < columns; c++) {
            int from = at + c * n;
            tangent(v, from, dv, from, theta);
            if (timed && v[from + n - 1] != 0) {
                double dTheta = v[from + n - 1];
                for (int q = 0; q < block; q++) {
                    dv[from + q] += dTheta * layer.values[q];
                    dv[from + block + q] += dTheta * (rateX[q] - (running ? gradient[q] : 0));
                }
            }
        }
    }

    private void tangent(double[] v, int from, double[] dv, int to, double theta) {
        System.arraycopy(v, from, dx, 0, block);
        System.arraycopy(v, from + block, dp, 0, block);
        double[] outX = rateP;
        Arrays.fill(outX, 0);
        Arrays.fill(dg, 0);
        for (int i = 0; i < samples; i++) {
            int a = i * width;
            layer.adjoint(i, dp, a, 1, outX, a, dg, 0);
            layer.second(i, dx, a, zeroU, 0, 1, outX, a, dg, 0);
        }
        if (sobolev) {
            System.arraycopy(v, from + 2 * block, du, 0, m);
        } else {
            controlTangent(dg, du);
        }
        Arrays.fill(dv, to, to + block, 0);
        for (int i = 0; i < samples; i++) {
            int a = i * width;
            layer.second(i, zeroX, a, du, 0, 1, outX, a, dg, 0);
            layer.tangent(i, dx, a, du, 0, theta, dv, to + a);
            if (running) {
                loss.second(i, dx, a, zeroU, 0, 1, outX, a, scratchU, 0);
            }
        }
        for (int q = 0; q < block; q++) {
            dv[to + block + q] = -theta * outX[q];
        }
        if (sobolev) {
            for (int j = 0; j < m; j++) {
                dv[to + 2 * block + j] = v[from + 2 * block + m + j];
                dv[to + 2 * block + m + j] = du[j] + dg[j] / (2 * lambda * weights[j]);
            }
        }
        if (timed) {
            dv[to + n - 2] = v[from + n - 1];
            dv[to + n - 1] = 0;
        }
    }

    /** u at y. */
    void control(double[] y, double[] out) {
        point(y);
        System.arraycopy(u, 0, out, 0, m);
    }

    /** g at y, and its gradient by y (m × n) if {@code slope} is not empty. */
    void switching(double[] y, double[] out, double[] slope) {
        point(y);
        System.arraycopy(g, 0, out, 0, m);
        if (slope.length == 0) {
            return;
        }
        layer.evaluateHessian(z, p);
        double[] one = new double[block];
        double[] column = new double[m];
        double[] ignored = new double[block];
        for (int q = 0; q < 2 * block; q++) {
            Arrays.fill(one, 0);
            Arrays.fill(column, 0);
            one[q % block] = 1;
            int i = q % block / width;
            if (q < block) {
                layer.second(i, one, i * width, zeroU, 0, 1, ignored, i * width, column, 0);
            } else {
                layer.adjoint(i, one, i * width, 1, ignored, i * width, column, 0);
            }
            for (int j = 0; j < m; j++) {
                slope[j * n + q] = column[j];
            }
        }
    }

    /** φ at y. */
    double error(double[] y) {
        System.arraycopy(y, 0, z, 0, block);
        loss.evaluate(z, 0, samples);
        double sum = 0;
        for (double value : loss.values) {
            sum += value;
        }
        return sum / samples;
    }

    /** ∇φ at y (N × d), and its Jacobian by x (by sample d × d) if {@code second} is not empty. */
    void errorGradient(double[] y, double[] out, double[] second) {
        System.arraycopy(y, 0, z, 0, block);
        lossGradient();
        System.arraycopy(gradient, 0, out, 0, block);
        if (second.length == 0) {
            return;
        }
        loss.evaluateHessian(z, factors);
        double[] one = new double[width];
        double[] column = new double[width];
        for (int i = 0; i < samples; i++) {
            for (int c = 0; c < width; c++) {
                Arrays.fill(one, 0);
                Arrays.fill(column, 0);
                one[c] = 1;
                loss.second(i, one, 0, zeroU, 0, 1, column, 0, scratchU, 0);
                for (int r = 0; r < width; r++) {
                    second[(i * width + r) * width + c] = column[r];
                }
            }
        }
    }

    /** The running cost at y by unit of s: error, if it runs, and penalty. */
    double cost(double[] y) {
        double error = running ? error(y) : 0;
        point(y);
        double penalty = law.cost(u);
        if (sobolev) {
            double[] v = Arrays.copyOfRange(y, 2 * block + m, 2 * block + 2 * m);
            penalty += law.cost(v);
        }
        return (timed ? y[n - 1] : 1) * (error + penalty);
    }
}
