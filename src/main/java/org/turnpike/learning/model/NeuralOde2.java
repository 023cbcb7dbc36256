package org.turnpike.learning.model;

/** The neural ODE x′ = w σ(x) + b, linear in its controls. */
public final class NeuralOde2 implements Model {
    private final LayerForm form;

    /**
     * @param dimension d
     * @param weights whether w is trained (else 0)
     * @param bias whether b is trained (else 0)
     */
    public NeuralOde2(int dimension, Activation activation, boolean weights, boolean bias) {
        form = LayerForm.square(dimension, weights, bias, activation, LayerForm.Order.ACTIVATION_FIRST);
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
        return true;
    }
}
