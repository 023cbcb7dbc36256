package org.turnpike.learning.pmp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.model.Model;

/**
 * States, costates and second-order products of a training task on its layers: the discrete Hamiltonian system.
 *
 * <p>For stages X_j = x_k + h Σ a_jl F_l, F_l = f(X_l, u_k), x_{k+1} = x_k + h Σ b_l F_l and the cost α Σ_k Σ_l b_l φ(X_l) + β φ(x_K),
 * p_k = ∂cost/∂x_k is the recursion
 *
 * <pre>
 *   q_l = h b_l p_{k+1} + h Σ_j a_jl X̄_j,   X̄_l = f_x(X_l, u_k)ᵀ q_l + α b_l ∇φ(X_l),   p_k = p_{k+1} + Σ_l X̄_l,   g_k = Σ_i Σ_l f_uᵀ q_l
 * </pre>
 *
 * <p>which for the Euler scheme is p_k = p_{k+1} + h f_xᵀ p_{k+1} + h ∇φ(x_k), g_k = h Σ_i f_uᵀ p_{k+1}. It is the derivative of the
 * discrete cost whatever the weights, zeros included. Discrete models: x_{k+1} = f(x_k, u_k), p_k = f_xᵀ p_{k+1} + ∇φ(x_k).
 *
 * <p>Samples meet only in g. One pattern is compiled for all of them; a product with the Hessian costs O(samples × layers).
 *
 * @see <a href="https://doi.org/10.1007/s002110000178">Hager: Runge–Kutta methods in optimal control and the transformed adjoint system</a>
 */
final class DiscreteHamiltonianSystem {
    private static final double[] ONE = {1};

    private final TrainingTask task;
    private final Model model;
    private final ControlSpace space;
    private final NetworkInstances net;
    private final int samples;
    private final int layers;
    private final int stages;
    private final boolean continuous;
    private final double[][] a;
    private final double[] b;
    private final double[] c;
    /** By layer: q at its instances; layers that are one function share an array. */
    private final double[][] duals;

    private final double[][] dualTangents;
    private final double[] tangent;
    private final double[][] rateTangents;
    private final double[][] costateTangents;
    /** Gradients of the error by place (N × d each), the end's last. */
    private final double[] gradient;

    private final double[] curvature;
    private final double[] xBar;
    private final double[] uBar;

    /** (K + 1) × N·width: p. */
    final double[][] costates;

    private double step;
    private double runningWeight;
    private double terminalWeight;

    DiscreteHamiltonianSystem(TrainingTask task, ControlSpace space) {
        this.task = task;
        this.space = space;
        model = task.model();
        net = new NetworkInstances(task);
        samples = task.samples();
        layers = task.layers();
        continuous = model.continuous();
        stages = continuous ? task.integrator().stages() : 1;
        a = continuous ? task.integrator().matrix() : new double[][] {{0}};
        b = continuous ? task.integrator().weights() : new double[] {1};
        c = continuous ? task.integrator().points() : new double[] {0};
        duals = new double[layers][];
        dualTangents = new double[layers][];
        rateTangents = new double[layers][];
        costates = new double[layers + 1][];
        costateTangents = new double[layers + 1][];
        int widest = 0;
        int most = 0;
        for (int k = 0; k <= layers; k++) {
            costates[k] = new double[samples * model.width(k)];
            costateTangents[k] = new double[costates[k].length];
            widest = Math.max(widest, costates[k].length);
            if (k < layers) {
                boolean shared = k > 0 && net.block[k] == net.block[k - 1];
                int size = net.block[k].values.length;
                duals[k] = shared ? duals[k - 1] : new double[size];
                dualTangents[k] = shared ? dualTangents[k - 1] : new double[size];
                rateTangents[k] = shared ? rateTangents[k - 1] : new double[size];
                most = Math.max(most, model.controls(k));
            }
        }
        tangent = new double[net.z.length];
        gradient =
                new double[(net.running.instances() + samples) * task.output().inputs()];
        curvature = new double[gradient.length];
        xBar = new double[stages * widest];
        uBar = new double[stages * most];
        double h = task.step();
        weigh(h, task.formulation().running() ? h : 0, task.formulation().running() ? 0 : 1);
    }

    /** Sets the step h, the factor α of Σ b_l φ(X_l) and β of φ(x_K). */
    void weigh(double h, double runningFactor, double terminalFactor) {
        step = h;
        runningWeight = runningFactor;
        terminalWeight = terminalFactor;
    }

    /** Runs all samples forward. */
    void forward(double[] u) {
        forward(u, null);
    }

    /** The same, each layer from given states (nodes × N·width); {@link #states} are then what each layer makes of them. */
    private void forward(double[] u, double @Nullable [][] given) {
        double[] z = net.z;
        spreadControls(u, z);
        for (int i = 0; i < samples; i++) {
            System.arraycopy(task.inputs()[i], 0, z, net.stateAt[0] + i * model.width(0), model.width(0));
        }
        for (int k = 0; k < layers; k++) {
            PatternInstances block = net.block[k];
            int size = samples * model.width(k);
            int firstRate = net.first[k] * model.width(k + 1);
            if (given != null) {
                System.arraycopy(given[k], 0, z, net.stateAt[k], size);
            }
            for (int l = 0; l < stages; l++) {
                combine(z, net.stateAt[k] + l * size, net.stateAt[k], a[l], l, block.values, firstRate, size);
                block.evaluate(z, net.first[k] + l * samples, net.first[k] + (l + 1) * samples);
            }
            advance(z, k, block.values, firstRate);
        }
    }

    private void spreadControls(double[] u, double[] z) {
        for (int k = 0; k < layers; k++) {
            for (int l = 0; l < stages; l++) {
                space.at(u, k, c[l], z, net.controlAt[k] + l * model.controls(k));
            }
        }
    }

    private void advance(double[] z, int k, double[] rates, int firstRate) {
        if (continuous) {
            combine(z, net.stateAt[k + 1], net.stateAt[k], b, stages, rates, firstRate, samples * model.width(k));
        } else {
            System.arraycopy(rates, firstRate, z, net.stateAt[k + 1], samples * model.width(k + 1));
        }
    }

    /** z[to …] = z[from …] + h Σ_{l < count} weights_l F_l. */
    private void combine(
            double[] z, int to, int from, double[] weights, int count, double[] rates, int firstRate, int size) {
        for (int q = 0; q < size; q++) {
            double sum = 0;
            for (int l = 0; l < count; l++) {
                sum += weights[l] * rates[firstRate + l * size + q];
            }
            z[to + q] = z[from + q] + step * sum;
        }
    }

    /** Σ_k Σ_l b_l φ(X_l) after {@link #forward}. */
    double runningError() {
        net.running.evaluate(net.z, 0, net.running.instances());
        double sum = 0;
        for (int e = 0; e < net.running.instances(); e++) {
            sum += weight(e) * net.running.values[e];
        }
        return sum / samples;
    }

    /** b_l of instance e of the running loss. */
    private double weight(int e) {
        return b[e / samples % stages];
    }

    /** φ(x_K) after {@link #forward}. */
    double terminalError() {
        net.terminal.evaluate(net.z, 0, samples);
        double sum = 0;
        for (double value : net.terminal.values) {
            sum += value;
        }
        return sum / samples;
    }

    /** The cost without the control's penalty, after {@link #forward}. */
    double errorCost() {
        return (runningWeight == 0 ? 0 : runningWeight * runningError())
                + (terminalWeight == 0 ? 0 : terminalWeight * terminalError());
    }

    /** Costates, and the derivative of the error's cost by the controls into {@code g}; after {@link #forward}. */
    void backward(double[] g) {
        for (int k = 0; k < layers; k++) {
            if (net.first[k] == 0) {
                net.block[k].evaluateJacobian(net.z);
            }
        }
        Arrays.fill(gradient, 0);
        int d = task.output().inputs();
        if (runningWeight != 0) {
            net.running.evaluateJacobian(net.z);
            for (int e = 0; e < net.running.instances(); e++) {
                double scale = runningWeight * weight(e) / samples;
                if (scale != 0) {
                    net.running.adjoint(e, ONE, 0, scale, gradient, e * d, ONE, 0);
                }
            }
        }
        if (terminalWeight != 0) {
            net.terminal.evaluateJacobian(net.z);
            for (int i = 0; i < samples; i++) {
                int at = (net.running.instances() + i) * d;
                net.terminal.adjoint(i, ONE, 0, terminalWeight / samples, gradient, at, ONE, 0);
            }
        }
        sweepBack(costates, gradient, duals, g, null, null);
    }

    /**
     * One layer at a time from given states and costates: what is left of the equations.
     *
     * @param x states by node
     * @param p costates by node
     * @param g receives the derivative by the controls
     * @return largest |x_{k+1} − layer(x_k)| and |p_k − adjoint layer(p_{k+1})| for k ≥ 1, with that of the end's condition
     */
    double[] defects(double[] u, double[][] x, double[][] p, double[] g) {
        forward(u, x);
        double state = 0;
        for (int k = 0; k < layers; k++) {
            // The next layer has overwritten its states with the given ones: advance again.
            advance(net.z, k, net.block[k].values, net.first[k] * model.width(k + 1));
            state = Math.max(state, distance(x[k + 1], states(k + 1)));
            System.arraycopy(x[k + 1], 0, net.z, net.stateAt[k + 1], x[k + 1].length);
        }
        backward(g);
        sweepBack(costates, gradient, duals, g, null, p);
        double costate = 0;
        for (int k = 1; k <= layers; k++) {
            costate = Math.max(costate, distance(p[k], costates[k]));
        }
        return new double[] {state, costate};
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double d = Math.abs(a[i] - b[i]);
            // A NaN must not pass.
            largest = d <= largest ? largest : d;
        }
        return largest;
    }

    /** Second derivatives at the point of {@link #backward}, for {@link #product}. */
    void curve() {
        for (int k = 0; k < layers; k++) {
            if (net.first[k] == 0) {
                net.block[k].evaluateHessian(net.z, duals[k]);
            }
        }
        double[] factors = new double[Math.max(net.running.instances(), samples)];
        if (runningWeight != 0) {
            for (int e = 0; e < net.running.instances(); e++) {
                factors[e] = runningWeight * weight(e) / samples;
            }
            net.running.evaluateHessian(net.z, factors);
        }
        if (terminalWeight != 0) {
            Arrays.fill(factors, terminalWeight / samples);
            net.terminal.evaluateHessian(net.z, factors);
        }
    }

    /** The second derivative of the error's cost by the controls times δu into {@code out}; after {@link #curve}. */
    void product(double[] du, double[] out) {
        spreadControls(du, tangent);
        Arrays.fill(tangent, net.stateAt[0], net.stateAt[0] + samples * model.width(0), 0);
        for (int k = 0; k < layers; k++) {
            int d = model.width(k);
            int next = model.width(k + 1);
            int size = samples * d;
            double[] rates = rateTangents[k];
            int firstRate = net.first[k] * next;
            Arrays.fill(rates, firstRate, firstRate + stages * samples * next, 0);
            for (int l = 0; l < stages; l++) {
                int x = net.stateAt[k] + l * size;
                int u = net.controlAt[k] + l * model.controls(k);
                combine(tangent, x, net.stateAt[k], a[l], l, rates, firstRate, size);
                for (int i = 0; i < samples; i++) {
                    int e = net.first[k] + l * samples + i;
                    net.block[k].tangent(e, tangent, x + i * d, tangent, u, 1, rates, e * next);
                }
            }
            advance(tangent, k, rates, firstRate);
        }
        Arrays.fill(curvature, 0);
        int d = task.output().inputs();
        if (runningWeight != 0) {
            for (int e = 0; e < net.running.instances(); e++) {
                int k = e / samples / stages;
                int x = net.stateAt[k] + (e - k * stages * samples) * d;
                net.running.second(e, tangent, x, ONE, 0, 1, curvature, e * d, ONE, 0);
            }
        }
        if (terminalWeight != 0) {
            for (int i = 0; i < samples; i++) {
                int at = (net.running.instances() + i) * d;
                net.terminal.second(i, tangent, net.stateAt[layers] + i * d, ONE, 0, 1, curvature, at, ONE, 0);
            }
        }
        sweepBack(costateTangents, curvature, dualTangents, out, tangent, null);
    }

    /**
     * The backward recursion; with tangents that of second order, in which the second derivatives' products are sources too.
     *
     * @param p receives the costates
     * @param source gradients of the error by place
     * @param q receives the stages' costates
     * @param g receives the derivative by the controls
     * @param dz tangents of stage controls and states, or null for the first order
     * @param given costates from which each layer starts, rather than from the next layer's; or null
     */
    private void sweepBack(
            double[][] p,
            double[] source,
            double[][] q,
            double[] g,
            double @Nullable [] dz,
            double @Nullable [][] given) {
        Arrays.fill(g, 0);
        System.arraycopy(source, net.running.instances() * task.output().inputs(), p[layers], 0, p[layers].length);
        boolean runs = net.running.instances() > 0;
        for (int k = layers - 1; k >= 0; k--) {
            int d = model.width(k);
            int next = model.width(k + 1);
            int m = model.controls(k);
            int size = samples * d;
            double[] after = given == null ? p[k + 1] : given[k + 1];
            Arrays.fill(xBar, 0, stages * size, 0);
            Arrays.fill(uBar, 0, stages * m, 0);
            for (int l = stages - 1; l >= 0; l--) {
                for (int i = 0; i < samples; i++) {
                    int e = net.first[k] + l * samples + i;
                    int at = l * size + i * d;
                    for (int r = 0; r < next; r++) {
                        double sum = continuous ? b[l] * after[i * next + r] : after[i * next + r];
                        for (int j = l + 1; j < stages; j++) {
                            sum += a[j][l] * xBar[j * size + i * d + r];
                        }
                        q[k][e * next + r] = continuous ? step * sum : sum;
                    }
                    net.block[k].adjoint(e, q[k], e * next, 1, xBar, at, uBar, l * m);
                    if (dz != null) {
                        int u = net.controlAt[k] + l * m;
                        net.block[k].second(e, dz, net.stateAt[k] + at, dz, u, 1, xBar, at, uBar, l * m);
                    }
                    for (int r = 0; runs && r < d; r++) {
                        xBar[at + r] += source[((k * stages + l) * samples + i) * d + r];
                    }
                }
            }
            for (int s = 0; s < size; s++) {
                double sum = continuous ? after[s] : 0;
                for (int l = 0; l < stages; l++) {
                    sum += xBar[l * size + s];
                }
                p[k][s] = sum;
            }
            for (int l = 0; l < stages; l++) {
                space.spread(uBar, l * m, k, c[l], g);
            }
        }
    }

    /** x of node k (N × width) after {@link #forward}. */
    double[] states(int k) {
        return Arrays.copyOfRange(net.z, net.stateAt[k], net.stateAt[k] + samples * model.width(k));
    }
}
