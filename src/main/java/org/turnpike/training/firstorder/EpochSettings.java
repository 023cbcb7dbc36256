package org.turnpike.training.firstorder;

import org.jspecify.annotations.Nullable;

/**
 * What is common to methods that go through the samples in epochs.
 *
 * @param batch samples of a minibatch, or {@link #WHOLE}
 * @param seed of the order of the samples
 * @param earlyStopping null for none
 */
public record EpochSettings(LearningRate learningRate, int batch, long seed, @Nullable EarlyStopping earlyStopping) {
    /** All samples at once. */
    public static final int WHOLE = 0;

    public EpochSettings {
        if (batch < 0) {
            throw new IllegalArgumentException("a minibatch has at least one sample");
        }
    }

    /** A constant learning rate on all samples, seed 1, no early stopping. */
    public static EpochSettings of(double learningRate) {
        return new EpochSettings(LearningRate.constant(learningRate), WHOLE, 1, null);
    }
}
