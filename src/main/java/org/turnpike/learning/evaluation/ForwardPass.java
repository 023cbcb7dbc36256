package org.turnpike.learning.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.mesh.ButcherTableau;

/**
 * Runs inputs through a network. The stages of implicit integrators are found by fixed-point iteration; where that does not
 * converge, the step being too long for the slope of f, the state becomes NaN rather than a number that looks like an answer.
 *
 * <p>Not for use by several threads at once.
 */
public final class ForwardPass {
    private static final int SWEEPS = 1000;
    private static final double CONVERGED = 1e-15;

    private final Network network;
    private final Model model;
    private final CompiledFunction[] functions;
    private final CompiledFunction output;
    /** By layer: where the control at its left end stands. */
    private final int[] rows;
    /** By layer: h. */
    private final double[] steps;
    /** By layer: arguments of its function. */
    private final double[][] arguments;

    public ForwardPass(Network network) {
        this.network = network;
        model = network.specification().model();
        functions = new CompiledFunction[network.layers()];
        rows = new int[functions.length];
        steps = new double[functions.length];
        arguments = new double[functions.length][];
        Phases phases = model.phases(functions.length);
        for (int k = 0; k < functions.length; k++) {
            functions[k] = k > 0 && model.sameLayer(k - 1, k) ? functions[k - 1] : layer(k);
            rows[k] = phases.controlRow(k, network.linearControl());
            steps[k] = model.continuous() ? phases.step(k, network.end()) : 1;
            arguments[k] = new double[functions[k].inputs()];
        }
        ExpressionGraph graph = new ExpressionGraph();
        List<Variable> x = variables(graph, "x", network.output().inputs());
        // The trained P is in the output's matrix: a constant here.
        output = new CompiledFunction(network.output().fixed().of(graph, x, List.of()), x);
    }

    /** The same network for another thread. */
    private ForwardPass(ForwardPass other) {
        network = other.network;
        model = other.model;
        functions = other.functions;
        output = other.output;
        rows = other.rows;
        steps = other.steps;
        arguments = new double[other.arguments.length][];
        Arrays.setAll(arguments, k -> new double[other.arguments[k].length]);
    }

    /** The same network, to be used by another thread. */
    ForwardPass copy() {
        return new ForwardPass(this);
    }

    /** Told of the stages of explicit integrators. */
    @FunctionalInterface
    interface Stages {
        /**
         * A stage's state.
         *
         * @param j its number; that of stage 0 is the state at node k
         * @param weight h b of the quadrature
         */
        void stage(int k, int j, double weight, double[] state);
    }

    private CompiledFunction layer(int k) {
        ExpressionGraph graph = new ExpressionGraph();
        List<Variable> x = variables(graph, "x", model.width(k));
        List<Variable> u = variables(graph, "u", model.controls(k));
        List<Variable> inputs = new ArrayList<>(x);
        inputs.addAll(u);
        return new CompiledFunction(model.layer(graph, k, x, u), inputs);
    }

    private static List<Variable> variables(ExpressionGraph graph, String name, int count) {
        List<Variable> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(graph.variable(name + i));
        }
        return result;
    }

    /** z = ψ(P x) of a state after the last layer. */
    public double[] output(double[] state) {
        double[] z = new double[output.outputs()];
        output.evaluate(state, z);
        return z;
    }

    /** The output for raw features. */
    public double[] predict(double[] features) {
        return output(states(network.preparation().apply(features))[network.layers()]);
    }

    /** The states at all K + 1 nodes for prepared features, which are padded with zeros to the model's width. */
    public double[][] states(double[] features) {
        return states(features, (k, j, weight, state) -> {});
    }

    /** The same, and all stages on the way; none of a discrete model. */
    double[][] states(double[] features, Stages stages) {
        double[][] x = new double[network.layers() + 1][];
        x[0] = Arrays.copyOf(features, model.width(0));
        for (int k = 0; k < network.layers(); k++) {
            x[k + 1] = model.continuous() ? step(k, x[k], stages) : evaluate(k, 0, x[k]);
        }
        return x;
    }

    private double[] evaluate(int k, double fraction, double[] x) {
        double[] u = network.controls()[rows[k]];
        double[] input = arguments[k];
        System.arraycopy(x, 0, input, 0, x.length);
        if (network.linearControl()) {
            double[] next = network.controls()[rows[k] + 1];
            for (int j = 0; j < u.length; j++) {
                input[x.length + j] = (1 - fraction) * u[j] + fraction * next[j];
            }
        } else {
            System.arraycopy(u, 0, input, x.length, u.length);
        }
        double[] result = new double[functions[k].outputs()];
        functions[k].evaluate(input, result);
        return result;
    }

    private double[] step(int k, double[] x, Stages stages) {
        ButcherTableau rule = network.integrator();
        double h = steps[k];
        StateMap transfer = model.transfer(k);
        if (transfer != null && model.ratesOfNextWidth(k)) {
            stages.stage(k, 0, h, x);
            return sum(transfer.of(x), h, evaluate(k, 0, x));
        }
        double[][] rates = new double[rule.stages()][x.length];
        double change = Double.POSITIVE_INFINITY;
        double best = change;
        int stalled = 0;
        int sweeps = rule.isExplicit() ? 1 : SWEEPS;
        for (int sweep = 0; sweep < sweeps && change > CONVERGED && stalled < 3; sweep++) {
            change = 0;
            for (int j = 0; j < rates.length; j++) {
                // The first stage of an explicit rule is the node.
                double[] stage = j == 0 && rule.isExplicit() ? x : combined(x, h, rule.matrix()[j], rates);
                double[] fresh = evaluate(k, rule.points()[j], stage);
                if (rule.isExplicit()) {
                    stages.stage(k, j, h * rule.weights()[j], stage);
                }
                for (int c = 0; c < fresh.length; c++) {
                    double difference = h * Math.abs(fresh[c] - rates[j][c]);
                    // A NaN must not pass for convergence.
                    change = difference <= change ? change : difference;
                }
                rates[j] = fresh;
            }
            change /= 1 + largest(x);
            // At the level of rounding it may neither shrink nor reach the limit.
            stalled = change < best ? 0 : stalled + 1;
            best = Math.min(best, change);
        }
        if (!rule.isExplicit() && !(best < 1e-12)) {
            double[] unknown = new double[model.width(k + 1)];
            Arrays.fill(unknown, Double.NaN);
            return unknown;
        }
        double[] end = combined(x, h, rule.weights(), rates);
        return transfer == null ? end : transfer.of(end);
    }

    private static double[] sum(double[] x, double h, double[] slope) {
        double[] result = x.clone();
        for (int c = 0; c < result.length; c++) {
            result[c] += h * slope[c];
        }
        return result;
    }

    private static double[] combined(double[] x, double h, double[] weights, double[][] rates) {
        double[] result = x.clone();
        for (int l = 0; l < weights.length; l++) {
            for (int c = 0; c < result.length; c++) {
                result[c] += h * weights[l] * rates[l][c];
            }
        }
        return result;
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double value : x) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
