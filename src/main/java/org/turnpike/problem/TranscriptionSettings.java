package org.turnpike.problem;

import org.jspecify.annotations.Nullable;

/**
 * How the problem becomes a nonlinear program.
 *
 * @param scheme a registered scheme's name, such as {@code hermite-simpson}
 * @param intervals K ≥ 1
 * @param mesh K + 1 increasing fractions of the horizon from 0 to 1, or null for a uniform mesh
 * @param refine how this first mesh is refined, or null if it stays
 */
public record TranscriptionSettings(
        String scheme, int intervals, double @Nullable [] mesh, @Nullable RefinementSettings refine) {
    /** Hermite–Simpson on 100 uniform intervals, then refined. */
    public static final TranscriptionSettings DEFAULT =
            new TranscriptionSettings("hermite-simpson", 100, null, RefinementSettings.DEFAULT);

    /** Without refinement. */
    public TranscriptionSettings(String scheme, int intervals, double @Nullable [] mesh) {
        this(scheme, intervals, mesh, null);
    }

    /** The same refined to a tolerance, also where refinement was off. */
    public TranscriptionSettings refinedTo(double tolerance) {
        RefinementSettings settings = refine == null ? RefinementSettings.DEFAULT : refine;
        return new TranscriptionSettings(scheme, intervals, mesh, settings.to(tolerance));
    }
}
