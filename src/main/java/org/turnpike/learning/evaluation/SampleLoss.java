package org.turnpike.learning.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.learning.Output;
import org.turnpike.learning.loss.Loss;

/** ℓ(ψ(P x), y) of one sample's last state. Not for use by several threads at once. */
public final class SampleLoss {
    private final int width;
    private final int size;
    private final CompiledFunction loss;
    private final CompiledFunction outputs;
    private final double[] input;
    private final double[] value = new double[1];

    /** @param output with P as it is, trained or not */
    public SampleLoss(Output output, Loss loss) {
        width = output.inputs();
        size = output.size();
        input = new double[width + size];
        ExpressionGraph graph = new ExpressionGraph();
        List<Variable> x = variables(graph, "x", width);
        List<Variable> y = variables(graph, "y", size);
        List<Variable> all = new ArrayList<>(x);
        all.addAll(y);
        var z = output.fixed().of(graph, x, List.of());
        this.loss = new CompiledFunction(List.of(loss.of(graph, z, y)), all);
        outputs = new CompiledFunction(z, x);
    }

    private SampleLoss(SampleLoss other) {
        width = other.width;
        size = other.size;
        loss = other.loss;
        outputs = other.outputs;
        input = new double[width + size];
    }

    /** The same, with what is compiled shared, for another thread. */
    SampleLoss copy() {
        return new SampleLoss(this);
    }

    private static List<Variable> variables(ExpressionGraph graph, String name, int count) {
        List<Variable> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(graph.variable(name + i));
        }
        return result;
    }

    /** ℓ(ψ(P x), y). */
    public double of(double[] x, double[] y) {
        return of(x, 0, y);
    }

    /** The same of the state that begins at {@code at}. */
    double of(double[] x, int at, double[] y) {
        System.arraycopy(x, at, input, 0, width);
        System.arraycopy(y, 0, input, width, size);
        loss.evaluate(input, value);
        return value[0];
    }

    /** ψ(P x) into {@code z}. */
    public void output(double[] x, double[] z) {
        outputs.evaluate(x, z);
    }
}
