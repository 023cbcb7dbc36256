package org.turnpike.training.propagation;

import java.util.Arrays;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;

/**
 * The derivative of each sample's loss at the end by its input, p_i(0) of the backward recursion, for inputs that change from call to call.
 */
public final class InputAdjoint implements AutoCloseable {
    private static final int BLOCK = 128;

    private final double[] controls;
    private final int layers;
    private final Workers workers;
    private final NetworkPropagation[] network;
    private final Workspace[] workspace;
    private final Trajectory[] trajectory;
    private final SampleBlock[] block;
    private final int[] identity;

    /**
     * @param task with at least one sample; its formulation does not matter
     * @param u in the task's control space
     * @param threads that share the work
     * @throws IllegalArgumentException if the states do not follow by an explicit recursion
     */
    public InputAdjoint(TrainingTask task, double[] u, int threads) {
        String reason = ExplicitRecursion.missing(task);
        if (reason != null) {
            throw new IllegalArgumentException(reason);
        }
        ControlSpace space = new ControlSpace(task);
        layers = task.layers();
        int samples = task.samples();
        int length = Math.min(BLOCK, samples);
        int used = Math.max(1, Math.min(threads, (samples + length - 1) / length));
        workers = new Workers(used);
        network = new NetworkPropagation[used];
        workspace = new Workspace[used];
        trajectory = new Trajectory[used];
        block = new SampleBlock[used];
        identity = new int[samples];
        Arrays.setAll(identity, i -> i);
        for (int w = 0; w < used; w++) {
            network[w] = new NetworkPropagation(task, space, 0, 1, 1, 0);
            workspace[w] = network[w].workspace(length);
            trajectory[w] = network[w].trajectory(length);
            block[w] = SampleBlock.of(task.inputs(), task.targets(), identity, 0, length);
        }
        double[] spread =
                network[0].controls().spread(u, new double[network[0].controls().size()]);
        controls = spread == u ? u.clone() : spread;
    }

    /**
     * Propagates samples forward, and their losses' derivatives backward.
     *
     * @param x inputs, as many as the task has samples, of the model's first width
     * @param y targets
     * @param last receives the last states
     * @param p receives ∂ℓ_i/∂x_i(0), or is empty where it is not wanted
     */
    public void evaluate(double[][] x, double[][] y, double[][] last, double[][] p) {
        int length = block[0].count();
        int blocks = (x.length + length - 1) / length;
        workers.run(blocks, (q, w) -> {
            int from = q * length;
            int count = Math.min(length, x.length - from);
            SampleBlock samples = block[w].loaded(x, y, identity, from, count);
            network[w].forward(samples, controls, trajectory[w], workspace[w]);
            gather(trajectory[w].node(samples, layers), last, from, count);
            if (p.length > 0) {
                double[] sums = workspace[w].discarded();
                gather(network[w].backward(samples, controls, null, trajectory[w], workspace[w], sums), p, from, count);
            }
        });
    }

    private static void gather(double[][] columns, double[][] rows, int from, int count) {
        for (int i = 0; i < count; i++) {
            double[] row = rows[from + i];
            for (int c = 0; c < row.length; c++) {
                row[c] = columns[c][i];
            }
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
