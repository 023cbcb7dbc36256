package org.turnpike.comparison;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Variable;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/** ∫ |ℓ| dt: what an objective near zero is the balance of. */
final class CostSize {
    private CostSize() {}

    /** By the midpoint of each interval. */
    static double of(Solution solution) {
        OptimalControlProblem problem = solution.problem();
        if (problem.objective().running().is(0)) {
            return 0;
        }
        List<Variable> inputs = new ArrayList<>(problem.stateVariables());
        inputs.addAll(problem.controlVariables());
        inputs.addAll(problem.parameterVariables());
        inputs.add(problem.horizon().time());
        inputs.add(problem.horizon().startTime());
        inputs.add(problem.horizon().endTime());
        Interpreter running = new Interpreter(List.of(problem.objective().running()), inputs);
        Trajectory trajectory = solution.trajectory();
        double[] x = new double[trajectory.stateCount()];
        double[] u = new double[Math.max(1, trajectory.controlCount())];
        double[] input = new double[inputs.size()];
        double[] value = new double[1];
        int nx = problem.states().size();
        int nu = problem.controls().size();
        System.arraycopy(
                solution.parameters(), 0, input, nx + nu, problem.parameters().size());
        int at = nx + nu + problem.parameters().size();
        input[at + 1] = solution.startTime();
        input[at + 2] = solution.finalTime();
        double sum = 0;
        for (int k = 0; k < trajectory.intervals(); k++) {
            double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
            double t = trajectory.mesh()[k] + h / 2;
            trajectory.state(k, t, x);
            trajectory.control(k, t, u);
            System.arraycopy(x, 0, input, 0, nx);
            System.arraycopy(u, 0, input, nx, nu);
            input[at] = t;
            running.evaluate(input, value);
            sum += Double.isFinite(value[0]) ? h * Math.abs(value[0]) : 0;
        }
        return sum;
    }
}
