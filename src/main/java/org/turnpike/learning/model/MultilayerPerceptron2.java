package org.turnpike.learning.model;

/** The multilayer perceptron NN2: x₊ = w σ(x) + b. */
public final class MultilayerPerceptron2 implements Model {
    private final int[] widths;
    private final Activation activation;

    /** @param widths d₀ (inputs), then the width after each layer */
    public MultilayerPerceptron2(int[] widths, Activation activation) {
        this.widths = widths.clone();
        this.activation = activation;
    }

    @Override
    public LayerForm form(int k) {
        return LayerForm.rectangular(widths[k], widths[k + 1], activation, LayerForm.Order.ACTIVATION_FIRST);
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
