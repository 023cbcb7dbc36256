package org.turnpike.problem;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which solver, and how.
 *
 * @param nlp auto or ipopt; for convex programs also joptimizer (which auto is there) and both, which compares them
 * @param timeLimit wall seconds, infinite for none
 * @param options of the concrete solver by its own names; values are String, Integer or Double
 * @param method of learning problems; others know collocation only
 * @param training for methods of the reduced space
 * @param continuation the chain at whose end the problem is, or null to solve it at once
 */
public record SolverSettings(
        String nlp,
        double tolerance,
        double timeLimit,
        Map<String, Object> options,
        SolutionMethod method,
        TrainingSettings training,
        @Nullable ContinuationSettings continuation) {
    /** The automatic choice at tolerance 1e-8. */
    public static final SolverSettings DEFAULT = new SolverSettings("auto", 1e-8, Double.POSITIVE_INFINITY, Map.of());

    public SolverSettings {
        options = Map.copyOf(options);
    }

    /** Settings of a solver of nonlinear or convex programs. */
    public SolverSettings(String nlp, double tolerance, double timeLimit, Map<String, Object> options) {
        this(
                nlp,
                tolerance,
                timeLimit,
                options,
                SolutionMethod.COLLOCATION,
                TrainingSettings.of(SolutionMethod.COLLOCATION),
                null);
    }

    /** The same program solver's settings with another method. */
    public SolverSettings with(SolutionMethod other, TrainingSettings settings) {
        return new SolverSettings(nlp, tolerance, timeLimit, options, other, settings, continuation);
    }

    /** The same at the end of a chain. */
    public SolverSettings along(@Nullable ContinuationSettings chain) {
        return new SolverSettings(nlp, tolerance, timeLimit, options, method, training, chain);
    }
}
