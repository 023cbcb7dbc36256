package org.turnpike.learning.evaluation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;

/**
 * Controls, output weights and the training samples' states.
 *
 * @param controls by layer (or by the nodes of each phase, for H1): u
 * @param outputMatrix P
 * @param states K + 1 × S × width, of the first S samples, all N or those that are kept for pictures; at a switch the state after it
 * @param times of the K + 1 nodes; the last one is T, or the switching time T* of the formulation L1 after which the control is 0
 * @param errors what is known of all samples, or null if the states are those of all samples
 */
public record TrainedNetwork(
        TrainingTask task,
        double[][] controls,
        double[][] outputMatrix,
        double[][][] states,
        double[] times,
        @Nullable SampleErrors errors) {

    /** With the states of all samples. */
    public TrainedNetwork(
            TrainingTask task, double[][] controls, double[][] outputMatrix, double[][][] states, double[] times) {
        this(task, controls, outputMatrix, states, times, null);
    }

    /** S: of how many samples there are states. */
    public int shown() {
        return states[0].length;
    }

    /** The time at which the last layer ends. */
    public double end() {
        return times[times.length - 1];
    }

    /** The time of node k. */
    public double time(int k) {
        return times[k];
    }

    /** The length of layer k; 1 in discrete models. */
    public double step(int k) {
        return task.phases().at(switches()).step(k, end());
    }

    /** The switching times between the phases of a switched system; else none. */
    public double[] switches() {
        Phases phases = task.phases();
        double[] switches = new double[phases.count() - 1];
        for (int j = 0; j < switches.length; j++) {
            switches[j] = times[phases.first(j + 1)];
        }
        return switches;
    }

    /** Whether u is linear on a layer, rather than constant. */
    public boolean linearControl() {
        return task.regularization() == Regularization.H1;
    }

    /** u at the left end of layer k. */
    public double[] control(int k) {
        return controls[task.phases().controlRow(k, linearControl())];
    }

    /** u at the right end of layer k. */
    public double[] nextControl(int k) {
        return controls[task.phases().controlRow(k, linearControl()) + (linearControl() ? 1 : 0)];
    }

    /** |u| at the left end of layer k, in the Euclidean norm, or the quadrature's where u is a function on a grid. */
    public double norm(int k) {
        return Math.sqrt(product(k, control(k), control(k)));
    }

    /** |u| at the right end of layer k. */
    public double nextNorm(int k) {
        return Math.sqrt(product(k, nextControl(k), nextControl(k)));
    }

    /** The scalar product a·b of controls of layer k, weighted as the penalty is. */
    public double product(int k, double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += task.model().penaltyWeight(k, j) * a[j] * b[j];
        }
        return sum;
    }

    /** φ at node k, of the states as the last layer would see them; NaN where a discrete network has not its last width yet. */
    public double error(int k) {
        if (errors != null) {
            return errors.nodes()[k];
        }
        double[][] passed = states[k];
        StateMap passage = task.model().passage(k, task.layers());
        if (passage != null) {
            passed = Arrays.stream(passed).map(passage::of).toArray(double[][]::new);
        }
        return passed[0].length == task.output().inputs() ? error(outputs(passed), task.targets()) : Double.NaN;
    }

    /** ψ(P x) for each state. */
    public double[][] outputs(double[][] lastStates) {
        ExpressionGraph graph = new ExpressionGraph();
        int d = task.output().inputs();
        int m = task.output().size();
        List<Variable> x = variables(graph, "x", d);
        List<Variable> weights = variables(graph, "P", task.output().trained() ? m * d : 0);
        List<Expression> z = task.output().of(graph, x, weights);
        List<Variable> inputs = new java.util.ArrayList<>(x);
        inputs.addAll(weights);
        CompiledFunction function = new CompiledFunction(z, inputs);
        double[] input = new double[inputs.size()];
        for (int r = 0; r < m && task.output().trained(); r++) {
            System.arraycopy(outputMatrix[r], 0, input, d + r * d, d);
        }
        double[][] result = new double[lastStates.length][m];
        for (int i = 0; i < result.length; i++) {
            System.arraycopy(lastStates[i], 0, input, 0, d);
            function.evaluate(input, result[i]);
        }
        return result;
    }

    private static List<Variable> variables(ExpressionGraph graph, String name, int count) {
        List<Variable> result = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(graph.variable(name + i));
        }
        return result;
    }

    /** The mean loss of outputs against targets. */
    public double error(double[][] outputs, double[][] targets) {
        ExpressionGraph graph = new ExpressionGraph();
        int m = task.output().size();
        List<Variable> z = variables(graph, "z", m);
        List<Variable> y = variables(graph, "y", m);
        List<Variable> inputs = new java.util.ArrayList<>(z);
        inputs.addAll(y);
        CompiledFunction loss = new CompiledFunction(List.of(task.loss().of(graph, z, y)), inputs);
        double[] input = new double[2 * m];
        double[] value = new double[1];
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            System.arraycopy(outputs[i], 0, input, 0, m);
            System.arraycopy(targets[i], 0, input, m, m);
            loss.evaluate(input, value);
            sum += value[0];
        }
        return sum / outputs.length;
    }
}
