package org.turnpike.learning.model;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/** The multilayer perceptron NN2: x₊ = w σ(x) + b. */
public final class MultilayerPerceptron2 implements Model {
    private final int[] widths;
    private final Activation activation;

    /** @param widths d₀ (inputs), then the width after each layer */
    public MultilayerPerceptron2(int[] widths, Activation activation) {
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
        return affine(k).of(graph, activation.of(graph, x), u);
    }

    @Override
    public List<Expression> kinks(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return activation.smooth() ? List.of() : List.<Expression>copyOf(x);
    }

    @Override
    public String controlName(int k, int j) {
        return affine(k).name(j);
    }
}
