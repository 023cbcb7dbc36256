package org.turnpike.problem;

/**
 * A known optimum.
 *
 * @param tolerance on |objective − reference| / |reference| (divided by 1 if the reference is 0)
 */
public record Reference(double objective, double tolerance, String source) {}
