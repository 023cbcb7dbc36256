package org.turnpike.learning.classifier;

/** The penalty |w|ₚᵖ. */
public enum Penalty {
    /** Σ |wⱼ|. */
    L1,
    /** Σ wⱼ². */
    L2
}
