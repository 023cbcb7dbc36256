package org.turnpike.training.msa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.TrainingTask;

/** loss(ψ(P x_i), y_i) of all samples with its gradient by x_i; P fixed. */
final class SampleLoss {
    private static final double[] NONE = {};

    private final Pattern pattern;
    private final int samples;
    private final int width;
    private final int[] index;
    private final double[] targets;
    private final double[] values;
    private final double[] jacobian;

    SampleLoss(TrainingTask task) {
        samples = task.samples();
        width = task.output().inputs();
        int m = task.output().size();
        ExpressionGraph graph = new ExpressionGraph();
        List<Variable> x = variables(graph, "x", width);
        List<Variable> y = variables(graph, "y", m);
        pattern = new Pattern(
                graph, x, y, List.of(task.loss().of(graph, task.output().of(graph, x, List.of()), y)));
        index = new int[samples * width];
        Arrays.setAll(index, q -> q);
        targets = new double[samples * m];
        for (int i = 0; i < samples; i++) {
            System.arraycopy(task.targets()[i], 0, targets, i * m, m);
        }
        values = new double[samples];
        jacobian = new double[samples * pattern.jacobianNonzeros()];
    }

    private static List<Variable> variables(ExpressionGraph graph, String name, int count) {
        List<Variable> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(graph.variable(name + i));
        }
        return result;
    }

    /** The mean over the samples; {@code x} is N × d. */
    double mean(double[] x) {
        pattern.values().evaluate(x, index, targets, NONE, values, 0, samples);
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / samples;
    }

    /** scale times the gradient of the mean added to {@code out} (N × d). */
    void addGradient(double[] x, double scale, double[] out) {
        pattern.jacobian().evaluate(x, index, targets, NONE, jacobian, 0, samples);
        int nonzeros = pattern.jacobianNonzeros();
        for (int i = 0; i < samples; i++) {
            for (int q = 0; q < nonzeros; q++) {
                out[i * width + pattern.jacobianColumn(q)] += scale / samples * jacobian[i * nonzeros + q];
            }
        }
    }
}
