package org.turnpike.learning.collocation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.StateMap;
import org.turnpike.mesh.ButcherTableau;

/**
 * One sample through one layer, in place in the vector of unknowns. The stages of implicit integrators
 * by fixed-point sweeps, which converge while h times the Lipschitz constant of f is small; else the last sweep stands.
 */
final class ForwardPropagation {
    private static final int SWEEPS = 100;
    private static final double CONVERGED = 1e-15;
    private final TrainingTask task;
    private final LayerPatterns patterns;
    private final @Nullable CompiledFunction[] functions;
    private double[] input = new double[0];
    private double[][] rates = new double[0][];

    ForwardPropagation(TrainingTask task, LayerPatterns patterns) {
        this.task = task;
        this.patterns = patterns;
        this.functions = new CompiledFunction[task.layers()];
    }

    private CompiledFunction function(int k) {
        CompiledFunction known = functions[k];
        if (known == null) {
            known = k > 0 && task.model().sameLayer(k - 1, k) ? function(k - 1) : patterns.forward(k);
            functions[k] = known;
        }
        return known;
    }

    private void rate(int k, double[] z, int control, int next, double fraction, double[] x, double[] out) {
        CompiledFunction function = function(k);
        if (input.length != function.inputs()) {
            input = new double[function.inputs()];
        }
        int d = task.model().width(k);
        System.arraycopy(x, 0, input, 0, d);
        for (int j = 0; j < input.length - d; j++) {
            input[d + j] = (1 - fraction) * z[control + j] + fraction * z[next + j];
        }
        function.evaluate(input, out);
    }

    /** x₊ = f(x, u). */
    void map(int k, double[] z, int from, int control, int to) {
        double[] x = new double[task.model().width(k)];
        System.arraycopy(z, from, x, 0, x.length);
        double[] out = new double[task.model().width(k + 1)];
        rate(k, z, control, control, 0, x, out);
        System.arraycopy(out, 0, z, to, out.length);
    }

    /** One Runge–Kutta step; writes stage states where they are unknowns of their own, and the next node. */
    void step(int k, double h, double[] z, int from, int control, int next, int[] stage, int to) {
        StateMap oblique = task.model().ratesOfNextWidth(k) ? task.model().transfer(k) : null;
        if (oblique != null) {
            obliqueStep(k, h, z, from, control, to, oblique);
            return;
        }
        ButcherTableau rule = task.integrator();
        int d = task.model().width(k);
        int stages = rule.stages();
        if (rates.length != stages || rates[0].length != d) {
            rates = new double[stages][d];
        }
        double[] x = new double[d];
        for (double[] r : rates) {
            Arrays.fill(r, 0);
        }
        int sweeps = rule.isExplicit() ? 1 : SWEEPS;
        double change = Double.POSITIVE_INFINITY;
        double[] before = new double[d];
        for (int sweep = 0; sweep < sweeps && change > CONVERGED; sweep++) {
            change = 0;
            for (int j = 0; j < stages; j++) {
                combine(z, from, h, rule.matrix()[j], x);
                System.arraycopy(rates[j], 0, before, 0, d);
                rate(k, z, control, next, rule.points()[j], x, rates[j]);
                for (int c = 0; c < d; c++) {
                    change = Math.max(change, Math.abs(rates[j][c] - before[c]));
                }
                if (stage[j] != from && stage[j] != to) {
                    System.arraycopy(x, 0, z, stage[j], d);
                }
            }
        }
        combine(z, from, h, rule.weights(), x);
        StateMap transfer = task.model().transfer(k);
        double[] end = transfer == null ? x : transfer.of(x);
        System.arraycopy(end, 0, z, to, end.length);
    }

    /** x₊ = E x + h f(x, u). */
    private void obliqueStep(int k, double h, double[] z, int from, int control, int to, StateMap transfer) {
        double[] x = Arrays.copyOfRange(z, from, from + task.model().width(k));
        double[] end = transfer.of(x);
        double[] slope = new double[end.length];
        rate(k, z, control, control, 0, x, slope);
        for (int r = 0; r < end.length; r++) {
            z[to + r] = end[r] + h * slope[r];
        }
    }

    /** x = z[from …] + h Σ a_l rates_l. */
    private void combine(double[] z, int from, double h, double[] a, double[] x) {
        for (int c = 0; c < x.length; c++) {
            double sum = 0;
            for (int l = 0; l < a.length; l++) {
                sum += a[l] * rates[l][c];
            }
            x[c] = z[from + c] + h * sum;
        }
    }
}
