package org.turnpike.verification;

import java.util.Arrays;
import org.turnpike.expression.NumericFunction;
import org.turnpike.ode.DormandPrince;
import org.turnpike.ode.Integration;
import org.turnpike.ode.RightHandSide;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Trajectory;

/**
 * The distance of a trajectory from the exact solution of its own dynamics under its own control.
 *
 * <p>Interval by interval, x′ = f(x, u(t), p, t) is integrated from the left node's state with u the trajectory's interpolant;
 * the horizon is one chain of such integrations, each restarted where u may jump. Errors are relative to 1 + max_k |x_i(t_k)|.
 * An integration that cannot be completed counts as an infinite error.
 */
final class DynamicsCheck {
    private static final double TOLERANCE = 1e-11;
    private static final int EVALUATIONS_PER_INTERVAL = 20_000;

    private final OptimalControlProblem problem;
    private final NumericFunction dynamics;

    DynamicsCheck(OptimalControlProblem problem, FunctionFactory factory) {
        this.problem = problem;
        this.dynamics = factory.function(problem.dynamics(), PointInput.variables(problem));
    }

    /** {@code interval}: largest error over one interval; {@code horizon}: largest at any node over the whole horizon. */
    record Errors(double interval, double horizon) {}

    Errors errors(Trajectory trajectory, double[] parameters) {
        int nx = problem.states().size();
        int intervals = trajectory.intervals();
        double[] scale = scales(trajectory.states(), nx);
        double[] absolute = new double[nx];
        for (int i = 0; i < nx; i++) {
            absolute[i] = TOLERANCE * scale[i];
        }
        DormandPrince integrator = new DormandPrince(absolute, TOLERANCE, EVALUATIONS_PER_INTERVAL);
        PointInput input = new PointInput(problem, trajectory, parameters);
        int[] current = new int[1];
        RightHandSide f = (t, x, derivative) -> {
            input.state(x);
            input.controlAndTime(trajectory, current[0], t);
            dynamics.evaluate(input.values, derivative);
        };
        double intervalError = 0;
        double horizonError = 0;
        double[] chained = Arrays.copyOf(trajectory.states(), nx);
        for (int k = 0; k < intervals; k++) {
            current[0] = k;
            double from = trajectory.mesh()[k];
            double to = trajectory.mesh()[k + 1];
            double[] left = Arrays.copyOfRange(trajectory.states(), k * nx, (k + 1) * nx);
            Integration one = integrator.integrate(f, from, left, to);
            intervalError = Math.max(intervalError, distance(one, trajectory.states(), (k + 1) * nx, scale));
            if (horizonError < Double.POSITIVE_INFINITY) {
                Integration all = k == 0 ? one : integrator.integrate(f, from, chained, to);
                horizonError = Math.max(horizonError, distance(all, trajectory.states(), (k + 1) * nx, scale));
                chained = all.state();
            }
        }
        return new Errors(intervalError, horizonError);
    }

    private static double distance(Integration end, double[] states, int at, double[] scale) {
        if (!end.completed()) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < scale.length; i++) {
            double error = Math.abs(end.state()[i] - states[at + i]) / scale[i];
            largest = Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
        }
        return largest;
    }

    private static double[] scales(double[] states, int nx) {
        double[] scale = new double[nx];
        for (int j = 0; j < states.length; j++) {
            scale[j % nx] = Math.max(scale[j % nx], Math.abs(states[j]));
        }
        for (int i = 0; i < nx; i++) {
            scale[i] += 1;
        }
        return scale;
    }
}
