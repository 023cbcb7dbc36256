package org.turnpike.verification;

import java.util.List;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/** Solutions with made-up sizes and timing, for tests of what is written about them. */
public final class SampleSolution {
    private SampleSolution() {}

    public static Solution of(
            OptimalControlProblem problem, Trajectory trajectory, double objective, List<Solution.Arc> structure) {
        return of(problem, trajectory, objective, structure, NlpStatus.OPTIMAL, "The first-order conditions hold.");
    }

    public static Solution of(
            OptimalControlProblem problem,
            Trajectory trajectory,
            double objective,
            List<Solution.Arc> structure,
            NlpStatus status,
            String reason) {
        double[] parameters = new double[problem.parameters().size()];
        return new Solution(
                problem,
                status,
                reason,
                objective,
                trajectory.mesh()[0],
                trajectory.mesh()[trajectory.intervals()],
                parameters,
                trajectory,
                new SolverIdentity("ipopt", "3.14.19", "mumps"),
                17,
                new Solution.Timing(0.01, 0.02, 0.25, 0.31),
                new Solution.Discretization("hermite-simpson", trajectory.intervals(), 311, 204, 1234, 567),
                structure,
                new Verifier(problem).verify(trajectory, parameters, 3e-10));
    }
}
