package org.turnpike.training.firstorder;

import java.util.SplittableRandom;

/** The order in which an epoch takes the samples: a permutation by its number and a seed alone, so that any epoch can be done again. */
final class SampleOrder {
    private final long seed;
    private final int[] order;

    SampleOrder(int samples, long seed) {
        this.seed = seed;
        order = new int[samples];
    }

    /** The order of an epoch, counted from 0 (Fisher and Yates' shuffle); valid until the next call. */
    int[] of(int epoch) {
        // Two draws from neighbouring seeds are unrelated: SplittableRandom mixes its seed.
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
