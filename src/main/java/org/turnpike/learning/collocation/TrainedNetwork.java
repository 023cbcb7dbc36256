package org.turnpike.learning.collocation;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.learning.TrainingTask;

/**
 * Controls, output weights and the training samples' states.
 *
 * @param controls by layer (or by node, for H1): u
 * @param outputMatrix P
 * @param states K + 1 × N × width
 * @param end the time at which the last layer ends: T, or the switching time T* after which the control is 0
 */
public record TrainedNetwork(
        TrainingTask task, double[][] controls, double[][] outputMatrix, double[][][] states, double end) {

    /** |u_k| in the Euclidean norm. */
    public double norm(int k) {
        double square = 0;
        for (double value : controls[k]) {
            square += value * value;
        }
        return Math.sqrt(square);
    }

    /** The time of node k. */
    public double time(int k) {
        return end * k / task.layers();
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
