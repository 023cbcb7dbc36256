package org.turnpike.solution;

import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.Reference;

/**
 * A solution's objective against a known optimum.
 *
 * @param relativeError |objective − reference| / |reference|, divided by 1 if the reference is 0
 * @param passed whether the solver solved the problem and the error is within the reference's tolerance
 */
public record Comparison(double relativeError, boolean passed) {
    public static Comparison of(Solution solution, Reference reference) {
        return of(solution.status(), solution.objective(), reference);
    }

    public static Comparison of(NlpStatus status, double objective, Reference reference) {
        double scale = reference.objective() == 0 ? 1 : Math.abs(reference.objective());
        double error = Math.abs(objective - reference.objective()) / scale;
        return new Comparison(error, status.solved() && error <= reference.tolerance());
    }
}
