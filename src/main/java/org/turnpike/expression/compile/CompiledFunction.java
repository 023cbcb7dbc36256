package org.turnpike.expression.compile;

import java.util.Arrays;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.NumericFunction;
import org.turnpike.expression.Variable;

/** Expressions compiled for evaluation at one point after another. */
public final class CompiledFunction implements NumericFunction {
    private static final double[] NONE = new double[0];
    private final Kernel kernel;
    private final int[] identity;
    private final int outputs;

    /**
     * @param functions the outputs
     * @param inputs the order of the input; every variable of the functions must be among them
     */
    public CompiledFunction(List<? extends Expression> functions, List<Variable> inputs) {
        kernel = new KernelCompiler(inputs, List.of(), List.of()).compile(List.copyOf(functions));
        outputs = functions.size();
        identity = new int[inputs.size()];
        Arrays.setAll(identity, i -> i);
    }

    @Override
    public int inputs() {
        return identity.length;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public void evaluate(double[] input, double[] output) {
        kernel.evaluate(input, identity, NONE, NONE, output, 0, 1);
    }
}
