package org.turnpike.training.newton;

import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;
import org.turnpike.training.SampleCost;

/** C(u) + R(u), R smooth. */
final class SumOfFunctions implements SmoothFunction {
    private final SampleCost cost;
    private final SmoothFunction penalty;
    private final double[] image;

    SumOfFunctions(SampleCost cost, SmoothFunction penalty) {
        this.cost = cost;
        this.penalty = penalty;
        image = new double[cost.size()];
    }

    @Override
    public InnerProduct space() {
        return penalty.space();
    }

    @Override
    public double value(double[] u) {
        return cost.value(u) + penalty.value(u);
    }

    @Override
    public double gradient(double[] u, double[] g) {
        double value = cost.gradient(u, g) + penalty.gradient(u, image);
        add(g);
        return value;
    }

    @Override
    public void product(double[] v, double[] out) {
        cost.product(v, out);
        penalty.product(v, image);
        add(out);
    }

    private void add(double[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] += image[j];
        }
    }
}
