package org.turnpike.pmp;

import java.util.Arrays;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Variable;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/**
 * (x, p) from a solution's trajectory; parameters from the solution, their costates 0; constrained integrals by the trapezoidal rule
 * on the mesh.
 */
public final class GuessFromSolution implements CanonicalGuess {
    private final Solution solution;
    private final Trajectory trajectory;
    private final int n;
    private final int nx;
    private final int nu;
    private final double[][] integrals;

    public GuessFromSolution(CanonicalSystem system, Solution solution) {
        this.solution = solution;
        trajectory = solution.trajectory();
        n = system.size();
        nx = trajectory.stateCount();
        nu = system.controls().size();
        OptimalControlProblem problem = system.problem();
        integrals = new double[problem.integrals().size()][];
        for (int q = 0; q < integrals.length; q++) {
            integrals[q] = accumulated(system, problem.integrals().get(q).integrand());
        }
    }

    /** ∫ integrand from the start to each node of the mesh. */
    private double[] accumulated(CanonicalSystem system, Expression integrand) {
        java.util.List<Variable> inputs =
                new java.util.ArrayList<>(system.problem().stateVariables());
        inputs.addAll(system.controls());
        inputs.addAll(system.problem().parameterVariables());
        inputs.add(system.time());
        Interpreter function = new Interpreter(java.util.List.of(system.withFixedTimes(integrand)), inputs);
        double[] sums = new double[trajectory.intervals() + 1];
        for (int k = 0; k < trajectory.intervals(); k++) {
            double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
            double sum = 0;
            for (int j = 0; j < 4; j++) {
                double t = trajectory.mesh()[k] + (j + 0.5) / 4 * h;
                double[] input = new double[inputs.size()];
                double[] x = new double[nx];
                trajectory.state(k, t, x);
                double[] u = controls(k, t);
                System.arraycopy(x, 0, input, 0, nx);
                System.arraycopy(u, 0, input, nx, nu);
                System.arraycopy(solution.parameters(), 0, input, nx + nu, solution.parameters().length);
                input[input.length - 1] = t;
                double[] value = new double[1];
                function.evaluate(input, value);
                sum += value[0] * h / 4;
            }
            sums[k + 1] = sums[k] + sum;
        }
        return sums;
    }

    @Override
    public void at(double t, double[] y) {
        int k = trajectory.intervalOf(t);
        double[] part = new double[nx];
        trajectory.state(k, t, part);
        System.arraycopy(part, 0, y, 0, nx);
        int np = solution.parameters().length;
        System.arraycopy(solution.parameters(), 0, y, nx, np);
        double theta = (t - trajectory.mesh()[k])
                / (trajectory.mesh()[k + 1] - trajectory.mesh()[k]);
        for (int q = 0; q < integrals.length; q++) {
            y[nx + np + q] = (1 - theta) * integrals[q][k] + theta * integrals[q][k + 1];
        }
        Arrays.fill(y, n, 2 * n, 0);
        trajectory.costate(k, t, part);
        System.arraycopy(part, 0, y, n, nx);
    }

    @Override
    public double[] controls(double t) {
        return controls(trajectory.intervalOf(t), t);
    }

    private double[] controls(int k, double t) {
        double[] u = new double[trajectory.controlCount()];
        trajectory.control(k, t, u);
        return Arrays.copyOf(u, nu);
    }
}
