package org.turnpike.learning.comparison;

import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;

/**
 * What a direct solution may leave, from the tolerance of its solver.
 *
 * <p>The solver leaves |∇_u L| ≤ 100 ε (its scaling of multipliers is at most 100), which is a residual of u = argmin H of 100 ε/(2λh), but at least
 * 1e-7, at most 1e-4. A residual r moves a solution by r/μ, μ the least eigenvalue of the reduced Hessian relative to the penalty's; in the
 * maximum norm by up to 10 times as much. In the formulation L1 bounds may be relaxed by 1e-8 of their size, which is of first order in J.
 *
 * @param residual of state, costate and control equations
 * @param gap of controls, states, costates and switching time
 * @param objective relative
 */
public record TrainingTolerances(double residual, double gap, double objective) {
    private static final double LEAST = 1e-7;
    private static final double MOST = 1e-4;
    private static final double LARGEST_GAP = 1e-3;

    /** @param curvature μ; NaN counts as 1 */
    public static TrainingTolerances of(TrainingTask task, double solverTolerance, double curvature) {
        double weight = task.formulation() == Formulation.L1 ? task.lambda() : 2 * task.lambda() * task.step();
        double residual = Math.min(MOST, Math.max(LEAST, 100 * solverTolerance / weight));
        double stiffness = curvature > 0 ? Math.min(1, curvature) : 1;
        double gap = Math.min(LARGEST_GAP, 10 * residual / stiffness);
        return new TrainingTolerances(residual, gap, Math.max(1e-7, gap * gap));
    }
}
