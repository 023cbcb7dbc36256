package org.turnpike.training.msa;

import org.turnpike.learning.model.LayerForm;

/**
 * F(x, u) of one layer and one sample with the derivatives that the maximum principle needs: F = x + h f for continuous models, f for others, f an affine
 * map and an activation. With A(v) = w v + b:
 *
 * <pre>
 *   f = σ(A(q∘x)):  f_xᵀp = q∘wᵀ(σ′∘p),   f_wᵀp = (σ′∘p)(q∘x)ᵀ,   ∂_w(p·f_x r) = (σ″∘p∘w(q∘r))(q∘x)ᵀ + (σ′∘p)(q∘r)ᵀ,   ∂_b = σ″∘p∘w(q∘r)
 *   f = A(σ(x)):    f_xᵀp = σ′∘wᵀp,        f_wᵀp = p σ(x)ᵀ,         ∂_w(p·f_x r) = p (σ′∘r)ᵀ,                                 ∂_b = 0
 * </pre>
 *
 * <p>Keeps what the last {@link #value} computed for the derivatives: one object belongs to one thread.
 */
final class LayerFunction {
    private final LayerForm form;
    private final ScalarActivation activation;
    private final boolean affineFirst;
    private final int inputs;
    private final int outputs;
    private final boolean flow;
    private final double step;
    /** q∘x, or σ(x): what w is applied to. */
    private final double[] v;

    private final double[] argument;
    private final double[] s;
    private final double[] d;
    private final double[] c;
    private final double[] left;
    private final double[] right;

    /** @param flow whether F = x + h f rather than f */
    LayerFunction(LayerForm form, boolean flow, double step) {
        this.form = form;
        this.flow = flow;
        this.step = flow ? step : 1;
        activation = new ScalarActivation(form.activation());
        affineFirst = form.order() == LayerForm.Order.AFFINE_FIRST;
        inputs = form.inputs();
        outputs = form.outputs();
        v = new double[inputs];
        argument = new double[outputs];
        int most = Math.max(inputs, outputs);
        s = new double[most];
        d = new double[most];
        c = new double[most];
        left = new double[most];
        right = new double[inputs];
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    int controls() {
        return form.controls();
    }

    /** Whether F is affine in u. */
    boolean affine() {
        return !affineFirst || form.activation() == org.turnpike.learning.model.Activation.IDENTITY;
    }

    /** Whether x itself is a term of F. */
    private boolean keepsState() {
        return flow || form.residual();
    }

    /** F(x, u). */
    void value(double[] u, int uAt, double[] x, int xAt, double[] y, int yAt) {
        if (affineFirst) {
            for (int l = 0; l < inputs; l++) {
                v[l] = weight(l) * x[xAt + l];
            }
            affineMap(u, uAt, v, argument);
            activation.evaluate(outputs, argument, 0, s, d, c);
        } else {
            activation.evaluate(inputs, x, xAt, v, d, c);
            affineMap(u, uAt, v, s);
        }
        for (int r = 0; r < outputs; r++) {
            y[yAt + r] = step * s[r] + (keepsState() ? x[xAt + r] : 0);
        }
    }

    private double weight(int l) {
        return form.quadrature().length == 0 ? 1 : form.quadrature()[l];
    }

    private void affineMap(double[] u, int uAt, double[] from, double[] to) {
        for (int r = 0; r < outputs; r++) {
            double sum = form.bias() ? u[uAt + form.firstBias() + r] : 0;
            for (int l = 0; form.weights() && l < inputs; l++) {
                sum += u[uAt + r * inputs + l] * from[l];
            }
            to[r] = sum;
        }
    }

    /** F_xᵀ p into {@code out}, at the point of {@link #value}. */
    void stateAdjoint(double[] u, int uAt, double[] p, int pAt, double[] out, int at) {
        for (int l = 0; l < inputs; l++) {
            double sum = 0;
            for (int r = 0; form.weights() && r < outputs; r++) {
                sum += u[uAt + r * inputs + l] * (affineFirst ? d[r] * p[pAt + r] : p[pAt + r]);
            }
            out[at + l] = step * (affineFirst ? weight(l) : d[l]) * sum + (keepsState() ? p[pAt + l] : 0);
        }
    }

    /** F_uᵀ p added to {@code g}, at the point of {@link #value}. */
    void controlAdjoint(double[] p, int pAt, double[] g, int gAt) {
        for (int r = 0; r < outputs; r++) {
            left[r] = step * (affineFirst ? d[r] * p[pAt + r] : p[pAt + r]);
        }
        addProduct(left, v, g, gAt);
        addBias(g, gAt);
    }

    /** scale ∂_u(p·F_x r) added to {@code g}, at the point of {@link #value}. */
    void mixed(double[] u, int uAt, double[] p, int pAt, double[] r, double scale, double[] g, int gAt) {
        double factor = scale * step;
        for (int l = 0; l < inputs; l++) {
            right[l] = (affineFirst ? weight(l) : d[l]) * r[l];
        }
        for (int i = 0; i < outputs; i++) {
            left[i] = factor * (affineFirst ? d[i] * p[pAt + i] : p[pAt + i]);
        }
        addProduct(left, right, g, gAt);
        if (affineFirst) {
            for (int i = 0; i < outputs; i++) {
                double sum = 0;
                for (int l = 0; form.weights() && l < inputs; l++) {
                    sum += u[uAt + i * inputs + l] * right[l];
                }
                left[i] = factor * c[i] * p[pAt + i] * sum;
            }
            addProduct(left, v, g, gAt);
            addBias(g, gAt);
        }
    }

    private void addProduct(double[] a, double[] b, double[] g, int gAt) {
        for (int r = 0; form.weights() && r < outputs; r++) {
            for (int l = 0; l < inputs; l++) {
                g[gAt + r * inputs + l] += a[r] * b[l];
            }
        }
    }

    private void addBias(double[] g, int gAt) {
        for (int r = 0; form.bias() && r < outputs; r++) {
            g[gAt + form.firstBias() + r] += left[r];
        }
    }
}
