package org.turnpike.problem;

import java.util.Map;

/**
 * Which solver, and how.
 *
 * @param nlp auto or ipopt; for convex programs also joptimizer (which auto is there) and both, which compares them
 * @param timeLimit wall seconds, infinite for none
 * @param options of the concrete solver by its own names; values are String, Integer or Double
 */
public record SolverSettings(String nlp, double tolerance, double timeLimit, Map<String, Object> options) {
    /** The automatic choice at tolerance 1e-8. */
    public static final SolverSettings DEFAULT = new SolverSettings("auto", 1e-8, Double.POSITIVE_INFINITY, Map.of());

    public SolverSettings {
        options = Map.copyOf(options);
    }
}
