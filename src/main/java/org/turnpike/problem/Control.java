package org.turnpike.problem;

import org.turnpike.expression.Variable;

/** A component of the control; {@code auxiliary} ones stand for reformulated nonsmooth terms and are not the user's. */
public record Control(String name, Variable variable, Range bounds, boolean auxiliary) {}
