package org.turnpike.problem;

import org.turnpike.expression.Variable;

/**
 * The time interval [t₀, t_f].
 *
 * @param time the variable t
 * @param startTime the variable t₀
 * @param endTime the variable t_f; the horizon's length T is the expression endTime − startTime
 * @param start range of t₀
 * @param end range of t_f
 * @param startGuess a value inside {@code start}
 * @param endGuess a value inside {@code end}, above startGuess
 */
public record Horizon(
        Variable time,
        Variable startTime,
        Variable endTime,
        Range start,
        Range end,
        double startGuess,
        double endGuess) {}
