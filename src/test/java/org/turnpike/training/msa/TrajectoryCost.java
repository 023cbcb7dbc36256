package org.turnpike.training.msa;

import java.util.Arrays;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.Minibatches;

/** C(u) by the trajectories of the maximum principle: slow, plain, without second derivatives. */
public final class TrajectoryCost implements Minibatches {
    private final TrainingTask task;
    private final SampleTrajectories trajectories;

    public TrajectoryCost(TrainingTask task) {
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
    public double gradient(double[] u, double[] g, int[] batch, int from, int count) {
        double[][] inputs = new double[count][];
        double[][] targets = new double[count][];
        Arrays.setAll(inputs, i -> task.inputs()[batch[from + i]]);
        Arrays.setAll(targets, i -> task.targets()[batch[from + i]]);
        TrainingTask part = new TrainingTask(
                inputs,
                targets,
                task.model(),
                task.output(),
                task.loss(),
                task.formulation(),
                task.horizon(),
                task.layers(),
                task.integrator(),
                task.lambda(),
                task.regularization(),
                task.bound(),
                task.start());
        return new TrajectoryCost(part).gradient(u, g);
    }

    @Override
    public void product(double[] v, double[] out) {
        throw new AssertionError("first derivatives only");
    }

    @Override
    public void close() {}
}
