package org.turnpike.problem;

import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;

/**
 * φ₀ + φ + ∫ ℓ dt, in the user's sense, and perhaps a sum over measurements.
 *
 * @param maximize whether the user maximises; everything inside the program minimises the negative
 * @param endpoint φ₀ + φ over the states' atStart and atEnd variables, parameters, startTime and endTime
 * @param running ℓ over states, controls, parameters, time, startTime and endTime
 * @param measurements a cost at times inside the horizon, or null; only where the rest is minimised
 */
public record Objective(
        boolean maximize, Expression endpoint, Expression running, @Nullable MeasurementCost measurements) {
    /** Without measurements. */
    public Objective(boolean maximize, Expression endpoint, Expression running) {
        this(maximize, endpoint, running, null);
    }
}
