package org.turnpike.training.propagation;

import java.util.Arrays;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.training.Minibatches;
import org.turnpike.training.MovableTargets;
import org.turnpike.training.Weights;

/**
 * The sum over samples on this machine, by blocks shared among threads.
 *
 * <p>Blocks belong to strands, whose number does not depend on the threads; each strand adds up its blocks in order, and the strands' sums are added in
 * order, so results are the same to the last bit however many threads there are.
 */
public final class LocalSampleCost implements Minibatches, MovableTargets {
    private static final int BLOCK = 128;
    private static final int STRANDS = 8;

    private final double[][] inputs;
    private double[][] targets;
    private final ControlSpace space;
    private final Workers workers;
    private final NetworkPropagation[] network;
    private final StageControls controls;
    private final Workspace[] workspace;
    private final Trajectory[] scratch;
    private final SampleBlock[] blocks;
    /** By thread: takes a part of a minibatch. */
    private final SampleBlock[] batchBlock;

    /** By block; empty where products run forward again. */
    private final Trajectory[] kept;

    private final int strands;
    private final double[][] partial;
    private final double[] cost;
    private final double[] point;
    private final double[] direction;

    /** On as many threads as there are processors, keeping at most a quarter of the heap. */
    public static LocalSampleCost of(TrainingTask task) {
        return of(task, Weights.of(task), 0);
    }

    /** The same with other weights and smoothing. */
    public static LocalSampleCost of(TrainingTask task, Weights weights, double epsilon) {
        return new LocalSampleCost(
                task,
                weights,
                epsilon,
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() / 4);
    }

    /**
     * @param epsilon smooths losses with kinks: √(e² + ε²)
     * @param threads that share the work
     * @param budget bytes of states that may be kept between a gradient and its products
     * @throws IllegalArgumentException if the integrator is implicit, or switching times are unknowns
     */
    public LocalSampleCost(TrainingTask task, Weights weights, double epsilon, int threads, long budget) {
        String reason = ExplicitRecursion.missing(task);
        if (reason != null) {
            throw new IllegalArgumentException(reason);
        }
        inputs = task.inputs();
        targets = task.targets();
        space = new ControlSpace(task);
        int samples = task.samples();
        int count = Math.max(samples >= 32 ? 2 : 1, (samples + BLOCK - 1) / BLOCK);
        blocks = new SampleBlock[count];
        int[] rows = new int[samples];
        Arrays.setAll(rows, i -> i);
        int longest = 0;
        for (int q = 0; q < count; q++) {
            int length = row(q + 1) - row(q);
            blocks[q] = SampleBlock.of(inputs, targets, rows, row(q), length);
            longest = Math.max(longest, length);
        }
        int used = Math.max(1, Math.min(threads, count));
        workers = new Workers(used);
        network = new NetworkPropagation[used];
        workspace = new Workspace[used];
        scratch = new Trajectory[used];
        batchBlock = new SampleBlock[used];
        for (int w = 0; w < used; w++) {
            network[w] = new NetworkPropagation(task, space, weights.running(), weights.terminal(), samples, epsilon);
            workspace[w] = network[w].workspace(longest);
            scratch[w] = network[w].trajectory(longest);
            batchBlock[w] = SampleBlock.of(inputs, targets, rows, 0, longest);
        }
        controls = network[0].controls();
        boolean keep = 8.0 * samples * network[0].trajectorySize() <= budget;
        kept = new Trajectory[keep ? count : 0];
        for (int q = 0; q < kept.length; q++) {
            kept[q] = network[0].trajectory(blocks[q].count());
        }
        strands = Math.min(STRANDS, count);
        partial = new double[strands][controls.size()];
        cost = new double[strands];
        point = new double[controls.size()];
        direction = new double[controls.size()];
    }

    /** Bytes of what a gradient leaves for products with the second derivative, if it fits the budget. */
    public static double keptBytes(TrainingTask task) {
        Weights weights = Weights.of(task);
        NetworkPropagation one =
                new NetworkPropagation(task, new ControlSpace(task), weights.running(), weights.terminal(), 1, 0);
        return (double) Double.BYTES * task.samples() * one.trajectorySize();
    }

    @Override
    public int size() {
        return space.size();
    }

    @Override
    public long samples() {
        return inputs.length;
    }

    /** Whether states are kept between a gradient and its products. */
    public boolean keepsStates() {
        return kept.length > 0;
    }

    private int first(int strand) {
        return (int) ((long) blocks.length * strand / strands);
    }

    @Override
    public double value(double[] u) {
        double[] us = controls.spread(u, direction);
        workers.run(strands, (s, w) -> {
            double sum = 0;
            for (int q = first(s); q < first(s + 1); q++) {
                sum += network[w].forward(blocks[q], us, scratch[w], workspace[w]);
            }
            cost[s] = sum;
        });
        return total(strands);
    }

    private double total(int count) {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += cost[s];
        }
        return sum;
    }

    @Override
    public double gradient(double[] u, double[] g) {
        double[] spread = controls.spread(u, point);
        if (spread == u) {
            System.arraycopy(u, 0, point, 0, u.length);
        }
        workers.run(strands, (s, w) -> {
            Arrays.fill(partial[s], 0);
            double sum = 0;
            for (int q = first(s); q < first(s + 1); q++) {
                Trajectory t = kept.length > 0 ? kept[q] : scratch[w];
                sum += network[w].forward(blocks[q], point, t, workspace[w]);
                network[w].backward(blocks[q], point, null, t, workspace[w], partial[s]);
            }
            cost[s] = sum;
        });
        collect(strands, g);
        return total(strands);
    }

    /** g = Σ of the strands' parts, in order. */
    private void collect(int count, double[] g) {
        double[] sum = partial[0];
        for (int s = 1; s < count; s++) {
            double[] part = partial[s];
            for (int j = 0; j < sum.length; j++) {
                sum[j] += part[j];
            }
        }
        controls.gather(sum, g);
    }

    @Override
    public void product(double[] v, double[] out) {
        double[] dv = controls.spread(v, direction);
        double[] u = point;
        workers.run(strands, (s, w) -> {
            Arrays.fill(partial[s], 0);
            for (int q = first(s); q < first(s + 1); q++) {
                Trajectory t = kept.length > 0 ? kept[q] : scratch[w];
                if (kept.length == 0) {
                    network[w].forward(blocks[q], u, t, workspace[w]);
                    // Only for what it keeps; its sums are overwritten below.
                    network[w].backward(blocks[q], u, null, t, workspace[w], workspace[w].discarded());
                }
                network[w].tangent(blocks[q], u, dv, t, workspace[w]);
                network[w].backward(blocks[q], u, dv, t, workspace[w], partial[s]);
            }
        });
        collect(strands, out);
    }

    /** Weights of the batch's mean: the network's are those of all samples. */
    @Override
    public double gradient(double[] u, double[] g, int[] batch, int from, int count) {
        double[] us = controls.spread(u, direction);
        int longest = batchBlock[0].count();
        int pieces = (count + longest - 1) / longest;
        int used = Math.min(strands, pieces);
        workers.run(used, (s, w) -> {
            Arrays.fill(partial[s], 0);
            double sum = 0;
            int last = (int) ((long) count * (s + 1) / used);
            for (int at = (int) ((long) count * s / used); at < last; at += longest) {
                SampleBlock block =
                        batchBlock[w].loaded(inputs, targets, batch, from + at, Math.min(longest, last - at));
                sum += network[w].forward(block, us, scratch[w], workspace[w]);
                network[w].backward(block, us, null, scratch[w], workspace[w], partial[s]);
            }
            cost[s] = sum;
        });
        double factor = (double) inputs.length / count;
        collect(used, g);
        for (int j = 0; j < g.length; j++) {
            g[j] *= factor;
        }
        return factor * total(used);
    }

    @Override
    public void outputs(double[] u, double[][] z) {
        double[] us = controls.spread(u, direction);
        workers.run(strands, (s, w) -> {
            int from = row(first(s));
            for (int q = first(s); q < first(s + 1); q++) {
                network[w].forward(blocks[q], us, scratch[w], workspace[w]);
                network[w].outputs(blocks[q].count(), scratch[w], z, from);
                from += blocks[q].count();
            }
        });
    }

    /** The first sample of a block. */
    private int row(int block) {
        return (int) ((long) inputs.length * block / blocks.length);
    }

    @Override
    public void targets(double[][] y) {
        targets = y;
        for (int q = 0; q < blocks.length; q++) {
            blocks[q].loadTargets(y, row(q));
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
