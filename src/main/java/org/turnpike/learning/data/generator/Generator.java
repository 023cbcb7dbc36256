package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;
import org.turnpike.problem.InputException;

/** Makes a data set from a few parameters. */
public interface Generator {
    /** How it is written in problem files. */
    String name();

    /** Which of samples, noise and seed it takes. */
    List<String> parameters();

    /** What holds where nothing is written. */
    Settings defaults();

    /**
     * The data set, the same for the same settings.
     *
     * @throws InputException if the number of samples does not suit
     */
    Dataset generate(Settings settings);

    /**
     * Parameters of a generator.
     *
     * @param samples N
     * @param noise standard deviation of the normal noise added, to each input for classes, to the target for regression
     * @param seed of the random numbers
     */
    record Settings(int samples, double noise, long seed) {
        /** N beyond which nothing is generated. */
        public static final int LARGEST = 10_000_000;

        public Settings {
            if (samples < 2 || samples > LARGEST) {
                throw new InputException(
                        "the number of samples must be between 2 and " + LARGEST + ", found " + samples);
            }
            if (!(noise >= 0) || noise == Double.POSITIVE_INFINITY) {
                throw new InputException("the noise must be a number that is not negative, found " + noise);
            }
        }

        public Settings withSamples(int other) {
            return new Settings(other, noise, seed);
        }

        public Settings withNoise(double other) {
            return new Settings(samples, other, seed);
        }

        public Settings withSeed(long other) {
            return new Settings(samples, noise, other);
        }
    }
}
