package org.turnpike.learning.model;

/** The neural ODE x′ = σ(w x + b). */
public final class NeuralOde implements Model {
    private final LayerForm form;

    /**
     * @param dimension d
     * @param weights whether w is trained (else 0)
     * @param bias whether b is trained (else 0)
     */
    public NeuralOde(int dimension, Activation activation, boolean weights, boolean bias) {
        form = LayerForm.square(dimension, weights, bias, activation, LayerForm.Order.AFFINE_FIRST);
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
        return true;
    }

    @Override
    public boolean homogeneous() {
        return form.activation().positivelyHomogeneous();
    }
}
