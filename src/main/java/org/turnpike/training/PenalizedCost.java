package org.turnpike.training;

import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;

/** J(u) = C(u) + λ⟨u, u⟩, the cost of the formulations with a smooth penalty in the space of controls alone. */
public final class PenalizedCost implements SmoothFunction {
    private final SampleCost cost;
    private final ControlSpace space;
    private final double lambda;
    private final double[] image;

    public PenalizedCost(SampleCost cost, ControlSpace space, double lambda) {
        this.cost = cost;
        this.space = space;
        this.lambda = lambda;
        image = new double[space.size()];
    }

    @Override
    public ControlSpace space() {
        return space;
    }

    @Override
    public double value(double[] u) {
        return cost.value(u) + penalty(u);
    }

    @Override
    public double gradient(double[] u, double[] g) {
        double error = cost.gradient(u, g);
        double penalty = penalty(u);
        for (int j = 0; j < g.length; j++) {
            g[j] += 2 * lambda * image[j];
        }
        return error + penalty;
    }

    @Override
    public void product(double[] v, double[] out) {
        cost.product(v, out);
        space.gram(v, image);
        for (int j = 0; j < out.length; j++) {
            out[j] += 2 * lambda * image[j];
        }
    }

    /** λ⟨u, u⟩; leaves M u in {@link #image}. */
    private double penalty(double[] u) {
        space.gram(u, image);
        return lambda * InnerProduct.dot(u, image);
    }
}
