package org.turnpike.comparison.steady;

import java.util.Arrays;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/**
 * Euclidean distances of a trajectory from a static optimum at the nodes of its mesh: |x − x̄|, |p − p̄|, |u − ū|.
 *
 * @param times ascending
 */
record Distances(double[] times, double[] state, double[] costate, double[] control) {
    static Distances of(Solution solution, StaticOptimum optimum) {
        OptimalControlProblem problem = solution.problem();
        Trajectory trajectory = solution.trajectory();
        double[] times = trajectory.mesh();
        int nx = problem.states().size();
        int nu = problem.controls().size();
        double[] state = new double[times.length];
        double[] costate = new double[times.length];
        double[] control = new double[times.length];
        double[] u = new double[trajectory.controlCount()];
        for (int node = 0; node < times.length; node++) {
            double x2 = 0;
            double p2 = 0;
            for (int i = 0; i < nx; i++) {
                x2 += square(trajectory.states()[node * nx + i] - optimum.state()[i]);
                p2 += square(trajectory.costates()[node * nx + i] - optimum.costate()[i]);
            }
            trajectory.control(Math.min(node, trajectory.intervals() - 1), times[node], u);
            double u2 = 0;
            for (int i = 0; i < nu; i++) {
                Range bounds = problem.controls().get(i).bounds();
                u2 += square(Math.max(bounds.lower(), Math.min(u[i], bounds.upper())) - optimum.control()[i]);
            }
            state[node] = Math.sqrt(x2);
            costate[node] = Math.sqrt(p2);
            control[node] = Math.sqrt(u2);
        }
        return new Distances(times, state, costate, control);
    }

    /** The root of the sum of squares of the three, each relative to its largest. */
    double[] combined() {
        double[] sum = new double[times.length];
        for (double[] part : new double[][] {state, costate, control}) {
            double largest = largest(part);
            for (int i = 0; i < sum.length; i++) {
                sum[i] = Math.hypot(sum[i], largest > 0 ? part[i] / largest : 0);
            }
        }
        return sum;
    }

    static double largest(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double square(double v) {
        return v * v;
    }
}
