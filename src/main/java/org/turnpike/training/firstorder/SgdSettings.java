package org.turnpike.training.firstorder;

/**
 * Settings of stochastic gradient descent.
 *
 * @param momentum μ
 * @param nesterov whether the gradient is that of Nesterov's look-ahead
 */
public record SgdSettings(EpochSettings epochs, double momentum, boolean nesterov) {
    /** μ = 0.9, Nesterov, a learning rate of 0.01 on all samples. */
    public static final SgdSettings DEFAULT = new SgdSettings(EpochSettings.of(0.01), 0.9, true);

    public SgdSettings {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("the momentum is at least 0 and less than 1");
        }
    }
}
