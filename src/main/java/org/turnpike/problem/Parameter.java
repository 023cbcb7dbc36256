package org.turnpike.problem;

import org.turnpike.expression.Variable;

/** An unknown that is constant in time; {@code auxiliary} ones stand for reformulated nonsmooth terms. */
public record Parameter(String name, Variable variable, Range bounds, boolean auxiliary) {}
