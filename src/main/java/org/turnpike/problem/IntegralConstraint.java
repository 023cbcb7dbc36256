package org.turnpike.problem;

import org.turnpike.expression.Expression;

/** lower ≤ ∫ q(x, u, p, t) dt ≤ upper. */
public record IntegralConstraint(String name, Expression integrand, Range range) {}
