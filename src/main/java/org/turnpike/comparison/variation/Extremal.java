package org.turnpike.comparison.variation;

import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.verification.FunctionFactory;

/** A solution as the curve along which the second variation is taken. */
final class Extremal {
    private final Solution solution;
    private final SecondVariation variation;
    private final double[] shared;
    private final double[] x;
    private final double[] u;
    private final double[] p;

    Extremal(Solution solution, FunctionFactory factory) {
        this.solution = solution;
        OptimalControlProblem problem = solution.problem();
        variation = new SecondVariation(problem, factory);
        shared = variation.shared(solution.parameters(), solution.startTime(), solution.finalTime());
        x = new double[problem.states().size()];
        u = new double[solution.trajectory().controlCount()];
        p = new double[x.length];
    }

    Solution solution() {
        return solution;
    }

    SecondVariation variation() {
        return variation;
    }

    double[] shared() {
        return shared;
    }

    /** By component of y: the largest magnitude, 1 if that is 0. */
    double[] sizes() {
        double[] size = new double[variation.dimension()];
        double[] states = solution.trajectory().states();
        for (int j = 0; j < states.length; j++) {
            size[j % x.length] = Math.max(size[j % x.length], Math.abs(states[j]));
        }
        for (int j = 0; j < shared.length; j++) {
            size[x.length + j] = Math.abs(shared[j]);
        }
        for (int j = 0; j < size.length; j++) {
            size[j] = size[j] > 0 ? size[j] : 1;
        }
        return size;
    }

    /** A … R at time t. */
    SecondVariation.Coefficients coefficients(double t) {
        Trajectory trajectory = solution.trajectory();
        int k = trajectory.intervalOf(t);
        trajectory.state(k, t, x);
        trajectory.control(k, t, u);
        trajectory.costate(k, t, p);
        double tau = (t - solution.startTime()) / (solution.finalTime() - solution.startTime());
        return variation.at(x, u, shared, tau, p);
    }
}
