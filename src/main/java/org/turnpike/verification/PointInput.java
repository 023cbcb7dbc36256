package org.turnpike.verification;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Variable;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Trajectory;

/**
 * The input of functions of a point of the horizon: x (nx), u (nu), p (np), t, t₀, t_f, in this order.
 *
 * <p>The trajectory's control may have more components than the problem (those of reformulated nonsmooth terms): the problem's
 * come first, the others are ignored.
 */
public final class PointInput {
    private final int stateCount;
    private final int controlCount;
    private final int parameterCount;
    private final double[] allControls;
    /** The input itself. */
    public final double[] values;

    public PointInput(OptimalControlProblem problem, Trajectory trajectory, double[] parameters) {
        stateCount = problem.states().size();
        controlCount = problem.controls().size();
        parameterCount = problem.parameters().size();
        allControls = new double[trajectory.controlCount()];
        values = new double[stateCount + controlCount + parameterCount + 3];
        System.arraycopy(parameters, 0, values, stateCount + controlCount, parameterCount);
        values[timeAt() + 1] = trajectory.mesh()[0];
        values[timeAt() + 2] = trajectory.mesh()[trajectory.intervals()];
    }

    /** The inputs of functions, in order. */
    public static List<Variable> variables(OptimalControlProblem problem) {
        List<Variable> inputs = new ArrayList<>(problem.stateVariables());
        inputs.addAll(problem.controlVariables());
        inputs.addAll(problem.parameterVariables());
        inputs.add(problem.horizon().time());
        inputs.add(problem.horizon().startTime());
        inputs.add(problem.horizon().endTime());
        return inputs;
    }

    int controlAt() {
        return stateCount;
    }

    int timeAt() {
        return stateCount + controlCount + parameterCount;
    }

    /** x alone. */
    public void state(double[] x) {
        System.arraycopy(x, 0, values, 0, stateCount);
    }

    /** u(t) of interval k, and t. */
    public void controlAndTime(Trajectory trajectory, int k, double t) {
        trajectory.control(k, t, allControls);
        System.arraycopy(allControls, 0, values, stateCount, controlCount);
        values[timeAt()] = t;
    }

    /** x(t), u(t) and t of interval k. */
    public void point(Trajectory trajectory, int k, double t) {
        // The state's components come first: the interpolation may write them in place.
        trajectory.state(k, t, values);
        controlAndTime(trajectory, k, t);
    }
}
