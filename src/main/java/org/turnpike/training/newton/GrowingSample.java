package org.turnpike.training.newton;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.turnpike.learning.TrainingTask;
import org.turnpike.minimization.DescentListener;

/**
 * Samples of growing size: far from the optimum a part of the samples shows the way, and work is proportional to their number. Newton's method first runs on
 * N/4^j samples, then on four times as many, each time from the last controls, and ends on all of them, to the full tolerance. The parts are nested, chosen by a
 * fixed permutation.
 *
 * <p>A part's optimum is off by its sampling error anyway, so its gradient need only fall to a thousandth.
 *
 * @see <a href="https://doi.org/10.1007/s10107-012-0572-5">Byrd, Chin, Nocedal, Wu: Sample size selection in optimization methods for machine learning, 2012</a>
 */
final class GrowingSample {
    /** In the memory of an iterate: the size of its sample and the gradient norm that is enough there; absent on all samples. */
    static final String SIZE = "sample";

    /** The smallest part. */
    private static final int LEAST = 128;

    private static final int FACTOR = 4;
    /** How far the gradient of a part falls, relative to its start. */
    static final double RELATIVE = 1e-3;

    private final TrainingTask task;
    private final int[] order;

    GrowingSample(TrainingTask task) {
        this.task = task;
        int samples = task.samples();
        order = new int[samples];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < samples; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
    }

    /** The sizes below N from where an iterate with this memory stands, ascending; none if it was on all samples. */
    static List<Integer> sizes(int samples, Map<String, double[]> memory) {
        double[] known = memory.get(SIZE);
        boolean onAll = !memory.isEmpty() && known == null;
        List<Integer> sizes = new ArrayList<>();
        for (int n = samples / FACTOR; n >= LEAST && !onAll; n /= FACTOR) {
            if (known == null || n >= known[0]) {
                sizes.add(0, n);
            }
        }
        return sizes;
    }

    /** The task on the first {@code size} samples of the permutation. */
    TrainingTask part(int size) {
        double[][] inputs = new double[size][];
        double[][] targets = new double[size][];
        for (int i = 0; i < size; i++) {
            inputs[i] = task.inputs()[order[i]];
            targets[i] = task.targets()[order[i]];
        }
        return task.withSamples(inputs, targets);
    }

    /** Tells a listener of a part's iterates, with the cost of all samples: of different parts' costs none would be the lowest. */
    DescentListener telling(DescentListener listener, int size, double enough, ToDoubleFunction<double[]> whole) {
        String part = size + " of " + task.samples() + " samples";
        return i -> listener.iterate(
                i.as(whole.applyAsDouble(i.u()), i.remark().isEmpty() ? part : i.remark() + ", " + part, i.u(), () -> {
                    Map<String, double[]> memory = new HashMap<>(i.memory().get());
                    memory.put(SIZE, new double[] {size, enough});
                    return memory;
                }));
    }
}
