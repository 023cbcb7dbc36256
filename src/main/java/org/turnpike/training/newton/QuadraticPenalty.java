package org.turnpike.training.newton;

import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;

/** λ⟨u, u⟩, or of an L1 penalty what is smooth of it: λ|P|². */
final class QuadraticPenalty implements SmoothFunction {
    private final ControlSpace space;
    private final double lambda;
    /** The first component that counts. */
    private final int from;

    private QuadraticPenalty(ControlSpace space, double lambda, int from) {
        this.space = space;
        this.lambda = lambda;
        this.from = from;
    }

    /** λ⟨u, u⟩. */
    static QuadraticPenalty ofAll(ControlSpace space, double lambda) {
        return new QuadraticPenalty(space, lambda, 0);
    }

    /** λ|P|². */
    static QuadraticPenalty ofOutput(ControlSpace space, double lambda) {
        return new QuadraticPenalty(space, lambda, space.offset(space.rows()));
    }

    @Override
    public InnerProduct space() {
        return space;
    }

    @Override
    public double value(double[] u) {
        double[] image = new double[u.length];
        product(u, image);
        return InnerProduct.dot(u, image) / 2;
    }

    @Override
    public double gradient(double[] u, double[] g) {
        product(u, g);
        return InnerProduct.dot(u, g) / 2;
    }

    @Override
    public void product(double[] v, double[] out) {
        space.gram(v, out);
        for (int j = 0; j < out.length; j++) {
            out[j] = j < from ? 0 : 2 * lambda * out[j];
        }
    }
}
