package org.turnpike.nlp;

/**
 * A primal–dual point and how the solver came to it.
 *
 * @param reason one sentence: why the solver stopped
 * @param objective f(z), unscaled
 * @param z the last (or best) point, also after a failure
 * @param solver name, version and linear solver
 * @param seconds wall time in the solver
 * @param evaluationSeconds the part of {@code seconds} spent in the program's functions
 */
public record NlpSolution(
        NlpStatus status,
        String reason,
        double objective,
        double[] z,
        Multipliers multipliers,
        int iterations,
        double seconds,
        double evaluationSeconds,
        SolverIdentity solver) {}
