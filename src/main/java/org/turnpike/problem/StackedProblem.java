package org.turnpike.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.problem.MultiphaseProblem.Phase;
import org.turnpike.problem.MultiphaseProblem.TotalIntegral;

/**
 * A sequence of phases as one problem of one phase: all run side by side over the fraction τ ∈ [0, 1] of their own time
 * t = t₀ᵢ + τ Tᵢ, the states of all in one state vector,
 *
 * <pre>
 *   dxᵢ/dτ = Tᵢ fᵢ(xᵢ, uᵢ, p, t₀ᵢ + τ Tᵢ),   cost Σᵢ ∫₀¹ Tᵢ ℓᵢ dτ + Σᵢ φᵢ + φ,
 * </pre>
 *
 * with the times that are free as parameters. Links and values at the ends of phases become boundary constraints. The Hamiltonian
 * is Σᵢ Tᵢ Hᵢ, so that costates are those of the phases unchanged: ∂J/∂xᵢ does not know how time is counted.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718577">Betts: Practical Methods for Optimal Control, 2nd ed., section 3.7</a>
 * @see <a href="https://doi.org/10.1002/oca.756">Maurer, Büskens, Kim, Kaya: Optimization methods for the verification of second
 *     order sufficient conditions for bang-bang controls, Optimal Control Appl. Methods 26 (2005), section 4</a>
 */
public final class StackedProblem {
    private final MultiphaseProblem phases;
    private final PhaseTimes times;
    private final ExpressionGraph graph;
    private final Derivatives derivatives;
    private final Variable fraction;
    private final List<Map<Variable, Expression>> images = new ArrayList<>();
    private final Map<Variable, Expression> ends = new HashMap<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Double> parameterGuesses = new ArrayList<>();
    private final OptimalControlProblem problem;

    public StackedProblem(MultiphaseProblem phases) {
        this.phases = phases;
        graph = phases.graph();
        derivatives = new Derivatives(graph);
        fraction = graph.variable("fraction of the phase");
        times = new PhaseTimes(phases);
        collectParameters();
        for (int i = 0; i < phases.phases().size(); i++) {
            images.add(imagesOf(i));
        }
        problem = stacked();
    }

    /** The phases. */
    public MultiphaseProblem phases() {
        return phases;
    }

    /** The problem of one phase. Its parameters are the user's in the order of the phases, shared ones first, then free times. */
    public OptimalControlProblem problem() {
        return problem;
    }

    /** The number of the user's parameters, which come first. */
    public int userParameters() {
        return parameters.size() - times.unknowns().size();
    }

    /** t₀ of each phase at a value of all parameters. */
    public double[] startTimes(double[] values) {
        return times.values(times.starts(), timesAmong(values));
    }

    /** The length of each phase at a value of all parameters. */
    public double[] durations(double[] values) {
        return times.values(times.durations(), timesAmong(values));
    }

    /** The parameters of a phase in its own order, out of all. */
    public double[] parametersOf(int phase, double[] values) {
        Phase one = phases.phases().get(phase);
        List<String> names = parameters.stream().map(Parameter::name).toList();
        return one.problem().parameters().stream()
                .mapToDouble(p -> values[names.indexOf(name(p.name(), one))])
                .toArray();
    }

    private double[] timesAmong(double[] values) {
        return java.util.Arrays.copyOfRange(values, userParameters(), parameters.size());
    }

    private String name(String name, Phase phase) {
        return phases.shared().contains(name) ? name : MultiphaseProblem.qualified(name, phase.name());
    }

    private void collectParameters() {
        for (Phase phase : phases.phases()) {
            List<Parameter> own = phase.problem().parameters();
            for (int j = 0; j < own.size(); j++) {
                String name = name(own.get(j).name(), phase);
                if (parameters.stream().noneMatch(p -> p.name().equals(name))) {
                    parameters.add(
                            new Parameter(name, graph.variable(name), own.get(j).bounds(), false));
                    parameterGuesses.add(phase.problem().guess().parameters()[j]);
                }
            }
        }
        parameters.addAll(times.unknowns());
        parameterGuesses.addAll(times.guesses());
    }

    /** What a phase's variables are over τ; records what its end times are. */
    private Map<Variable, Expression> imagesOf(int i) {
        Phase phase = phases.phases().get(i);
        Expression start = times.starts().get(i);
        Expression duration = times.durations().get(i);
        Map<Variable, Expression> map = MultiphaseProblem.images(graph, phase.name(), phase.problem(), phases.shared());
        Horizon horizon = phase.problem().horizon();
        map.put(horizon.time(), graph.add(start, graph.multiply(fraction, duration)));
        put(map, horizon.startTime(), start);
        put(map, horizon.endTime(), graph.add(start, duration));
        return map;
    }

    private void put(Map<Variable, Expression> map, Variable time, Expression value) {
        if (map.put(time, value) instanceof Variable qualified) {
            ends.put(qualified, value);
        }
    }

    private Expression image(int phase, Expression expression) {
        return derivatives.substitute(List.of(expression), images.get(phase)).get(0);
    }

    private Variable variable(int phase, Variable own) {
        if (images.get(phase).get(own) instanceof Variable v) {
            return v;
        }
        throw new IllegalStateException(own + " is no unknown of phase " + phase);
    }

    private OptimalControlProblem stacked() {
        List<State> states = new ArrayList<>();
        List<Control> controls = new ArrayList<>();
        List<Expression> dynamics = new ArrayList<>();
        List<Guess.Profile> stateGuesses = new ArrayList<>();
        List<Guess.Profile> controlGuesses = new ArrayList<>();
        List<PathConstraint> path = new ArrayList<>();
        List<BoundaryConstraint> boundary = new ArrayList<>();
        List<IntegralConstraint> integrals = new ArrayList<>();
        Expression endpoint =
                derivatives.substitute(List.of(phases.endpoint()), ends).get(0);
        Expression running = graph.constant(0);
        for (int i = 0; i < phases.phases().size(); i++) {
            Phase phase = phases.phases().get(i);
            OptimalControlProblem one = phase.problem();
            Expression duration = times.durations().get(i);
            for (int j = 0; j < one.states().size(); j++) {
                State s = one.states().get(j);
                states.add(new State(
                        MultiphaseProblem.qualified(s.name(), phase.name()),
                        variable(i, s.variable()),
                        variable(i, s.atStart()),
                        variable(i, s.atEnd()),
                        s.bounds(),
                        s.start(),
                        s.end()));
                dynamics.add(graph.multiply(duration, image(i, one.dynamics().get(j))));
                stateGuesses.add(inFraction(one.guess().states().get(j), one.horizon()));
            }
            for (int j = 0; j < one.controls().size(); j++) {
                Control c = one.controls().get(j);
                String name = MultiphaseProblem.qualified(c.name(), phase.name());
                controls.add(new Control(name, variable(i, c.variable()), c.bounds(), c.auxiliary()));
                controlGuesses.add(inFraction(one.guess().controls().get(j), one.horizon()));
            }
            for (PathConstraint c : one.path()) {
                path.add(new PathConstraint(
                        MultiphaseProblem.qualified(c.name(), phase.name()), image(i, c.function()), c.range()));
            }
            for (BoundaryConstraint c : one.boundary()) {
                boundary.add(new BoundaryConstraint(
                        MultiphaseProblem.qualified(c.name(), phase.name()), image(i, c.function()), c.range()));
            }
            for (IntegralConstraint c : one.integrals()) {
                if (!c.range().isFree()) {
                    Expression integrand = graph.multiply(duration, image(i, c.integrand()));
                    integrals.add(new IntegralConstraint(
                            MultiphaseProblem.qualified(c.name(), phase.name()), integrand, c.range()));
                }
            }
            endpoint = graph.add(endpoint, image(i, one.objective().endpoint()));
            running = graph.add(
                    running, graph.multiply(duration, image(i, one.objective().running())));
        }
        for (TotalIntegral total : phases.integrals()) {
            integrals.add(new IntegralConstraint(total.name(), sum(total), total.range()));
        }
        boundary.addAll(times.constraints());
        for (BoundaryConstraint link : phases.links()) {
            Expression function =
                    derivatives.substitute(List.of(link.function()), ends).get(0);
            boundary.add(new BoundaryConstraint(link.name(), function, link.range()));
        }
        Variable zero = graph.variable("fraction(start)");
        Variable one = graph.variable("fraction(end)");
        return new OptimalControlProblem(
                phases.name(),
                graph,
                new Horizon(fraction, zero, one, Range.fixed(0), Range.fixed(1), 0, 1),
                states,
                controls,
                parameters,
                dynamics,
                new Objective(phases.maximize(), endpoint, running),
                path,
                boundary,
                integrals,
                new Guess(
                        stateGuesses,
                        controlGuesses,
                        parameterGuesses.stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()),
                phases.constants(),
                phases.reference());
    }

    private Expression sum(TotalIntegral total) {
        Expression sum = graph.constant(0);
        for (int i = 0; i < total.integrands().size(); i++) {
            Expression integrand = image(i, total.integrands().get(i));
            sum = graph.add(sum, graph.multiply(times.durations().get(i), integrand));
        }
        return sum;
    }

    private static Guess.Profile inFraction(Guess.Profile profile, Horizon horizon) {
        double start = horizon.startGuess();
        double length = horizon.endGuess() - start;
        return (t, from, to) -> profile.at(start + length * t, start, start + length);
    }
}
