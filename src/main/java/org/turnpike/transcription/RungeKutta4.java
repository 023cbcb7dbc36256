package org.turnpike.transcription;

import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;

/**
 * Multiple shooting by one step of the classical Runge–Kutta method an interval: x₊ = Φ(x, u), the cost by the same weights.
 *
 * <p>Unknowns: x at the nodes, u constant on each interval; the stages are eliminated. Order 4 for the states, conditionally
 * stable. Costate at node k + 1: −(multiplier of interval k's step).
 */
final class RungeKutta4 implements Scheme {
    @Override
    public String name() {
        return "rk4";
    }

    @Override
    public int order() {
        return 4;
    }

    @Override
    public Transcription transcribe(OptimalControlProblem problem, Mesh mesh) {
        double[] points = {0, 0.5, 0.5, 1};
        double[][] matrix = {{}, {0.5}, {0, 0.5}, {0, 0, 1}};
        double[] weights = {1.0 / 6, 2.0 / 6, 2.0 / 6, 1.0 / 6};
        return new MultipleShooting(problem, mesh, points, matrix, weights);
    }
}
