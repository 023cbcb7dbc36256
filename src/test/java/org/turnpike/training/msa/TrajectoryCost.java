package org.turnpike.training.msa;

import org.turnpike.learning.TrainingTask;
import org.turnpike.training.SampleCost;

/** C(u) by the trajectories of the maximum principle: slow, plain, without second derivatives. */
final class TrajectoryCost implements SampleCost {
    private final TrainingTask task;
    private final SampleTrajectories trajectories;

    TrajectoryCost(TrainingTask task) {
        this.task = task;
        trajectories = new SampleTrajectories(task);
    }

    @Override
    public int size() {
        return trajectories.space().size();
    }

    @Override
    public long samples() {
        return task.samples();
    }

    @Override
    public double value(double[] u) {
        return trajectories.forward(u);
    }

    @Override
    public double gradient(double[] u, double[] g) {
        double value = trajectories.forward(u);
        trajectories.backward(u, g);
        return value;
    }

    @Override
    public void product(double[] v, double[] out) {
        throw new AssertionError("first derivatives only");
    }

    @Override
    public void close() {}
}
