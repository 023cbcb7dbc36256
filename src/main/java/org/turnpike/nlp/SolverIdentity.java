package org.turnpike.nlp;

/** Which solver answered, for instance {@code ipopt 3.14.19 with mumps}. */
public record SolverIdentity(String name, String version, String linearSolver) {}
