package org.turnpike.solve;

import java.util.Arrays;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Trajectory;

/** A problem's guess on a uniform mesh, linear between its nodes, without costates. */
final class GuessedTrajectory {
    private static final int INTERVALS = 20;
    private static final double[] ENDS = {0, 1};

    private GuessedTrajectory() {}

    static Trajectory of(OptimalControlProblem problem) {
        Horizon horizon = problem.horizon();
        double from = horizon.startGuess();
        double to = horizon.endGuess();
        Guess guess = problem.guess();
        int nx = problem.states().size();
        int nu = problem.controls().size();
        double[] mesh = new double[INTERVALS + 1];
        double[] states = new double[mesh.length * nx];
        for (int k = 0; k < mesh.length; k++) {
            mesh[k] = from + (to - from) * k / INTERVALS;
            for (int i = 0; i < nx; i++) {
                states[k * nx + i] = guess.states().get(i).at(mesh[k], from, to);
            }
        }
        double[] slopes = new double[INTERVALS * 2 * nx];
        double[] controls = new double[INTERVALS * 2 * nu];
        for (int k = 0; k < INTERVALS; k++) {
            for (int j = 0; j < 2; j++) {
                for (int i = 0; i < nx; i++) {
                    slopes[(2 * k + j) * nx + i] =
                            (states[(k + 1) * nx + i] - states[k * nx + i]) / (mesh[k + 1] - mesh[k]);
                }
                for (int i = 0; i < nu; i++) {
                    controls[(2 * k + j) * nu + i] = guess.controls().get(i).at(mesh[k + j], from, to);
                }
            }
        }
        double[] costates = new double[states.length];
        double[] stageCostates = new double[slopes.length];
        Arrays.fill(costates, Double.NaN);
        Arrays.fill(stageCostates, Double.NaN);
        return new Trajectory(mesh, nx, nu, states, ENDS, slopes, ENDS, controls, costates, stageCostates);
    }
}
