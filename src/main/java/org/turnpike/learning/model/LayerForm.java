package org.turnpike.learning.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;

/**
 * The function of a layer as data: one affine map and one activation, y = σ(w (q∘x) + b) or y = w σ(x) + b.
 *
 * <p>The controls are u = (w row by row, b); a part that is not trained is 0 and has none.
 *
 * @param inputs columns of w
 * @param outputs rows of w
 * @param weights whether w is trained (else 0)
 * @param bias whether b is trained (else 0)
 * @param order which comes first, the affine map or the activation
 * @param quadrature q, weights of the columns where the sum over them is an integral; empty for 1. Only where the affine map comes first
 * @param residual whether x is added to y
 */
public record LayerForm(
        int inputs,
        int outputs,
        boolean weights,
        boolean bias,
        Activation activation,
        Order order,
        double[] quadrature,
        boolean residual)
        implements Serializable {

    /** Whether σ is applied to the affine map or the affine map to σ(x). */
    public enum Order {
        /** σ(w x + b). */
        AFFINE_FIRST,
        /** w σ(x) + b. */
        ACTIVATION_FIRST
    }

    /** A square layer without quadrature weights. */
    static LayerForm square(int dimension, boolean weights, boolean bias, Activation activation, Order order) {
        return new LayerForm(dimension, dimension, weights, bias, activation, order, new double[0], false);
    }

    /** A rectangular layer with both parts. */
    static LayerForm rectangular(int inputs, int outputs, Activation activation, Order order) {
        return new LayerForm(inputs, outputs, true, true, activation, order, new double[0], false);
    }

    /** The same with x added. */
    LayerForm withResidual() {
        return new LayerForm(inputs, outputs, weights, bias, activation, order, quadrature, true);
    }

    /** The number of controls. */
    public int controls() {
        return (weights ? inputs * outputs : 0) + (bias ? outputs : 0);
    }

    /** Where the first entry of b stands among the controls. */
    public int firstBias() {
        return weights ? inputs * outputs : 0;
    }

    /** y as expressions of x and u. */
    List<Expression> of(ExpressionGraph graph, List<? extends Expression> x, List<? extends Expression> u) {
        List<Expression> y = order == Order.AFFINE_FIRST
                ? activation.of(graph, affine(graph, x, u))
                : affine(graph, activation.of(graph, x), u);
        for (int r = 0; residual && r < outputs; r++) {
            y.set(r, graph.add(x.get(r), y.get(r)));
        }
        return y;
    }

    /** The arguments of σ where σ is not differentiable at 0; else none. */
    List<Expression> kinks(ExpressionGraph graph, List<? extends Expression> x, List<? extends Expression> u) {
        if (activation.smooth()) {
            return List.of();
        }
        return order == Order.AFFINE_FIRST ? affine(graph, x, u) : List.copyOf(x);
    }

    private List<Expression> affine(ExpressionGraph graph, List<? extends Expression> v, List<? extends Expression> u) {
        List<Expression> result = new ArrayList<>();
        for (int r = 0; r < outputs; r++) {
            Expression sum = bias ? u.get(firstBias() + r) : graph.constant(0);
            for (int c = 0; weights && c < inputs; c++) {
                Expression term =
                        quadrature.length == 0 ? v.get(c) : graph.multiply(graph.constant(quadrature[c]), v.get(c));
                sum = graph.add(sum, graph.multiply(u.get(r * inputs + c), term));
            }
            result.add(sum);
        }
        return result;
    }

    /** The name of control j. */
    String controlName(int j) {
        if (j < firstBias()) {
            return "w[" + (j / inputs + 1) + "," + (j % inputs + 1) + "]";
        }
        return "b[" + (j - firstBias() + 1) + "]";
    }
}
