package org.turnpike.problem;

import org.jspecify.annotations.Nullable;

/**
 * Settings of methods that train in the reduced space; a method reads those that it knows.
 *
 * @param iterations the most, or the most epochs; those of a run that is resumed count
 * @param batch samples of a minibatch; 0 for all samples at once
 * @param momentum in [0, 1)
 * @param seed of the order of the samples
 * @param earlyStopping null for none
 * @param memory pairs that L-BFGS keeps
 * @param rho weight of the augmented Hamiltonian's penalty
 * @param threads 0 for as many as there are processors
 * @param checkpoint seconds between checkpoints
 */
public record TrainingSettings(
        int iterations,
        int batch,
        LearningRate learningRate,
        double momentum,
        long seed,
        @Nullable EarlyStopping earlyStopping,
        int memory,
        double rho,
        int threads,
        double checkpoint) {

    /** How a learning rate falls. */
    public enum Schedule {
        CONSTANT("constant"),
        STEP("step"),
        EXPONENTIAL("exponential"),
        COSINE("cosine");

        private final String label;

        Schedule(String label) {
            this.label = label;
        }

        /** How it is written in problem files. */
        public String label() {
            return label;
        }
    }

    /**
     * η by the epochs t done, warm-up aside: constant η₀, step η₀ factor^⌊t/every⌋, exponential η₀ factor^t, cosine from η₀ to
     * η₀ least in {@code length} epochs.
     *
     * @param initial η₀
     * @param factor in (0, 1]
     * @param every epochs
     * @param length epochs
     * @param least in [0, 1]
     * @param warmUp epochs in which the rate grows linearly from 0
     */
    public record LearningRate(
            double initial, Schedule schedule, double factor, int every, int length, double least, double warmUp) {}

    /**
     * Stops when the error of the held-out samples (of the training samples' cost, if none are held out) has not fallen for a while.
     *
     * @param patience epochs
     * @param minimum by how much it must fall to count
     */
    public record EarlyStopping(int patience, double minimum) {}

    /** What holds where the file says nothing. */
    public static TrainingSettings of(SolutionMethod method) {
        int iterations =
                switch (method) {
                    case REDUCED -> 500;
                    case LBFGS -> 5000;
                    default -> 1000;
                };
        double rate = method == SolutionMethod.SGD ? 0.1 : 1e-3;
        return new TrainingSettings(
                iterations,
                0,
                new LearningRate(rate, Schedule.CONSTANT, 1, 1, iterations, 0, 0),
                0.9,
                1,
                null,
                20,
                1,
                0,
                30);
    }
}
