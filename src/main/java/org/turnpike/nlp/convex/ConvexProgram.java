package org.turnpike.nlp.convex;

/** f(x) → min over a polyhedron, for a smooth convex f. */
public record ConvexProgram(ConvexObjective objective, LinearConstraints constraints) implements ConvexForm {}
