package org.turnpike.learning.model;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/** The neural ODE x′ = σ(w x + b). */
public final class NeuralOde implements Model {
    private final AffineLayer affine;
    private final Activation activation;

    /**
     * @param dimension d
     * @param weights whether w is trained (else 0)
     * @param bias whether b is trained (else 0)
     */
    public NeuralOde(int dimension, Activation activation, boolean weights, boolean bias) {
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
        return activation.positivelyHomogeneous();
    }

    @Override
    public List<Expression> layer(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return activation.of(graph, affine.of(graph, x, u));
    }

    @Override
    public List<Expression> kinks(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return activation.smooth() ? List.of() : affine.of(graph, x, u);
    }

    @Override
    public String controlName(int k, int j) {
        return affine.name(j);
    }
}
