package org.turnpike.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/**
 * An optimal-control problem of one phase:
 *
 * <pre>
 *   minimise (or maximise)  φ₀(x(t₀), p, t₀) + φ(x(t_f), p, t_f) + ∫ ℓ(x, u, p, t) dt
 *   subject to              x′ = f(x, u, p, t),   bounds on x, u, p, t₀, t_f,
 *                           gL ≤ g(x, u, p, t) ≤ gU          on [t₀, t_f]      (path)
 *                           bL ≤ b(x(t₀), x(t_f), p, t₀, t_f) ≤ bU             (boundary)
 *                           qL ≤ ∫ q(x, u, p, t) dt ≤ qU                       (integrals)
 * </pre>
 *
 * <p>All expressions live in one {@link ExpressionGraph}; {@code let} names are already substituted and vectors are already
 * split into components ({@code x[1]}, {@code x[2]}, …).
 *
 * @param dynamics f, one expression a state, in the order of {@code states}
 * @param constants values by name, as substituted in the expressions
 */
public record OptimalControlProblem(
        String name,
        ExpressionGraph graph,
        Horizon horizon,
        List<State> states,
        List<Control> controls,
        List<Parameter> parameters,
        List<Expression> dynamics,
        Objective objective,
        List<PathConstraint> path,
        List<BoundaryConstraint> boundary,
        List<IntegralConstraint> integrals,
        Guess guess,
        Map<String, Double> constants,
        @Nullable Reference reference) {

    public OptimalControlProblem {
        states = List.copyOf(states);
        controls = List.copyOf(controls);
        parameters = List.copyOf(parameters);
        dynamics = List.copyOf(dynamics);
        path = List.copyOf(path);
        boundary = List.copyOf(boundary);
        integrals = List.copyOf(integrals);
        constants = Map.copyOf(constants);
    }

    /** The same with other constraints on integrals. */
    public OptimalControlProblem withIntegrals(List<IntegralConstraint> others) {
        return new OptimalControlProblem(
                name,
                graph,
                horizon,
                states,
                controls,
                parameters,
                dynamics,
                objective,
                path,
                boundary,
                others,
                guess,
                constants,
                reference);
    }

    /** The state variables in order. */
    public List<Variable> stateVariables() {
        return states.stream().map(State::variable).toList();
    }

    /** The control variables in order. */
    public List<Variable> controlVariables() {
        return controls.stream().map(Control::variable).toList();
    }

    /** The parameter variables in order. */
    public List<Variable> parameterVariables() {
        return parameters.stream().map(Parameter::variable).toList();
    }

    /** The same problem with other first ideas of the solution and the free times. */
    public OptimalControlProblem withGuess(Horizon otherHorizon, Guess otherGuess) {
        return new OptimalControlProblem(
                name,
                graph,
                otherHorizon,
                states,
                controls,
                parameters,
                dynamics,
                objective,
                path,
                boundary,
                integrals,
                otherGuess,
                constants,
                reference);
    }
}
