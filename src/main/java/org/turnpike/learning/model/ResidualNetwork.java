package org.turnpike.learning.model;

/** The residual network with h = 1: x₊ = x + σ(w x + b). */
public final class ResidualNetwork implements Model {
    private final LayerForm form;

    /**
     * @param dimension d
     * @param weights whether w is trained (else 0)
     * @param bias whether b is trained (else 0)
     */
    public ResidualNetwork(int dimension, Activation activation, boolean weights, boolean bias) {
        form = LayerForm.square(dimension, weights, bias, activation, LayerForm.Order.AFFINE_FIRST)
                .withResidual();
    }

    @Override
    public LayerForm form(int k) {
        return form;
    }

    @Override
    public int width(int k) {
        return form.inputs();
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
