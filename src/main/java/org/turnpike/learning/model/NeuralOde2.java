package org.turnpike.learning.model;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/** The neural ODE x′ = w σ(x) + b, linear in its controls. */
public final class NeuralOde2 implements Model {
    private final AffineLayer affine;
    private final Activation activation;

    /**
     * @param dimension d
     * @param weights whether w is trained (else 0)
     * @param bias whether b is trained (else 0)
     */
    public NeuralOde2(int dimension, Activation activation, boolean weights, boolean bias) {
        this.affine = new AffineLayer(dimension, dimension, weights, bias);
        this.activation = activation;
    }

    @Override
    public int width(int k) {
        return affine.inputs();
    }

    @Override
    public int controls(int k) {
        return affine.controls();
    }

    @Override
    public boolean continuous() {
        return true;
    }

    @Override
    public boolean homogeneous() {
        return true;
    }

    @Override
    public List<Expression> layer(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return affine.of(graph, activation.of(graph, x), u);
    }

    @Override
    public List<Expression> kinks(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return activation.smooth() ? List.of() : List.<Expression>copyOf(x);
    }

    @Override
    public String controlName(int k, int j) {
        return affine.name(j);
    }
}
