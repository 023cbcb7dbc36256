package org.turnpike.problem;

import org.jspecify.annotations.Nullable;

/**
 * How the problem becomes a nonlinear program.
 *
 * @param scheme a registered scheme's name, such as {@code hermite-simpson}
 * @param intervals K ≥ 1
 * @param mesh K + 1 increasing fractions of the horizon from 0 to 1, or null for a uniform mesh
 */
public record TranscriptionSettings(String scheme, int intervals, double @Nullable [] mesh) {
    /** Hermite–Simpson on 100 uniform intervals. */
    public static final TranscriptionSettings DEFAULT = new TranscriptionSettings("hermite-simpson", 100, null);
}
