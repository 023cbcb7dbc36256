package org.turnpike.solve;

import java.util.function.BooleanSupplier;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.CostSource;
import org.turnpike.training.Minibatches;
import org.turnpike.training.MovableTargets;
import org.turnpike.training.SampleCost;
import org.turnpike.training.Weights;

/**
 * Costs whose evaluation ends with {@link Interrupted} when somebody wants to stop and the method does not within some seconds: an iteration
 * with a million samples may take minutes.
 */
final class InterruptibleCosts implements CostSource {
    private static final long PATIENCE = 3_000_000_000L;

    private final CostSource costs;
    private final BooleanSupplier interruption;
    /** When the wish was seen first. */
    private long seen = Long.MIN_VALUE;

    InterruptibleCosts(CostSource costs, BooleanSupplier interruption) {
        this.costs = costs;
        this.interruption = interruption;
    }

    /** The training is to end amid an iteration. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interrupted() {
            super("interrupted", null, false, false);
        }
    }

    @Override
    public SampleCost of(TrainingTask task, Weights weights, double epsilon) {
        SampleCost cost = costs.of(task, weights, epsilon);
        if (cost instanceof Minibatches m) {
            return cost instanceof MovableTargets t ? new MovableBatches(m, t) : new Batches(m);
        }
        return new Whole<>(cost);
    }

    private void check() {
        if (interruption.getAsBoolean()) {
            long now = System.nanoTime();
            seen = seen == Long.MIN_VALUE ? now : seen;
            if (now - seen > PATIENCE) {
                throw new Interrupted();
            }
        }
    }

    private class Whole<C extends SampleCost> implements SampleCost {
        final C cost;

        Whole(C cost) {
            this.cost = cost;
        }

        @Override
        public int size() {
            return cost.size();
        }

        @Override
        public long samples() {
            return cost.samples();
        }

        @Override
        public double value(double[] u) {
            check();
            return cost.value(u);
        }

        @Override
        public double gradient(double[] u, double[] g) {
            check();
            return cost.gradient(u, g);
        }

        @Override
        public void product(double[] v, double[] out) {
            check();
            cost.product(v, out);
        }

        @Override
        public void close() {
            cost.close();
        }
    }

    private class Batches extends Whole<Minibatches> implements Minibatches {
        Batches(Minibatches cost) {
            super(cost);
        }

        @Override
        public double gradient(double[] u, double[] g, int[] batch, int from, int count) {
            check();
            return cost.gradient(u, g, batch, from, count);
        }
    }

    private final class MovableBatches extends Batches implements MovableTargets {
        private final MovableTargets movable;

        MovableBatches(Minibatches cost, MovableTargets movable) {
            super(cost);
            this.movable = movable;
        }

        @Override
        public void outputs(double[] u, double[][] z) {
            check();
            movable.outputs(u, z);
        }

        @Override
        public void targets(double[][] y) {
            movable.targets(y);
        }
    }
}
