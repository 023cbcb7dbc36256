package org.turnpike.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.NumericFunction;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Variable;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;
import org.turnpike.solution.Trajectory;

/**
 * H(x, u, p, t) = ℓ(x, u, t) + pᵀf(x, u, t) of the minimised problem: ℓ is the negative running cost if the user maximises.
 */
public final class Hamiltonian {
    private final OptimalControlProblem problem;
    private final List<Variable> inputs;
    private final Expression expression;
    private final NumericFunction value;

    public Hamiltonian(OptimalControlProblem problem, FunctionFactory factory) {
        this.problem = problem;
        ExpressionGraph graph = problem.graph();
        inputs = PointInput.variables(problem);
        List<Expression> terms = new ArrayList<>();
        Expression running = problem.objective().running();
        terms.add(problem.objective().maximize() ? graph.negate(running) : running);
        for (int i = 0; i < problem.dynamics().size(); i++) {
            // A name that no file can contain: the costates are variables of this class alone.
            Variable costate =
                    graph.variable("costate of " + problem.states().get(i).name());
            inputs.add(costate);
            terms.add(graph.multiply(costate, problem.dynamics().get(i)));
        }
        expression = graph.sum(terms);
        value = factory.function(List.of(expression), inputs);
    }

    /** Values of H at ascending times; a time occurs twice where an interval ends and the next begins. */
    public record Profile(double[] times, double[] values) {}

    /**
     * H along a trajectory: at the mesh's nodes with the nodes' costates if the scheme has its controls there, as their order is
     * higher than that of the stages' (Hermite–Simpson's midpoints, Radau's inner points); at the control points with the stages'
     * costates otherwise. Any error of u counts only to second order, H being stationary in u.
     */
    public Profile along(Trajectory trajectory, double[] parameters) {
        double[] points = trajectory.controlPoints();
        boolean[] used = nodesAmong(points);
        int nx = problem.states().size();
        double[] times = new double[trajectory.intervals() * points.length];
        double[] values = new double[times.length];
        PointInput point = new PointInput(problem, trajectory, parameters);
        double[] input = new double[point.values.length + nx];
        double[] result = new double[1];
        int count = 0;
        for (int at = 0; at < times.length; at++) {
            int j = at % points.length;
            if (!used[j]) {
                continue;
            }
            load(trajectory, at, point, input);
            if (points[j] == 0 || points[j] == 1) {
                int node = at / points.length + (int) points[j];
                System.arraycopy(trajectory.costates(), node * nx, input, point.values.length, nx);
            }
            value.evaluate(input, result);
            times[count] = point.values[point.timeAt()];
            values[count++] = result[0];
        }
        return new Profile(Arrays.copyOf(times, count), Arrays.copyOf(values, count));
    }

    /** Which control points are ends of the interval; all of them if none is. */
    private static boolean[] nodesAmong(double[] points) {
        boolean[] used = new boolean[points.length];
        boolean any = false;
        for (int j = 0; j < points.length; j++) {
            used[j] = points[j] == 0 || points[j] == 1;
            any |= used[j];
        }
        if (!any) {
            Arrays.fill(used, true);
        }
        return used;
    }

    /**
     * Whether H must be constant along an optimum: t itself occurs neither in f nor in ℓ nor in a path constraint, and no integral
     * is constrained (its multiplier, which a trajectory does not carry, would belong into ℓ).
     */
    public boolean mustBeConstant() {
        List<Expression> along = new ArrayList<>(problem.dynamics());
        along.add(problem.objective().running());
        problem.path().stream().map(PathConstraint::function).forEach(along::add);
        return problem.integrals().isEmpty()
                && !Tape.of(along).contains(problem.horizon().time());
    }

    /** Writes x, u, parameters, times and costates of control point {@code at} = interval · c + point. */
    void load(Trajectory trajectory, int at, PointInput point, double[] input) {
        int count = trajectory.controlPoints().length;
        int k = at / count;
        double from = trajectory.mesh()[k];
        double theta = trajectory.controlPoints()[at % count];
        point.point(trajectory, k, from + theta * (trajectory.mesh()[k + 1] - from));
        int nx = problem.states().size();
        System.arraycopy(point.values, 0, input, 0, point.values.length);
        System.arraycopy(trajectory.stageCostates(), at * nx, input, point.values.length, nx);
    }

    List<Variable> inputs() {
        return inputs;
    }

    Expression expression() {
        return expression;
    }

    /** ∂H/∂u. */
    List<Expression> controlGradient() {
        return new Derivatives(problem.graph()).gradient(expression, problem.controlVariables());
    }
}
