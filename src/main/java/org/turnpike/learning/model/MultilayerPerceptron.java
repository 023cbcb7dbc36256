package org.turnpike.learning.model;

/** The multilayer perceptron NN1: x₊ = σ(w x + b). */
public final class MultilayerPerceptron implements Model {
    private final int[] widths;
    private final Activation activation;

    /** @param widths d₀ (inputs), then the width after each layer */
    public MultilayerPerceptron(int[] widths, Activation activation) {
        this.widths = widths.clone();
        this.activation = activation;
    }

    @Override
    public LayerForm form(int k) {
        return LayerForm.rectangular(widths[k], widths[k + 1], activation, LayerForm.Order.AFFINE_FIRST);
    }

    @Override
    public int width(int k) {
        return widths[k];
    }

    @Override
    public boolean continuous() {
        return false;
    }

    @Override
    public boolean homogeneous() {
        return false;
    }
}
