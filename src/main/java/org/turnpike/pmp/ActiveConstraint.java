package org.turnpike.pmp;

import org.turnpike.expression.Expression;

/**
 * A path constraint or state bound that is active, as c ≤ 0.
 *
 * @param name the user's text
 * @param function c(x, u, t)
 */
public record ActiveConstraint(String name, Expression function) {}
