package org.turnpike.learning;

/**
 * When the refinement of layers ends.
 *
 * @param tolerance on the estimated error of the objective, relative to it
 * @param layers the most layers
 */
public record RefinementGoal(double tolerance, int layers) {}
