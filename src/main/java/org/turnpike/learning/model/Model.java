package org.turnpike.learning.model;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/** What a network's layers do to the state of one sample. */
public interface Model {
    /** Width of the state before layer k = 0 … layers; {@code width(layers)} is that of the output layer. */
    int width(int k);

    /** The number of controls of layer k. */
    int controls(int k);

    /** Whether {@link #layer} is the right-hand side f of x′ = f(x, u), rather than the map x₊ = f(x, u). */
    boolean continuous();

    /** Whether f is homogeneous of degree one in u, so that time and control can be exchanged. */
    boolean homogeneous();

    /** Whether layers k and l are the same function. */
    default boolean sameLayer(int k, int l) {
        return width(k) == width(l) && width(k + 1) == width(l + 1) && controls(k) == controls(l);
    }

    /** f(x, u) of layer k: width(k + 1) expressions. */
    List<Expression> layer(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u);

    /**
     * The arguments of activations that are not differentiable at 0, for layer k; empty for smooth ones. A solution is one in the
     * classical sense only if none of them is 0.
     */
    List<Expression> kinks(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u);

    /** The weight of u_j² in ∫|u|²: 1, or the quadrature weights of a model whose control is a function. */
    default double penaltyWeight(int k, int j) {
        return 1;
    }

    /** The name of control j of layer k, such as {@code w[1,2]} or {@code b[1]}. */
    String controlName(int k, int j);
}
