package org.turnpike.problem;

import org.turnpike.expression.Expression;

/** lower ≤ b(x(t₀), x(t_f), p, t₀, t_f) ≤ upper; {@code name} is the user's text. */
public record BoundaryConstraint(String name, Expression function, Range range) {}
