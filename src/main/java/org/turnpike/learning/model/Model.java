package org.turnpike.learning.model;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/** What a network's layers do to the state of one sample. Serializable, so that a cluster can be told. */
public interface Model extends Serializable {
    /** Width of the state before layer k = 0 … layers; {@code width(layers)} is that of the output layer. */
    int width(int k);

    /** The function f(x, u) of layer k as data. */
    LayerForm form(int k);

    /** The number of controls of layer k. */
    default int controls(int k) {
        return form(k).controls();
    }

    /** Whether {@link #layer} is the right-hand side f of x′ = f(x, u), rather than the map x₊ = f(x, u). */
    boolean continuous();

    /** Whether f is homogeneous of degree one in u, so that time and control can be exchanged. */
    boolean homogeneous();

    /** Whether layers k and l are the same function. */
    default boolean sameLayer(int k, int l) {
        return width(k) == width(l) && width(k + 1) == width(l + 1) && controls(k) == controls(l);
    }

    /** The phases of [0, T]; a discrete model has one, too. */
    default Phases phases(int layers) {
        return Phases.single(layers);
    }

    /**
     * E by which the state passes from the width of layer k to the next one's at the end of the layer: x_{k+1} = E (x_k + h Σ b f); null
     * for the identity, and for discrete models, whose map does all.
     */
    default @Nullable StateMap transfer(int k) {
        return null;
    }

    /** Whether f of layer k lives in the next width: x_{k+1} = E x_k + h f, one Euler step. */
    default boolean ratesOfNextWidth(int k) {
        return false;
    }

    /**
     * What becomes of a state at node k if all rates are 0 from there on: the product of the transfers; null for the identity. The
     * training error of the state of a continuous model is that of its image, which does not jump at a switch.
     */
    default @Nullable StateMap passage(int k, int layers) {
        StateMap product = null;
        for (int l = k; l < layers; l++) {
            StateMap next = transfer(l);
            if (next != null) {
                product = product == null ? next : next.after(product);
            }
        }
        return product;
    }

    /** f(x, u) of layer k: width(k) rates of a continuous model (but see {@link #ratesOfNextWidth}), width(k + 1) values of a map. */
    default List<Expression> layer(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return form(k).of(graph, x, u);
    }

    /**
     * The arguments of activations that are not differentiable at 0, for layer k; empty for smooth ones. A solution is one in the
     * classical sense only if none of them is 0.
     */
    default List<Expression> kinks(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return form(k).kinks(graph, x, u);
    }

    /** The weight of u_j² in ∫|u|²: 1, or the quadrature weights of a model whose control is a function. */
    default double penaltyWeight(int k, int j) {
        return 1;
    }

    /** The name of control j of layer k, such as {@code w[1,2]} or {@code b[1]}. */
    default String controlName(int k, int j) {
        return form(k).controlName(j);
    }
}
