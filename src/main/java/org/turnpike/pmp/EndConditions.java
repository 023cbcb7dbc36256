package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.pmp.shooting.SmoothFunction;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;

/**
 * What holds at the two ends, with the endpoint cost φ, the active boundary constraints b and L = φ + ηᵀb:
 *
 * <pre>
 *   x_i(t₀) fixed,  or  p_i(t₀) = −∂L/∂x_i(t₀)          x_i(t_f) fixed,  or  p_i(t_f) = ∂L/∂x_i(t_f)
 *   t₀ fixed,       or  H(t₀) = ∂L/∂t₀                  t_f fixed,       or  H(t_f) = −∂L/∂t_f
 *   b = its limit
 * </pre>
 *
 * <p>Which ranges are active is read off a first idea of the solution.
 */
final class EndConditions {
    private static final double ACTIVE = 1e-5;

    private final CanonicalSystem system;
    private final ExpressionGraph graph;
    private final OptimalControlProblem problem;
    private final List<Variable> inputs = new ArrayList<>();
    private final List<Variable> multipliers = new ArrayList<>();
    private final List<Expression> conditions = new ArrayList<>();
    private final boolean startFree;
    private final boolean endFree;
    private final double start;
    private final double end;

    /**
     * @param start t₀ of the first idea
     * @param first (x, q, z) at t₀
     * @param end t_f
     * @param last the same at t_f
     * @param entry what else vanishes at t₀: the conditions of a first arc that is singular or on a constraint, over (x, p, t, u). They may
     *     follow from the others
     */
    EndConditions(
            CanonicalSystem system, double start, double[] first, double end, double[] last, List<Expression> entry) {
        this.system = system;
        graph = system.graph();
        problem = system.problem();
        Horizon horizon = problem.horizon();
        int nx = problem.states().size();
        int np = problem.parameters().size();
        List<Variable> startStates = new ArrayList<>();
        List<Variable> endStates = new ArrayList<>();
        problem.states().forEach(state -> {
            startStates.add(state.atStart());
            endStates.add(state.atEnd());
        });
        problem.parameters().forEach(parameter -> {
            startStates.add(graph.variable(parameter.name() + " at start"));
            endStates.add(parameter.variable());
        });
        problem.integrals().forEach(integral -> {
            startStates.add(graph.variable("integral " + integral.name() + " at start"));
            endStates.add(graph.variable("integral " + integral.name() + " at end"));
        });
        List<Variable> startCostates = renamed(system.costates(), " at start");
        List<Variable> endCostates = renamed(system.costates(), " at end");
        List<Variable> startControls = renamed(system.controls(), " at start");
        List<Variable> endControls = renamed(system.controls(), " at end");

        this.start = atLimit(horizon.start(), start);
        this.end = atLimit(horizon.end(), end);
        startFree = Double.isNaN(this.start);
        endFree = Double.isNaN(this.end);

        Expression lagrangian = problem.objective().endpoint();
        if (problem.objective().maximize()) {
            lagrangian = graph.negate(lagrangian);
        }
        Map<Variable, Double> values = new HashMap<>();
        for (int i = 0; i < startStates.size(); i++) {
            values.put(startStates.get(i), first[i]);
            values.put(endStates.get(i), last[i]);
        }
        values.put(horizon.startTime(), start);
        values.put(horizon.endTime(), end);
        for (BoundaryConstraint constraint : problem.boundary()) {
            double limit = atLimit(constraint.range(), value(constraint.function(), values));
            if (!Double.isNaN(limit)) {
                Variable eta = graph.variable("multiplier of " + constraint.name());
                multipliers.add(eta);
                Expression residual = graph.subtract(constraint.function(), graph.constant(limit));
                conditions.add(residual);
                lagrangian = graph.add(lagrangian, graph.multiply(eta, residual));
            }
        }
        List<Expression> startSlopes = system.derivatives().gradient(lagrangian, startStates);
        List<Expression> endSlopes = system.derivatives().gradient(lagrangian, endStates);
        for (int i = 0; i < startStates.size(); i++) {
            Range from = i < nx ? allowed(problem.states().get(i), true) : i < nx + np ? Range.FREE : Range.fixed(0);
            Range to = i < nx
                    ? allowed(problem.states().get(i), false)
                    : i < nx + np
                            ? problem.parameters().get(i - nx).bounds()
                            : problem.integrals().get(i - nx - np).range();
            add(startStates.get(i), startCostates.get(i), graph.negate(startSlopes.get(i)), from, first[i]);
            add(endStates.get(i), endCostates.get(i), endSlopes.get(i), to, last[i]);
        }
        List<Expression> timeSlopes =
                system.derivatives().gradient(lagrangian, List.of(horizon.startTime(), horizon.endTime()));
        if (startFree) {
            conditions.add(graph.subtract(
                    hamiltonian(startStates, startCostates, startControls, horizon.startTime()), timeSlopes.get(0)));
        }
        if (endFree) {
            conditions.add(
                    graph.add(hamiltonian(endStates, endCostates, endControls, horizon.endTime()), timeSlopes.get(1)));
        }
        entry.forEach(e -> conditions.add(at(e, startStates, startCostates, startControls, horizon.startTime())));
        inputs.addAll(startStates);
        inputs.addAll(startCostates);
        inputs.add(horizon.startTime());
        inputs.addAll(startControls);
        inputs.addAll(endStates);
        inputs.addAll(endCostates);
        inputs.add(horizon.endTime());
        inputs.addAll(endControls);
        inputs.addAll(multipliers);
    }

    private List<Variable> renamed(List<Variable> variables, String suffix) {
        return variables.stream().map(v -> graph.variable(v.name() + suffix)).toList();
    }

    private static Range allowed(State state, boolean start) {
        Range own = start ? state.start() : state.end();
        Range both = own.intersect(state.bounds());
        return both == null ? own : both;
    }

    private void add(Variable x, Variable p, Expression slope, Range range, double value) {
        double limit = atLimit(range, value);
        conditions.add(Double.isNaN(limit) ? graph.subtract(p, slope) : graph.subtract(x, graph.constant(limit)));
    }

    /** The side of the range at which the value stands, NaN inside. */
    private static double atLimit(Range range, double value) {
        double close = ACTIVE * Math.max(1, Math.abs(value));
        if (range.isFixed() || value - range.lower() <= close) {
            return range.lower();
        }
        return range.upper() - value <= close ? range.upper() : Double.NaN;
    }

    private static double value(Expression e, Map<Variable, Double> values) {
        List<Variable> variables = new ArrayList<>(values.keySet());
        double[] input = variables.stream().mapToDouble(values::get).toArray();
        double[] result = new double[1];
        new org.turnpike.expression.Interpreter(List.of(e), variables).evaluate(input, result);
        return result[0];
    }

    private Expression hamiltonian(
            List<Variable> states, List<Variable> costates, List<Variable> controls, Variable time) {
        return at(system.hamiltonian(), states, costates, controls, time);
    }

    /** A function of (x, p, t, u) at an end. */
    private Expression at(
            Expression e, List<Variable> states, List<Variable> costates, List<Variable> controls, Variable time) {
        Map<Variable, Expression> replacement = new HashMap<>();
        for (int i = 0; i < states.size(); i++) {
            replacement.put(system.states().get(i), states.get(i));
            replacement.put(system.costates().get(i), costates.get(i));
        }
        for (int i = 0; i < controls.size(); i++) {
            replacement.put(system.controls().get(i), controls.get(i));
        }
        replacement.put(system.time(), time);
        return system.derivatives().substitute(List.of(e), replacement).get(0);
    }

    SmoothFunction function() {
        return new SmoothFunction(graph, conditions, inputs);
    }

    int multipliers() {
        return multipliers.size();
    }

    boolean startFree() {
        return startFree;
    }

    boolean endFree() {
        return endFree;
    }

    /** The fixed t₀, or NaN. */
    double start() {
        return start;
    }

    /** The fixed t_f, or NaN. */
    double end() {
        return end;
    }
}
