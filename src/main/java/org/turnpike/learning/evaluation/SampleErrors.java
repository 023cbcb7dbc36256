package org.turnpike.learning.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.StateMap;

/**
 * What a forward pass of many samples shows, taken sample by sample so that no more states are in memory than are kept.
 *
 * @param nodes φ at the K + 1 nodes, of the states as the last layer would see them; NaN where a discrete network has not its last width yet
 * @param running Σ h b φ over layers and the stages of an explicit integrator; NaN if not asked for
 * @param accuracy share of samples decided rightly; NaN for regression
 * @param states of the first samples, K + 1 × kept × width
 */
public record SampleErrors(double[] nodes, double running, double accuracy, double[][][] states)
        implements Serializable {
    /** Samples that are summed up together; sums are the same whatever the number of threads. */
    private static final int BLOCK = 1024;

    /**
     * Runs samples through a network, on all processors.
     *
     * @param inputs prepared, padded or not
     * @param classes by sample, or null
     * @param running whether the running error is wanted
     * @param kept how many samples' states are kept at most
     */
    public static SampleErrors of(
            Network network,
            Loss loss,
            double[][] inputs,
            double[][] targets,
            int @Nullable [] classes,
            boolean running,
            int kept) {
        return new Pass(network, loss, inputs, targets, classes, running, Math.min(kept, inputs.length)).run();
    }

    private static final class Pass {
        private final Network network;
        private final Model model;
        private final ForwardPass forward;
        private final SampleLoss error;
        private final double[][] inputs;
        private final double[][] targets;
        private final int @Nullable [] classes;
        private final double[][][] states;
        private final boolean running;
        private final int kept;
        /** By node; null for the identity. */
        private final @Nullable StateMap[] passage;
        /** By node: whether its states have errors. */
        private final boolean[] comparable;
        /** By block: φ at the nodes, then the running error, then right decisions. */
        private final double[][] sums;

        Pass(
                Network network,
                Loss loss,
                double[][] inputs,
                double[][] targets,
                int @Nullable [] classes,
                boolean running,
                int kept) {
            this.network = network;
            this.running = running;
            this.inputs = inputs;
            this.targets = targets;
            this.classes = classes;
            this.kept = kept;
            model = network.specification().model();
            forward = new ForwardPass(network);
            error = new SampleLoss(network.output(), loss);
            int layers = network.layers();
            states = new double[layers + 1][kept][];
            passage = new StateMap[layers + 1];
            comparable = new boolean[layers + 1];
            for (int k = 0; k <= layers; k++) {
                StateMap map = model.passage(k, layers);
                passage[k] = map;
                comparable[k] =
                        map != null || model.width(k) == network.output().inputs();
            }
            sums = new double[(inputs.length + BLOCK - 1) / BLOCK][];
        }

        SampleErrors run() {
            AtomicInteger next = new AtomicInteger();
            int count = Math.min(Runtime.getRuntime().availableProcessors(), sums.length);
            Thread[] others = new Thread[Math.max(0, count - 1)];
            Throwable[] failure = new Throwable[1];
            for (int t = 0; t < others.length; t++) {
                others[t] = new Thread(() -> new Worker(forward.copy()).work(next), "forward-pass-" + (t + 1));
                others[t].setDaemon(true);
                others[t].setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
                others[t].start();
            }
            new Worker(forward).work(next);
            for (Thread other : others) {
                join(other);
            }
            if (failure[0] != null) {
                throw new IllegalStateException("a forward pass failed", failure[0]);
            }
            return total();
        }

        private static void join(Thread thread) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private SampleErrors total() {
            int nodes = comparable.length;
            double[] mean = new double[nodes + 2];
            for (double[] block : sums) {
                for (int k = 0; k < mean.length; k++) {
                    mean[k] += block[k];
                }
            }
            for (int k = 0; k < mean.length; k++) {
                mean[k] = k < nodes && !comparable[k] ? Double.NaN : mean[k] / inputs.length;
            }
            return new SampleErrors(
                    Arrays.copyOf(mean, nodes),
                    running ? mean[nodes] : Double.NaN,
                    classes == null ? Double.NaN : mean[nodes + 1],
                    states);
        }

        /** What one thread needs. */
        private final class Worker implements ForwardPass.Stages {
            private final ForwardPass pass;
            private final SampleLoss loss = error.copy();
            private double[] target = {};
            /** φ of the sample at the nodes, where a stage has told it. */
            private final double[] nodeError = new double[comparable.length];

            private double runningError;

            Worker(ForwardPass pass) {
                this.pass = pass;
            }

            void work(AtomicInteger next) {
                for (int b = next.getAndIncrement(); b < sums.length; b = next.getAndIncrement()) {
                    sums[b] = block(b * BLOCK, Math.min(inputs.length, (b + 1) * BLOCK));
                }
            }

            private double[] block(int from, int to) {
                int nodes = comparable.length;
                double[] sum = new double[nodes + 2];
                runningError = 0;
                LabelCoding coding = network.coding();
                for (int i = from; i < to; i++) {
                    target = targets[i];
                    Arrays.fill(nodeError, Double.NaN);
                    double[][] x = pass.states(inputs[i], this);
                    for (int k = 0; k < nodes; k++) {
                        if (comparable[k]) {
                            sum[k] += Double.isNaN(nodeError[k]) ? error(k, x[k]) : nodeError[k];
                        }
                        if (i < kept) {
                            states[k][i] = x[k];
                        }
                    }
                    if (coding != null && classes != null) {
                        sum[nodes + 1] += coding.decide(pass.output(x[nodes - 1])) == classes[i] ? 1 : 0;
                    }
                }
                sum[nodes] = runningError;
                return sum;
            }

            @Override
            public void stage(int k, int j, double weight, double[] state) {
                if (running && weight != 0) {
                    double phi = error(k, state);
                    runningError += weight * phi;
                    if (j == 0) {
                        nodeError[k] = phi;
                    }
                }
            }

            private double error(int k, double[] state) {
                StateMap map = passage[k];
                return loss.of(map == null ? state : map.of(state), target);
            }
        }
    }
}
