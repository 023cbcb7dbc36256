package org.turnpike.nlp;

/**
 * Factors that bring a program to order one: the solver works with objective · f, constraints[i] · c_i and
 * variables[j] · z_j. All factors are positive and finite.
 */
public record Scaling(double objective, double[] variables, double[] constraints) {}
