package org.turnpike.learning.model;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/** The multilayer perceptron NN1: x₊ = σ(w x + b). */
public final class MultilayerPerceptron implements Model {
    private final int[] widths;
    private final Activation activation;

    /** @param widths d₀ (inputs), then the width after each layer */
    public MultilayerPerceptron(int[] widths, Activation activation) {
        this.widths = widths.clone();
        this.activation = activation;
    }

    private AffineLayer affine(int k) {
        return new AffineLayer(widths[k], widths[k + 1], true, true);
    }

    @Override
    public int width(int k) {
        return widths[k];
    }

    @Override
    public int controls(int k) {
        return affine(k).controls();
    }

    @Override
    public boolean continuous() {
        return false;
    }

    @Override
    public boolean homogeneous() {
        return false;
    }

    @Override
    public List<Expression> layer(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return activation.of(graph, affine(k).of(graph, x, u));
    }

    @Override
    public List<Expression> kinks(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return activation.smooth() ? List.of() : affine(k).of(graph, x, u);
    }

    @Override
    public String controlName(int k, int j) {
        return affine(k).name(j);
    }
}
