package org.turnpike.learning.classifier;

/** The loss of one sample, of z = wᵀx + β and its target or label y. */
public enum Loss {
    /** (z − y)². */
    SQUARED,
    /** |z − y|. */
    ABSOLUTE,
    /** log(1 + exp(−y z)), y = ±1. */
    LOGISTIC;

    double of(double z, double y) {
        return switch (this) {
            case SQUARED -> (z - y) * (z - y);
            case ABSOLUTE -> Math.abs(z - y);
            case LOGISTIC -> softplus(-y * z);
        };
    }

    /** log(1 + eˢ) without overflow. */
    static double softplus(double s) {
        return Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
    }
}
