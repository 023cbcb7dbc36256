package org.turnpike.nlp;

import java.util.Map;

/**
 * What a user may ask of any solver.
 *
 * @param tolerance on the scaled first-order conditions
 * @param complementarity largest product of a multiplier with the slack of its bound; the objective is then off by at most this times
 *     the number of bounds
 * @param iterationLimit at least 0
 * @param timeLimit wall seconds; {@link Double#POSITIVE_INFINITY} for none
 * @param solverOptions options of the concrete solver, by its own names; values are String, Integer or Double. An option that
 *     the solver does not know is an {@link UnknownOptionException}, never ignored.
 */
public record NlpOptions(
        double tolerance,
        double complementarity,
        int iterationLimit,
        double timeLimit,
        Map<String, Object> solverOptions) {
    private static final double COMPLEMENTARITY = 1e-4;

    /** With a complementarity of 1e-4 beside the tolerance on the scaled conditions. */
    public NlpOptions(double tolerance, int iterationLimit, double timeLimit, Map<String, Object> solverOptions) {
        this(tolerance, COMPLEMENTARITY, iterationLimit, timeLimit, solverOptions);
    }

    /** Tolerance 1e-8, 3000 iterations, no time limit, no solver options. */
    public static NlpOptions defaults() {
        return new NlpOptions(1e-8, 3000, Double.POSITIVE_INFINITY, Map.of());
    }
}
