package org.turnpike.learning.comparison;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.learning.TrainingTask;

/** φ of the samples' states, for a fixed P. */
public final class TrainingError {
    private final TrainingTask task;
    private final CompiledFunction loss;
    private final double[] input;
    private final double[] value = new double[1];

    public TrainingError(TrainingTask task) {
        this.task = task;
        ExpressionGraph graph = new ExpressionGraph();
        List<Variable> x = new ArrayList<>();
        List<Variable> y = new ArrayList<>();
        for (int c = 0; c < task.output().inputs(); c++) {
            x.add(graph.variable("x" + c));
        }
        for (int r = 0; r < task.output().size(); r++) {
            y.add(graph.variable("y" + r));
        }
        List<Variable> inputs = new ArrayList<>(x);
        inputs.addAll(y);
        loss = new CompiledFunction(List.of(task.loss().of(graph, task.output().of(graph, x, List.of()), y)), inputs);
        input = new double[inputs.size()];
    }

    /** φ of N × width states. */
    public double of(double[][] states) {
        double sum = 0;
        for (int i = 0; i < states.length; i++) {
            System.arraycopy(states[i], 0, input, 0, states[i].length);
            System.arraycopy(task.targets()[i], 0, input, states[i].length, task.targets()[i].length);
            loss.evaluate(input, value);
            sum += value[0];
        }
        return sum / states.length;
    }
}
