package org.turnpike.learning.collocation;

import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.mesh.ButcherTableau;

/**
 * Whether the stages of an implicit method belong to the differential equation.
 *
 * <p>X_j = x + h Σ a_jl f(X_l, u) has one solution while h |a| Lip(f) &lt; 1; for longer layers or larger controls there may be
 * others, far from the flow of x′ = f(x, u), and a program in the full space may well end in one: its equations then hold to
 * rounding while no network does what they say. A layer is accepted if fixed-point iteration from its start leads to its end,
 * or if the flow does, up to a hundredth of the way.
 */
final class StageSolutions {
    private static final double SAME = 1e-6;
    private static final double SHARE_OF_WAY = 0.01;
    private static final int STEPS = 64;

    private final TrainedNetwork network;
    private final TrainingTask task;
    private final LayerPatterns patterns;
    private final boolean linear;
    private final double h;

    StageSolutions(TrainedNetwork network) {
        this.network = network;
        task = network.task();
        patterns = new LayerPatterns(task, 1, false);
        linear = task.regularization() == Regularization.H1;
        h = network.end() / task.layers();
    }

    /** The first layer, from 1, with stages far from the flow; 0 if there is none. */
    int spuriousLayer() {
        if (!task.model().continuous() || task.integrator().isExplicit()) {
            return 0;
        }
        ForwardPropagation forward = new ForwardPropagation(task, patterns);
        CompiledFunction rates = null;
        for (int k = 0; k < task.layers(); k++) {
            if (rates == null || !task.model().sameLayer(k - 1, k)) {
                rates = patterns.forward(k);
            }
            for (int i = 0; i < task.samples(); i++) {
                double[] from = network.states()[k][i];
                double[] to = network.states()[k + 1][i];
                if (distance(step(forward, k, from), to) > SAME * (1 + largest(to))
                        && distance(flow(rates, k, from), to) > SHARE_OF_WAY * distance(from, to) + SAME) {
                    return k + 1;
                }
            }
        }
        return 0;
    }

    /** How far the outputs of the flow end from the targets, in the largest component. */
    double missedBy() {
        double[][] last = new double[task.samples()][];
        for (int i = 0; i < last.length; i++) {
            double[] x = task.inputs()[i];
            for (int k = 0; k < task.layers(); k++) {
                x = flow(patterns.forward(k), k, x);
            }
            last[i] = x;
        }
        double[][] outputs = network.outputs(last);
        double worst = 0;
        for (int i = 0; i < last.length; i++) {
            worst = Math.max(worst, distance(outputs[i], task.targets()[i]));
        }
        return worst;
    }

    /** One step of the method, its stages by fixed-point iteration. */
    private double[] step(ForwardPropagation forward, int k, double[] from) {
        ButcherTableau rule = task.integrator();
        int d = from.length;
        double[] u = network.controls()[k];
        double @Nullable [] next = linear ? network.controls()[k + 1] : null;
        int to = d + 2 * u.length;
        double[] z = new double[to + (rule.stages() + 1) * d];
        System.arraycopy(from, 0, z, 0, d);
        System.arraycopy(u, 0, z, d, u.length);
        System.arraycopy(next == null ? u : next, 0, z, d + u.length, u.length);
        int[] stage = new int[rule.stages()];
        for (int j = 0; j < stage.length; j++) {
            stage[j] = rule.isLeft(j) ? 0 : rule.isRight(j) ? to : to + (j + 1) * d;
        }
        forward.step(k, h, z, 0, d, d + u.length, stage, to);
        return java.util.Arrays.copyOfRange(z, to, to + d);
    }

    /** The flow through layer k by many steps of the classical Runge–Kutta method. */
    private double[] flow(CompiledFunction rates, int k, double[] from) {
        int d = from.length;
        double[] u = network.controls()[k];
        double[] next = network.controls()[linear ? k + 1 : k];
        ButcherTableau rule = ButcherTableau.rungeKutta4();
        double[] input = new double[d + u.length];
        double[][] slope = new double[rule.stages()][d];
        double[] x = from.clone();
        double step = h / STEPS;
        for (int s = 0; s < STEPS; s++) {
            for (int j = 0; j < slope.length; j++) {
                for (int c = 0; c < d; c++) {
                    input[c] = x[c] + (j == 0 ? 0 : step * rule.matrix()[j][j - 1] * slope[j - 1][c]);
                }
                double fraction = (s + rule.points()[j]) / STEPS;
                for (int c = 0; c < u.length; c++) {
                    input[d + c] = (1 - fraction) * u[c] + fraction * next[c];
                }
                rates.evaluate(input, slope[j]);
            }
            for (int c = 0; c < d; c++) {
                for (int j = 0; j < slope.length; j++) {
                    x[c] += step * rule.weights()[j] * slope[j][c];
                }
            }
        }
        return x;
    }

    private static double largest(double[] a) {
        double most = 0;
        for (double value : a) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        for (int c = 0; c < a.length; c++) {
            most = Math.max(most, Math.abs(a[c] - b[c]));
        }
        return most;
    }
}
