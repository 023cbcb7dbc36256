package org.turnpike.problem;

import org.turnpike.expression.Expression;

/**
 * φ₀ + φ + ∫ ℓ dt, in the user's sense.
 *
 * @param maximize whether the user maximises; everything inside the program minimises the negative
 * @param endpoint φ₀ + φ over the states' atStart and atEnd variables, parameters, startTime and endTime
 * @param running ℓ over states, controls, parameters, time, startTime and endTime
 */
public record Objective(boolean maximize, Expression endpoint, Expression running) {}
