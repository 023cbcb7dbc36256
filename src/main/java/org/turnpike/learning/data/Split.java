package org.turnpike.learning.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.turnpike.problem.InputException;

/**
 * Splits samples into a part for training and one for testing: a random choice that depends on the number of samples and the
 * seed only. It is plain, not stratified: the shares of the classes may differ between the parts. Each part keeps the order of
 * the samples.
 *
 * @param train the share for training, in (0, 1]; 1 leaves no test part
 */
public record Split(double train, long seed) {
    /** Everything is for training. */
    public static final Split NONE = new Split(1, 0);

    public Split {
        if (!(train > 0 && train <= 1)) {
            throw new InputException("the share for training must be above 0 and at most 1, found " + train);
        }
    }

    /**
     * The two parts.
     *
     * @param trainingRows ascending indices of the samples
     * @param testRows ascending indices of the others
     */
    public record Parts(Dataset training, Dataset test, int[] trainingRows, int[] testRows) {}

    /**
     * Rounds train · N to a whole number of samples, at least one in each part unless train = 1.
     *
     * @throws InputException if a part would be empty, or the training part holds one class only
     */
    public Parts apply(Dataset data) {
        int n = data.samples();
        if (n == 0 || n == 1 && train < 1) {
            throw new InputException("there are too few samples to split: " + n);
        }
        int count = train == 1 ? n : (int) Math.max(1, Math.min(n - 1, Math.round(train * n)));
        int[] order = shuffled(n);
        int[] first = Arrays.copyOf(order, count);
        int[] second = Arrays.copyOfRange(order, count, n);
        Arrays.sort(first);
        Arrays.sort(second);
        Parts parts = new Parts(data.rows(first), data.rows(second), first, second);
        if (train < 1) {
            requireClasses(parts.training());
        }
        return parts;
    }

    private int[] shuffled(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private void requireClasses(Dataset training) {
        int[] classes = training.classes();
        if (classes == null) {
            return;
        }
        for (int c : classes) {
            if (c != classes[0]) {
                return;
            }
        }
        throw new InputException("with the seed " + seed + " all " + classes.length
                + " samples of the training part are of the class '"
                + training.classNames().get(classes[0])
                + "'; take a larger share for training or another seed");
    }
}
