package org.turnpike.learning;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.learning.loss.Loss;

/**
 * z = ψ(P x): the network's output from its last state.
 *
 * @param matrix P (m × d); where it is trained, the start of its training
 * @param trained whether P is an unknown, penalised like the other weights
 */
public record Output(double[][] matrix, boolean trained, Nonlinearity nonlinearity) implements Serializable {
    /** ψ. */
    public enum Nonlinearity {
        NONE,
        SOFTMAX,
        TANH
    }

    /** m. */
    public int size() {
        return matrix.length;
    }

    /** d. */
    public int inputs() {
        return matrix[0].length;
    }

    /** P that selects components of the state, counted from 1. */
    public static Output select(int dimension, int... components) {
        double[][] matrix = new double[components.length][dimension];
        for (int r = 0; r < components.length; r++) {
            matrix[r][components[r] - 1] = 1;
        }
        return new Output(matrix, false, Nonlinearity.NONE);
    }

    /** P = id. */
    public static Output identity(int dimension) {
        int[] all = new int[dimension];
        java.util.Arrays.setAll(all, i -> i + 1);
        return select(dimension, all);
    }

    /** The same with P as it is, not trained. */
    public Output fixed() {
        return new Output(matrix, false, nonlinearity);
    }

    /** ψ(P x), P from {@code weights} (m·d, row by row) if it is trained. */
    public List<Expression> of(
            ExpressionGraph graph, List<? extends Expression> x, List<? extends Expression> weights) {
        List<Expression> z = new ArrayList<>();
        for (int r = 0; r < size(); r++) {
            Expression sum = graph.constant(0);
            for (int c = 0; c < inputs(); c++) {
                Expression entry = trained ? weights.get(r * inputs() + c) : graph.constant(matrix[r][c]);
                sum = graph.add(sum, graph.multiply(entry, x.get(c)));
            }
            z.add(sum);
        }
        return switch (nonlinearity) {
            case NONE -> z;
            case SOFTMAX -> Loss.softmax(graph, z);
            case TANH -> z.stream().map(e -> graph.apply(UnaryFunction.TANH, e)).toList();
        };
    }
}
