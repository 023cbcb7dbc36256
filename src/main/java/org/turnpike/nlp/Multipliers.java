package org.turnpike.nlp;

/**
 * Multipliers with the sign convention L = f + λᵀc − zLowerᵀ(z − zL) − zUpperᵀ(zU − z), so that
 * ∇f + Jᵀλ − zLower + zUpper = 0 and zLower, zUpper ≥ 0 at a solution. λ ≥ 0 where c is at its upper bound.
 *
 * @param constraints λ (m)
 * @param lower multipliers of zL (n), ≥ 0
 * @param upper multipliers of zU (n), ≥ 0
 */
public record Multipliers(double[] constraints, double[] lower, double[] upper) {}
