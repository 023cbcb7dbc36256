package org.turnpike.learning.evaluation;

import java.util.stream.IntStream;
import org.turnpike.learning.LinearProblem;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.solution.Solution;

/**
 * A linear model with everything a solution folder says of it.
 *
 * @param objective as the formulation has it: the penalised error, or the margin
 * @param hull for max-margin, weights of the training samples of sum 1: positive at support vectors, or, if the data cannot be
 *     separated, at the samples that prove it; otherwise empty
 */
public record LinearSolution(
        LinearProblem problem,
        NlpStatus status,
        String reason,
        double objective,
        LinearModel model,
        LinearMeasures measures,
        double[] hull,
        double kktResidual,
        SolverIdentity solver,
        int iterations,
        Solution.Timing timing,
        Solution.Discretization discretization) {
    /** Smaller weights are what an interior-point method leaves of zeros. */
    private static final double POSITIVE = 1e-6;

    /** Indices of the training samples with a positive weight in {@link #hull}. */
    public int[] supportVectors() {
        return IntStream.range(0, hull.length).filter(i -> hull[i] > POSITIVE).toArray();
    }
}
