package org.turnpike.pmp.shooting;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.CompiledFunction;

/** A compiled function G: ℝⁿ → ℝᵐ with its exact Jacobian, stored by nonzeros. */
public final class SmoothFunction {
    private final int inputs;
    private final int outputs;
    private final CompiledFunction values;
    private final CompiledFunction derivatives;
    private final int[] row;
    private final int[] column;
    private final double[] nonzeros;

    /**
     * @param functions G
     * @param inputs v, in order; every variable of the functions is among them
     */
    public SmoothFunction(ExpressionGraph graph, List<? extends Expression> functions, List<Variable> inputs) {
        this.inputs = inputs.size();
        outputs = functions.size();
        values = new CompiledFunction(functions, inputs);
        Derivatives rules = new Derivatives(graph);
        List<Expression> entries = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (int r = 0; r < outputs; r++) {
            List<Expression> gradient = rules.gradient(functions.get(r), inputs);
            for (int c = 0; c < gradient.size(); c++) {
                if (!gradient.get(c).is(0)) {
                    entries.add(gradient.get(c));
                    places.add(new int[] {r, c});
                }
            }
        }
        derivatives = new CompiledFunction(entries, inputs);
        row = places.stream().mapToInt(p -> p[0]).toArray();
        column = places.stream().mapToInt(p -> p[1]).toArray();
        nonzeros = new double[row.length];
    }

    /** n. */
    public int inputs() {
        return inputs;
    }

    /** m. */
    public int outputs() {
        return outputs;
    }

    /** G(v) into {@code out} (m). */
    public void evaluate(double[] v, double[] out) {
        values.evaluate(v, out);
    }

    /** G′(v), m × n row by row, into {@code out}. */
    public void jacobian(double[] v, double[] out) {
        java.util.Arrays.fill(out, 0, outputs * inputs, 0);
        derivatives.evaluate(v, nonzeros);
        for (int q = 0; q < row.length; q++) {
            out[row[q] * inputs + column[q]] = nonzeros[q];
        }
    }
}
