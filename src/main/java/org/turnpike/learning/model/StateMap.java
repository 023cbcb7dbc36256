package org.turnpike.learning.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;

/**
 * The linear map x₊ = E x by which a state passes from one width to another.
 *
 * @param matrix E, new width × old width
 */
public record StateMap(double[][] matrix) implements Serializable {

    /** Zeros are appended to a state that is too short; of one that is too long the first components are kept. */
    public static StateMap padding(int from, int to) {
        int[] components = new int[Math.min(from, to)];
        java.util.Arrays.setAll(components, c -> c);
        return selection(from, to, components);
    }

    /** x₊ = (x_{c₀}, x_{c₁}, …, 0, …, 0), components counted from 0. */
    public static StateMap selection(int from, int to, int... components) {
        double[][] matrix = new double[to][from];
        for (int r = 0; r < components.length; r++) {
            matrix[r][components[r]] = 1;
        }
        return new StateMap(matrix);
    }

    /** The old width. */
    public int inputs() {
        return matrix[0].length;
    }

    /** The new width. */
    public int outputs() {
        return matrix.length;
    }

    /** This map after another. */
    public StateMap after(StateMap first) {
        double[][] product = new double[outputs()][first.inputs()];
        for (int r = 0; r < product.length; r++) {
            for (int c = 0; c < product[r].length; c++) {
                for (int l = 0; l < inputs(); l++) {
                    product[r][c] += matrix[r][l] * first.matrix[l][c];
                }
            }
        }
        return new StateMap(product);
    }

    /** E x. */
    public double[] of(double[] x) {
        double[] result = new double[outputs()];
        for (int r = 0; r < result.length; r++) {
            for (int c = 0; c < x.length; c++) {
                result[r] += matrix[r][c] * x[c];
            }
        }
        return result;
    }

    /** E x. */
    public List<Expression> of(ExpressionGraph graph, List<? extends Expression> x) {
        List<Expression> result = new ArrayList<>();
        for (double[] row : matrix) {
            Expression sum = graph.constant(0);
            for (int c = 0; c < row.length; c++) {
                if (row[c] != 0) {
                    sum = graph.add(sum, graph.multiply(graph.constant(row[c]), x.get(c)));
                }
            }
            result.add(sum);
        }
        return result;
    }
}
