package org.turnpike.training.msa;

import java.util.Arrays;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;
import org.turnpike.training.LayerHamiltonians;

/** The function whose argmin is the control of a layer: the augmented Hamiltonian with the penalty λ⟨v, v⟩ of the layer's share of the control space. */
final class LayerCost implements SmoothFunction {
    private final LayerHamiltonians hamiltonians;
    private final int layer;
    private final double lambda;
    private final double rho;
    private final InnerProduct space;
    private final double[] image;
    private final double[] atZero;
    private final double[] scaled;

    LayerCost(LayerHamiltonians hamiltonians, int layer, double lambda, double rho) {
        this.hamiltonians = hamiltonians;
        this.layer = layer;
        this.lambda = lambda;
        this.rho = rho;
        space = new Share(hamiltonians.space(), layer);
        image = new double[space.size()];
        atZero = new double[space.size()];
        scaled = new double[space.size()];
    }

    @Override
    public InnerProduct space() {
        return space;
    }

    @Override
    public double value(double[] v) {
        return gradient(v, new double[v.length]);
    }

    @Override
    public double gradient(double[] v, double[] g) {
        double value = hamiltonians.hamiltonian(layer, v, rho, g);
        space.gram(v, image);
        for (int j = 0; j < g.length; j++) {
            g[j] += 2 * lambda * image[j];
        }
        return value + lambda * InnerProduct.dot(v, image);
    }

    /** Computes what {@link #product} needs of the present states and costates. */
    void fixAffinePart() {
        gradient(new double[atZero.length], atZero);
    }

    /**
     * Only where F is affine in u: the difference of the gradients at v and 0, v scaled so that neither drowns in the other. After
     * {@link #fixAffinePart}.
     */
    @Override
    public void product(double[] v, double[] out) {
        double norm = space.norm(v);
        if (norm == 0) {
            Arrays.fill(out, 0);
            return;
        }
        for (int j = 0; j < v.length; j++) {
            scaled[j] = v[j] / norm;
        }
        gradient(scaled, out);
        for (int j = 0; j < out.length; j++) {
            out[j] = norm * (out[j] - atZero[j]);
        }
    }

    /** The part of a diagonal inner product that belongs to a layer. */
    private static final class Share implements InnerProduct {
        private final double[] diagonal;

        Share(ControlSpace space, int layer) {
            double[] one = new double[space.size()];
            Arrays.fill(one, 1);
            double[] all = new double[one.length];
            space.gram(one, all);
            diagonal = Arrays.copyOfRange(all, space.offset(layer), space.offset(layer + 1));
        }

        @Override
        public int size() {
            return diagonal.length;
        }

        @Override
        public void gram(double[] u, double[] out) {
            for (int j = 0; j < diagonal.length; j++) {
                out[j] = diagonal[j] * u[j];
            }
        }

        @Override
        public void riesz(double[] g, double[] out) {
            for (int j = 0; j < diagonal.length; j++) {
                out[j] = g[j] / diagonal[j];
            }
        }
    }
}
