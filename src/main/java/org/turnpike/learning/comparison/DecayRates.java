package org.turnpike.learning.comparison;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.linalg.SmallestEigenpair;

/**
 * The exponential decay along a solution of a problem SL*; see the package description. NaN for what does not apply.
 *
 * @param error the fitted rate of √(φ − φ(T)): where the samples' outputs cannot be moved independently φ levels off
 * @param control the fitted rate of |u|
 * @param predicted μ_min of the continuous problem linearised at the last states
 * @param onLayers the rate that μ_min has on the task's layers; NaN where layers this long make the solution oscillate
 * @param controllable whether the linearised outputs of all samples can be moved independently: the theorem's hypothesis, N ≤ d + 1 for P = id
 */
public record DecayRates(double error, double control, double predicted, double onLayers, boolean controllable) {
    private static final double ROUNDING = 1e-9;
    private static final double RANK = 1e-9;

    /** Measured between T/10 and 7T/10 where |u| is above 1e-9 of its largest value; predicted from the last state. */
    public static DecayRates of(Extremal extremal) {
        TrainingTask task = extremal.task();
        if (task.formulation() != Formulation.SL_STAR || extremal.states().length < 3) {
            return new DecayRates(Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);
        }
        TrainingError error = new TrainingError(task);
        double last = error.of(extremal.states()[extremal.states().length - 1]);
        int places = extremal.controls().length;
        double[] controlTimes = new double[places];
        double[] logs = new double[places];
        double[] errorTimes = new double[extremal.times().length];
        double[] errorLogs = new double[errorTimes.length];
        for (int k = 0; k < places; k++) {
            controlTimes[k] =
                    extremal.nodal() ? extremal.times()[k] : (extremal.times()[k] + extremal.times()[k + 1]) / 2;
            logs[k] = Math.log(extremal.norm(k));
        }
        for (int k = 0; k < errorTimes.length; k++) {
            errorTimes[k] = extremal.times()[k];
            errorLogs[k] = Math.log(error.of(extremal.states()[k]) - last) / 2;
        }
        double[] spectrum = spectrum(task, extremal.states()[extremal.states().length - 1]);
        double least = Double.NaN;
        int rank = 0;
        for (int q = spectrum.length - 1; q >= 0; q--) {
            if (spectrum[q] > RANK * spectrum[spectrum.length - 1]) {
                least = spectrum[q];
                rank++;
            }
        }
        double rate = Math.sqrt(least);
        return new DecayRates(
                slope(errorTimes, errorLogs, task.horizon()),
                slope(controlTimes, logs, task.horizon()),
                rate,
                extremal.nodal() && task.regularization() == Regularization.L2 ? rate : onLayers(task, rate),
                rank >= task.samples() * task.output().size());
    }

    /** ν for μ on the task's layers. */
    static double onLayers(TrainingTask task, double rate) {
        double h = task.step();
        double square = rate * h * rate * h;
        return switch (task.integrator().name()) {
            case "euler" -> 2 / h * asinh(rate * h / 2);
            case "midpoint" -> square < 4 ? 2 / h * atanh(rate * h / 2) : Double.NaN;
            case "rk4" -> square < 6 ? acosh((1 + square / 3) / (1 - square / 6)) / h : Double.NaN;
            default -> Double.NaN;
        };
    }

    private static double asinh(double x) {
        return Math.log(x + Math.sqrt(x * x + 1));
    }

    private static double acosh(double x) {
        return Math.log(x + Math.sqrt(x * x - 1));
    }

    private static double atanh(double x) {
        return Math.log((1 + x) / (1 - x)) / 2;
    }

    /** −slope by least squares on [T/10, 7T/10] down to rounding; NaN for fewer than three points. */
    private static double slope(double[] times, double[] logs, double horizon) {
        double top = Double.NEGATIVE_INFINITY;
        for (double y : logs) {
            // Not Math.max: of two errors equal up to rounding the difference may be negative, its logarithm NaN.
            top = y > top ? y : top;
        }
        int count = 0;
        double st = 0;
        double sy = 0;
        double stt = 0;
        double sty = 0;
        for (int k = 0; k < times.length; k++) {
            double t = times[k];
            if (t < 0.1 * horizon || t > 0.7 * horizon || !(logs[k] > top + Math.log(ROUNDING))) {
                continue;
            }
            count++;
            st += t;
            sy += logs[k];
            stt += t * t;
            sty += t * logs[k];
        }
        double determinant = count * stt - st * st;
        return count < 3 || !(determinant > 0) ? Double.NaN : -(count * sty - st * sy) / determinant;
    }

    /** The eigenvalues of Σ F_iᵀ ∇²φ_i F_i/(2λ), ascending; empty where u = 0 does not keep every state, or the loss is not the squared one. */
    private static double[] spectrum(TrainingTask task, double[][] states) {
        boolean covered = task.model().continuous()
                && task.model().homogeneous()
                && task.loss() == Loss.SQUARED
                && task.regularization() == Regularization.L2;
        if (!covered) {
            return new double[0];
        }
        int d = task.model().width(0);
        int m = task.model().controls(0);
        ExpressionGraph graph = new ExpressionGraph();
        List<Variable> x = variables(graph, "x", d);
        List<Variable> u = variables(graph, "u", m);
        List<Variable> y = variables(graph, "y", task.output().size());
        List<Variable> unknowns = new ArrayList<>(x);
        unknowns.addAll(u);
        Pattern layer =
                new Pattern(graph, unknowns, List.of(), List.copyOf(task.model().layer(graph, 0, x, u)));
        Pattern loss = new Pattern(
                graph, x, y, List.of(task.loss().of(graph, task.output().of(graph, x, List.of()), y)));
        double[] matrix = new double[m * m];
        int[] index = new int[d + m];
        for (int q = 0; q < index.length; q++) {
            index[q] = q;
        }
        double[] jacobian = new double[layer.jacobianNonzeros()];
        double[] hessian = new double[loss.hessianNonzeros()];
        for (int i = 0; i < task.samples(); i++) {
            double[] z = java.util.Arrays.copyOf(states[i], d + m);
            layer.jacobian().evaluate(z, index, new double[0], new double[0], jacobian, 0, 1);
            loss.hessian().evaluate(z, index, task.targets()[i], new double[] {1.0 / task.samples()}, hessian, 0, 1);
            double[][] f = new double[d][m];
            for (int q = 0; q < jacobian.length; q++) {
                if (layer.jacobianColumn(q) >= d) {
                    f[layer.jacobianRow(q)][layer.jacobianColumn(q) - d] = jacobian[q];
                }
            }
            for (int q = 0; q < hessian.length; q++) {
                int r = loss.hessianRow(q);
                int c = loss.hessianColumn(q);
                for (int a = 0; a < m; a++) {
                    for (int b = 0; b < m; b++) {
                        double product = f[r][a] * f[c][b] + (r == c ? 0 : f[c][a] * f[r][b]);
                        matrix[a * m + b] += hessian[q] * product / (2 * task.lambda());
                    }
                }
            }
        }
        return SmallestEigenpair.spectrum(matrix, m);
    }

    private static List<Variable> variables(ExpressionGraph graph, String name, int count) {
        List<Variable> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(graph.variable(name + i));
        }
        return result;
    }
}
