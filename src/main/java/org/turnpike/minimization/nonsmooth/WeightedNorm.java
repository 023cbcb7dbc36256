package org.turnpike.minimization.nonsmooth;

/** What norms with weights of the components have in common: λ, M and ω. */
abstract sealed class WeightedNorm implements GroupNorm permits EuclideanNorm, EntrywiseNorm {
    /** λ. */
    final double factor;
    /** M. */
    final double limit;
    /** ω. */
    final double[] weight;

    WeightedNorm(double factor, double limit, double[] weight) {
        this.factor = factor;
        this.limit = limit;
        this.weight = weight.clone();
    }

    @Override
    public int size() {
        return weight.length;
    }

    @Override
    public double factor() {
        return factor;
    }

    @Override
    public double limit() {
        return limit;
    }
}
