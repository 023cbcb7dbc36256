package org.turnpike.learning.evaluation;

import org.turnpike.learning.model.LayerForm;

/** f(x, u) of a layer in numbers, for one sample. Not for use by several threads at once. */
final class LayerFunction {
    private final LayerForm form;
    private final double[] v;

    LayerFunction(LayerForm form) {
        this.form = form;
        v = new double[form.inputs()];
    }

    /** f(x, u) of the state that begins at {@code at}, into {@code y} from there on; y is not x. */
    void evaluate(double[] x, int at, double[] u, double[] y) {
        boolean affineFirst = form.order() == LayerForm.Order.AFFINE_FIRST;
        int inputs = form.inputs();
        for (int c = 0; c < inputs; c++) {
            double weight = form.quadrature().length == 0 ? 1 : form.quadrature()[c];
            v[c] = affineFirst ? weight * x[at + c] : form.activation().value(x[at + c]);
        }
        for (int r = 0; r < form.outputs(); r++) {
            double sum = form.bias() ? u[form.firstBias() + r] : 0;
            for (int c = 0; form.weights() && c < inputs; c++) {
                sum += u[r * inputs + c] * v[c];
            }
            y[at + r] = (affineFirst ? form.activation().value(sum) : sum) + (form.residual() ? x[at + r] : 0);
        }
    }
}
