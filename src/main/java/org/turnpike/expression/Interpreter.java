package org.turnpike.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions node by node: slow, simple, and the oracle of the compiled code. */
public final class Interpreter implements NumericFunction {
    private final Tape tape;
    private final int[] left;
    private final int[] right;
    private final int[] inputOf;
    private final int[] output;
    private final int inputs;
    private final double[] value;

    /**
     * @param functions the outputs
     * @param inputs the order of the input; every variable of the functions must be among them
     */
    public Interpreter(List<? extends Expression> functions, List<Variable> inputs) {
        this.tape = Tape.of(functions);
        this.inputs = inputs.size();
        int n = tape.size();
        left = new int[n];
        right = new int[n];
        inputOf = new int[n];
        value = new double[n];
        for (int i = 0; i < n; i++) {
            Expression node = tape.node(i);
            if (node instanceof Constant c) {
                value[i] = c.value();
            } else if (node instanceof Variable v) {
                inputOf[i] = inputs.indexOf(v);
                if (inputOf[i] < 0) {
                    throw new IllegalArgumentException("no input for variable " + v);
                }
            } else if (node instanceof Unary u) {
                left[i] = tape.position(u.operand());
            } else if (node instanceof Binary b) {
                left[i] = tape.position(b.left());
                right[i] = tape.position(b.right());
            }
        }
        output = functions.stream().mapToInt(tape::position).toArray();
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return output.length;
    }

    @Override
    public void evaluate(double[] input, double[] result) {
        run(input);
        for (int r = 0; r < output.length; r++) {
            result[r] = value[output[r]];
        }
    }

    /** The first operation whose value is not finite although its operands are; null if all is defined. */
    public @Nullable Undefined firstUndefined(double[] input) {
        run(input);
        for (int i = 0; i < value.length; i++) {
            Expression node = tape.node(i);
            if (Double.isFinite(value[i])) {
                continue;
            }
            if (node instanceof Unary u && Double.isFinite(value[left[i]])) {
                return new Undefined(node, u.operand(), value[left[i]]);
            }
            if (node instanceof Binary b && Double.isFinite(value[left[i]]) && Double.isFinite(value[right[i]])) {
                boolean culpritIsRight = b.function() == BinaryFunction.DIVIDE;
                return culpritIsRight
                        ? new Undefined(node, b.right(), value[right[i]])
                        : new Undefined(node, b.left(), value[left[i]]);
            }
            if (node instanceof Variable) {
                return new Undefined(node, node, value[i]);
            }
        }
        return null;
    }

    /**
     * An operation without a finite value.
     *
     * @param node the operation, such as {@code sqrt(h - 1)}
     * @param operand the operand to blame, such as {@code h - 1}
     * @param value the operand's value
     */
    public record Undefined(Expression node, Expression operand, double value) {}

    private void run(double[] input) {
        for (int i = 0; i < value.length; i++) {
            Expression node = tape.node(i);
            if (node instanceof Variable) {
                value[i] = input[inputOf[i]];
            } else if (node instanceof Unary u) {
                value[i] = u.at(value[left[i]]);
            } else if (node instanceof Binary b) {
                value[i] = b.function().apply(value[left[i]], value[right[i]]);
            }
        }
    }
}
