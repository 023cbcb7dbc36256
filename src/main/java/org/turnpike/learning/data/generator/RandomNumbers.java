package org.turnpike.learning.data.generator;

import java.util.SplittableRandom;

/**
 * Random numbers from a seed. The normal ones are made by Box and Muller's formula, as the library's own may change between
 * versions of Java.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177706645">Box, Muller: A note on the generation of random normal deviates</a>
 */
final class RandomNumbers {
    private final SplittableRandom random;

    RandomNumbers(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Uniform in [low, high). */
    double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Normal with mean 0 and deviation 1: √(−2 log(1 − u)) cos 2πv, u and v uniform in [0, 1). */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
