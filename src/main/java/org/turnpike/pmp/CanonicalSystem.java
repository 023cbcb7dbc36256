package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Variable;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.State;

/**
 * The Hamiltonian H = ℓ + pᵀf of the minimised problem (ℓ negative if the user maximises) and what follows from it by differentiation:
 * x′ = H_p, p′ = −H_x.
 *
 * <p>Parameters are further states with q′ = 0, constrained integrals further states with z′ = integrand, z(t₀) = 0, so that the state
 * is (x, q, z) and every one of its components has a costate.
 */
public final class CanonicalSystem {
    private final OptimalControlProblem problem;
    private final ExpressionGraph graph;
    private final Derivatives derivatives;
    private final List<Variable> states = new ArrayList<>();
    private final List<Variable> costates = new ArrayList<>();
    private final List<Expression> dynamics = new ArrayList<>();
    private final Map<Variable, Expression> fixedTimes = new HashMap<>();
    private final Expression running;
    private final Expression hamiltonian;

    /** @throws UnsupportedStructureException if a free start or end time occurs in the dynamics, the running cost or a path constraint */
    public CanonicalSystem(OptimalControlProblem problem) throws UnsupportedStructureException {
        this.problem = problem;
        graph = problem.graph();
        derivatives = new Derivatives(graph);
        Horizon horizon = problem.horizon();
        if (horizon.start().isFixed()) {
            fixedTimes.put(horizon.startTime(), graph.constant(horizon.start().lower()));
        }
        if (horizon.end().isFixed()) {
            fixedTimes.put(horizon.endTime(), graph.constant(horizon.end().lower()));
        }
        List<Expression> along = new ArrayList<>(problem.dynamics());
        states.addAll(problem.stateVariables());
        for (Parameter parameter : problem.parameters()) {
            states.add(parameter.variable());
            along.add(graph.constant(0));
        }
        for (IntegralConstraint integral : problem.integrals()) {
            states.add(graph.variable("integral " + integral.name()));
            along.add(integral.integrand());
        }
        dynamics.addAll(along.stream().map(this::withFixedTimes).toList());
        Expression cost = withFixedTimes(problem.objective().running());
        running = problem.objective().maximize() ? graph.negate(cost) : cost;
        refuseFreeTimes();
        List<Expression> terms = new ArrayList<>(List.of(running));
        for (int i = 0; i < states.size(); i++) {
            Variable costate = graph.variable("costate of " + states.get(i).name());
            costates.add(costate);
            terms.add(graph.multiply(costate, dynamics.get(i)));
        }
        hamiltonian = graph.sum(terms);
    }

    private void refuseFreeTimes() throws UnsupportedStructureException {
        List<Expression> all = new ArrayList<>(dynamics);
        all.add(running);
        for (PathConstraint constraint : problem.path()) {
            all.add(withFixedTimes(constraint.function()));
        }
        Tape tape = Tape.of(all);
        Horizon horizon = problem.horizon();
        if (tape.contains(horizon.startTime()) || tape.contains(horizon.endTime())) {
            throw new UnsupportedStructureException(
                    "A free start or end time occurs inside the dynamics, the running cost or a path constraint; "
                            + "write it as a state or parameter.");
        }
    }

    /** An expression with the ends of a fixed horizon as numbers. */
    Expression withFixedTimes(Expression e) {
        return derivatives.substitute(List.of(e), fixedTimes).get(0);
    }

    public OptimalControlProblem problem() {
        return problem;
    }

    ExpressionGraph graph() {
        return graph;
    }

    Derivatives derivatives() {
        return derivatives;
    }

    /** n = the number of states, parameters and constrained integrals. */
    public int size() {
        return states.size();
    }

    List<Variable> states() {
        return states;
    }

    List<Variable> costates() {
        return costates;
    }

    List<Variable> controls() {
        return problem.controlVariables();
    }

    Variable time() {
        return problem.horizon().time();
    }

    /** (x, p). */
    List<Variable> canonical() {
        List<Variable> y = new ArrayList<>(states);
        y.addAll(costates);
        return y;
    }

    /** (x, p, t, u): the order of inputs of what is evaluated on an arc. */
    List<Variable> inputs() {
        List<Variable> inputs = canonical();
        inputs.add(time());
        inputs.addAll(controls());
        return inputs;
    }

    Expression running() {
        return running;
    }

    List<Expression> dynamics() {
        return dynamics;
    }

    /** H. */
    public Expression hamiltonian() {
        return hamiltonian;
    }

    /** State i of {@link #states} if it is one of the problem's, for its bounds. */
    State state(int i) {
        return problem.states().get(i);
    }

    /**
     * The total time derivative of φ(x, p, t) along x′ = f, p′ = −H_x − Σ μ_c ∂c/∂x, for a Hamiltonian with the controls of one arc put in.
     *
     * @param h H, as it is on the arc
     * @param f f, as it is on the arc
     * @param multiplied Σ μ_c c of active state constraints, or 0
     */
    Expression along(Expression phi, Expression h, List<Expression> f, Expression multiplied) {
        List<Variable> variables = canonical();
        variables.add(time());
        List<Expression> gradient = derivatives.gradient(phi, variables);
        int n = states.size();
        Expression lagrangian = graph.add(h, multiplied);
        List<Expression> force = derivatives.gradient(lagrangian, states);
        List<Expression> terms = new ArrayList<>(List.of(gradient.get(2 * n)));
        for (int i = 0; i < n; i++) {
            terms.add(graph.multiply(gradient.get(i), f.get(i)));
            if (!gradient.get(n + i).is(0)) {
                terms.add(graph.negate(graph.multiply(gradient.get(n + i), force.get(i))));
            }
        }
        return graph.sum(terms);
    }
}
