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
import org.turnpike.mesh.IntervalPoints;
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
        IntervalPoints points = trajectory.controlPoints();
        int nx = problem.states().size();
        double[] times = new double[points.count()];
        double[] values = new double[times.length];
        PointInput point = new PointInput(problem, trajectory, parameters);
        double[] input = new double[point.values.length + nx];
        double[] result = new double[1];
        int count = 0;
        for (int at = 0; at < times.length; at++) {
            int k = points.interval(at);
            double theta = points.position(at);
            if (hasNode(points.of(k)) && theta != 0 && theta != 1) {
                continue;
            }
            load(trajectory, at, point, input);
            if (theta == 0 || theta == 1) {
                int node = k + (int) theta;
                System.arraycopy(trajectory.costates(), node * nx, input, point.values.length, nx);
            }
            value.evaluate(input, result);
            times[count] = point.values[point.timeAt()];
            values[count++] = result[0];
        }
        return new Profile(Arrays.copyOf(times, count), Arrays.copyOf(values, count));
    }

    /** Whether a control point is an end of the interval. */
    private static boolean hasNode(double[] points) {
        return points[0] == 0 || points[points.length - 1] == 1;
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
        int k = trajectory.controlPoints().interval(at);
        double from = trajectory.mesh()[k];
        double theta = trajectory.controlPoints().position(at);
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
