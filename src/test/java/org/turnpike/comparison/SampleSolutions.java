package org.turnpike.comparison;

import java.util.List;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.StructureDetection;
import org.turnpike.solution.Trajectory;

/** Trajectories as solved solutions without parameters. */
public final class SampleSolutions {
    private SampleSolutions() {}

    public static Solution of(OptimalControlProblem problem, Trajectory trajectory) {
        return of(problem, trajectory, 0, StructureDetection.of(problem, trajectory, new double[0]));
    }

    public static Solution of(OptimalControlProblem problem, Trajectory trajectory, double objective, List<Arc> arcs) {
        return new Solution(
                problem,
                NlpStatus.OPTIMAL,
                "solved",
                objective,
                trajectory.mesh()[0],
                trajectory.mesh()[trajectory.intervals()],
                new double[0],
                trajectory,
                new SolverIdentity("none", "0", "none"),
                0,
                new Solution.Timing(0, 0, 0, 0),
                new Solution.Discretization("exact", trajectory.intervals(), 0, 0, 0, 0),
                arcs,
                null);
    }
}
