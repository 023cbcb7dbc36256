package org.turnpike.verification;

import java.util.ArrayList;
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

    /** H at each control point of each interval: K × c times and values. */
    public record Profile(double[] times, double[] values) {}

    /** H along a trajectory, at its control points with the costates that belong to them. */
    public Profile along(Trajectory trajectory, double[] parameters) {
        double[] points = trajectory.controlPoints();
        int nx = problem.states().size();
        double[] times = new double[trajectory.intervals() * points.length];
        double[] values = new double[times.length];
        PointInput point = new PointInput(problem, trajectory, parameters);
        double[] input = new double[point.values.length + nx];
        double[] result = new double[1];
        for (int at = 0; at < times.length; at++) {
            load(trajectory, at, point, input);
            value.evaluate(input, result);
            times[at] = point.values[point.timeAt()];
            values[at] = result[0];
        }
        return new Profile(times, values);
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
