package org.turnpike.learning.pmp;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.loss.Loss;

/** The two functions of one sample that the maximum principle differentiates: its layer and its loss. */
record SamplePatterns(TrainingTask task) {

    /** f of layer k over (x, u). */
    Pattern layer(int k) {
        ExpressionGraph graph = new ExpressionGraph();
        List<Variable> x = variables(graph, "x", task.model().width(k));
        List<Variable> u = variables(graph, "u", task.model().controls(k));
        List<Variable> unknowns = new ArrayList<>(x);
        unknowns.addAll(u);
        return new Pattern(graph, unknowns, List.of(), List.copyOf(task.model().layer(graph, k, x, u)));
    }

    /** loss(P x, y) over x with data y. P is fixed. */
    Pattern loss() {
        ExpressionGraph graph = new ExpressionGraph();
        Output output = task.output();
        List<Variable> x = variables(graph, "x", output.inputs());
        List<Variable> y = variables(graph, "y", output.size());
        // √e² and |e| are one function, but the second derivative of the former is rounding noise of size 1/|e|.
        Loss loss = task.loss() == Loss.DISTANCE && output.size() == 1 ? Loss.ABSOLUTE : task.loss();
        return new Pattern(graph, x, y, List.of(loss.of(graph, output.of(graph, x, List.of()), y)));
    }

    private static List<Variable> variables(ExpressionGraph graph, String name, int count) {
        List<Variable> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(graph.variable(name + i));
        }
        return result;
    }
}
