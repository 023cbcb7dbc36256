package org.turnpike.problem;

import org.turnpike.expression.Variable;

/**
 * A component of the state.
 *
 * @param variable its value at time t
 * @param atStart the variable that stands for its value at t₀, in the initial cost and boundary constraints
 * @param atEnd the same at t_f
 * @param bounds on all of [t₀, t_f]
 * @param start range of the value at t₀ (FREE if the file says nothing)
 * @param end range of the value at t_f
 */
public record State(
        String name, Variable variable, Variable atStart, Variable atEnd, Range bounds, Range start, Range end) {}
