package org.turnpike.problem;

import org.turnpike.expression.Expression;

/** lower ≤ g(x, u, p, t) ≤ upper on [t₀, t_f]; {@code name} is the user's text. */
public record PathConstraint(String name, Expression function, Range range) {}
