package org.turnpike.training.propagation;

import java.util.Arrays;
import org.turnpike.learning.model.LayerForm;

/** One layer's function of n samples: values, adjoints, tangents and second-order adjoints; formulas in the package. */
final class LayerPropagation {
    /** From so many inputs on, sums over samples are taken row by row of w. */
    private static final int WIDE = 16;

    private final LayerForm form;
    private final int inputs;
    private final int outputs;
    private final boolean weights;
    private final boolean bias;
    private final boolean affineFirst;
    private final boolean weighted;
    private final ActivationLoops activation;

    LayerPropagation(LayerForm form) {
        this.form = form;
        inputs = form.inputs();
        outputs = form.outputs();
        weights = form.weights();
        bias = form.bias();
        affineFirst = form.order() == LayerForm.Order.AFFINE_FIRST;
        weighted = form.quadrature().length > 0;
        activation = ActivationLoops.of(form.activation());
    }

    /** Arrays that a place needs beside its state. */
    Site site(int n) {
        int activated = affineFirst ? outputs : inputs;
        double[][] v = affineFirst && !weighted ? new double[0][] : new double[inputs][n];
        return new Site(v, new double[activated][n], new double[outputs][n], new double[activated][n]);
    }

    /** Arrays for the tangents of a place. */
    Tangent tangent(int n) {
        double[][] dv = affineFirst && !weighted ? new double[0][] : new double[inputs][n];
        return new Tangent(dv, new double[affineFirst ? outputs : 0][n]);
    }

    /** Arrays that a thread needs for a layer of n samples and up to {@code width} inputs and outputs. */
    static Scratch scratch(int n, int width) {
        return new Scratch(
                new double[width][n], new double[n], new double[width < WIDE ? 0 : n][width], new double[width]);
    }

    /**
     * Of a thread.
     *
     * @param adjoint of the outputs
     * @param row of one component
     * @param bySample samples outermost, for wide layers
     * @param sums of one row of w
     */
    record Scratch(double[][] adjoint, double[] row, double[][] bySample, double[] sums) {}

    /**
     * What products need of a layer at one place.
     *
     * @param v inputs of the affine map; empty where they are the state itself
     * @param d σ′
     * @param q adjoint of the affine map's output
     * @param c σ″ times the adjoint of σ
     */
    record Site(double[][] v, double[][] d, double[][] q, double[][] c) {}

    /**
     * Tangents at one place.
     *
     * @param v of the affine map's input; empty where it is the state's
     * @param p of the argument of σ, where the affine map comes first; else that is the state's
     */
    record Tangent(double[][] v, double[][] p) {}

    private double[][] inputOf(Site site, double[][] x) {
        return site.v.length == 0 ? x : site.v;
    }

    /** y = f(x, u), u from {@code at}. */
    void forward(int n, double[] u, int at, double[][] x, Site site, double[][] y) {
        if (affineFirst) {
            for (int c = 0; weighted && c < inputs; c++) {
                SampleLoops.scale(n, form.quadrature()[c], x[c], site.v[c]);
            }
            affine(n, u, at, inputOf(site, x), y);
            for (int r = 0; r < outputs; r++) {
                activation.evaluate(n, y[r], y[r], site.d[r]);
            }
            keepValues(n, site, y);
        } else {
            for (int c = 0; c < inputs; c++) {
                activation.evaluate(n, x[c], site.v[c], site.d[c]);
            }
            affine(n, u, at, site.v, y);
        }
        for (int r = 0; form.residual() && r < outputs; r++) {
            SampleLoops.add1(n, 1, x[r], y[r]);
        }
    }

    /** Until the adjoint comes, c holds σ, of which σ″ is computed. */
    private void keepValues(int n, Site site, double[][] y) {
        for (int r = 0; r < outputs; r++) {
            System.arraycopy(y[r], 0, site.c[r], 0, n);
        }
    }

    private void affine(int n, double[] u, int at, double[][] v, double[][] y) {
        for (int r = 0; r < outputs; r++) {
            double k = bias ? u[at + form.firstBias() + r] : 0;
            SampleLoops.affine(n, k, u, at + r * inputs, 1, v, weights ? inputs : 0, y[r]);
        }
    }

    /** x̄ += f_xᵀ ȳ, g += f_uᵀ ȳ; keeps q and c. */
    void backward(
            int n,
            double[] u,
            int at,
            double[][] x,
            Site site,
            double[][] yBar,
            double[][] xBar,
            double[] g,
            Scratch scratch) {
        double[] row = scratch.row;
        for (int r = 0; r < outputs; r++) {
            if (affineFirst) {
                activation.curve(n, site.c[r], site.d[r], yBar[r], site.c[r]);
                SampleLoops.multiply(n, site.d[r], yBar[r], site.q[r]);
            } else {
                System.arraycopy(yBar[r], 0, site.q[r], 0, n);
            }
        }
        for (int c = 0; weights && c < inputs; c++) {
            SampleLoops.affine(n, 0, u, at + c, inputs, site.q, outputs, row);
            if (affineFirst) {
                SampleLoops.add1(n, weighted ? form.quadrature()[c] : 1, row, xBar[c]);
            } else {
                activation.curve(n, site.v[c], site.d[c], row, site.c[c]);
                SampleLoops.addProduct(n, site.d[c], row, xBar[c]);
            }
        }
        outerProducts(n, at, site.q, inputOf(site, x), g, scratch);
        for (int r = 0; bias && r < outputs; r++) {
            g[at + form.firstBias() + r] += SampleLoops.total(n, site.q[r]);
        }
        for (int r = 0; form.residual() && r < outputs; r++) {
            SampleLoops.add1(n, 1, yBar[r], xBar[r]);
        }
    }

    /**
     * g_w += q vᵀ. Sums over samples are not vectorised, since their order counts; in wide layers a row of w is long enough to be what the loops
     * run over, for four samples at a time, once v is transposed.
     */
    private void outerProducts(int n, int at, double[][] q, double[][] v, double[] g, Scratch scratch) {
        if (!weights) {
            return;
        }
        if (inputs < WIDE) {
            for (int r = 0; r < outputs; r++) {
                SampleLoops.dots(n, q[r], v, inputs, g, at + r * inputs);
            }
            return;
        }
        SampleLoops.transpose(n, v, inputs, scratch.bySample);
        for (int r = 0; r < outputs; r++) {
            Arrays.fill(scratch.sums, 0);
            SampleLoops.add(inputs, q[r], 0, 1, scratch.bySample, n, scratch.sums);
            for (int c = 0; c < inputs; c++) {
                g[at + r * inputs + c] += scratch.sums[c];
            }
        }
    }

    /** δy = f_x δx + f_u δu. */
    void tangent(
            int n,
            double[] u,
            double[] du,
            int at,
            double[][] x,
            Site site,
            double[][] dx,
            Tangent tangent,
            double[][] dy) {
        double[][] dv = tangent.v.length == 0 ? dx : tangent.v;
        double[][] v = inputOf(site, x);
        for (int c = 0; c < inputs; c++) {
            if (!affineFirst) {
                SampleLoops.multiply(n, site.d[c], dx[c], dv[c]);
            } else if (weighted) {
                SampleLoops.scale(n, form.quadrature()[c], dx[c], dv[c]);
            }
        }
        for (int r = 0; r < outputs; r++) {
            double[] image = affineFirst ? tangent.p[r] : dy[r];
            double k = bias ? du[at + form.firstBias() + r] : 0;
            SampleLoops.affine(n, k, u, at + r * inputs, 1, dv, weights ? inputs : 0, image);
            if (weights) {
                SampleLoops.add(n, du, at + r * inputs, 1, v, inputs, image);
            }
            if (affineFirst) {
                SampleLoops.multiply(n, site.d[r], image, dy[r]);
            }
            if (form.residual()) {
                SampleLoops.add1(n, 1, dx[r], dy[r]);
            }
        }
    }

    /** δx̄ += and δg +=, the linearised {@link #backward}. */
    void second(
            int n,
            double[] u,
            double[] du,
            int at,
            double[][] x,
            Site site,
            double[][] dx,
            Tangent tangent,
            double[][] dyBar,
            double[][] dxBar,
            double[] g,
            Scratch scratch) {
        double[][] dq = scratch.adjoint;
        double[] row = scratch.row;
        double[][] dv = tangent.v.length == 0 ? dx : tangent.v;
        for (int r = 0; affineFirst && r < outputs; r++) {
            SampleLoops.twoProducts(n, site.d[r], dyBar[r], site.c[r], tangent.p[r], dq[r]);
        }
        double[][] adjoint = affineFirst ? dq : dyBar;
        for (int c = 0; weights && c < inputs; c++) {
            SampleLoops.affine(n, 0, u, at + c, inputs, adjoint, outputs, row);
            SampleLoops.add(n, du, at + c, inputs, site.q, outputs, row);
            if (affineFirst) {
                SampleLoops.add1(n, weighted ? form.quadrature()[c] : 1, row, dxBar[c]);
            } else {
                SampleLoops.addTwoProducts(n, site.d[c], row, site.c[c], dx[c], dxBar[c]);
            }
        }
        outerProducts(n, at, adjoint, inputOf(site, x), g, scratch);
        outerProducts(n, at, site.q, dv, g, scratch);
        for (int r = 0; bias && r < outputs; r++) {
            g[at + form.firstBias() + r] += SampleLoops.total(n, adjoint[r]);
        }
        for (int r = 0; form.residual() && r < outputs; r++) {
            SampleLoops.add1(n, 1, dyBar[r], dxBar[r]);
        }
    }
}
