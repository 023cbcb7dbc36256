package org.turnpike.transcription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.MeasurementCost;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.State;

/**
 * The functions of a problem in the form that schemes use: rates multiplied by the horizon's length T, time replaced by
 * t₀ + τT with τ a datum, fixed end times replaced by their values, a maximised objective negated.
 *
 * <p>Local unknowns at a point: [x, u, p, t₀ if free, t_f if free]. Rates: [T f, T ℓ, T q₁ …]; ℓ always has its place. Path
 * constraints that no control enters are kept apart: they hold at every node, also where a scheme has no control.
 */
final class ProblemFunctions {
    final OptimalControlProblem problem;
    final int nx;
    final int nu;
    final int np;
    final boolean freeStart;
    final boolean freeEnd;
    final List<PathConstraint> mixed = new ArrayList<>();
    final List<PathConstraint> pureState = new ArrayList<>();

    private final ExpressionGraph graph;
    private final Variable tau;
    private final Map<Variable, Expression> inTau = new HashMap<>();
    private final Map<Variable, Expression> fixedEnds = new HashMap<>();
    private final Derivatives derivatives;

    ProblemFunctions(OptimalControlProblem problem) {
        this.problem = problem;
        graph = problem.graph();
        derivatives = new Derivatives(graph);
        nx = problem.states().size();
        nu = problem.controls().size();
        np = problem.parameters().size();
        Horizon horizon = problem.horizon();
        freeStart = !horizon.start().isFixed();
        freeEnd = !horizon.end().isFixed();
        tau = graph.variable("#tau");
        if (!freeStart) {
            fixedEnds.put(horizon.startTime(), graph.constant(horizon.start().lower()));
        }
        if (!freeEnd) {
            fixedEnds.put(horizon.endTime(), graph.constant(horizon.end().lower()));
        }
        inTau.putAll(fixedEnds);
        inTau.put(horizon.time(), graph.add(end(horizon.startTime()), graph.multiply(tau, length())));
        for (PathConstraint constraint : problem.path()) {
            (usesControl(constraint.function()) ? mixed : pureState).add(constraint);
        }
    }

    private Expression end(Variable time) {
        @Nullable Expression fixed = fixedEnds.get(time);
        return fixed == null ? time : fixed;
    }

    /** T. */
    private Expression length() {
        return graph.subtract(
                end(problem.horizon().endTime()), end(problem.horizon().startTime()));
    }

    private boolean usesControl(Expression function) {
        Tape tape = Tape.of(List.of(function));
        return problem.controlVariables().stream().anyMatch(tape::contains);
    }

    private List<Variable> withShared(List<Variable> own) {
        List<Variable> result = new ArrayList<>(own);
        result.addAll(problem.parameterVariables());
        if (freeStart) {
            result.add(problem.horizon().startTime());
        }
        if (freeEnd) {
            result.add(problem.horizon().endTime());
        }
        return result;
    }

    /** Parameters and free end times: the unknowns that all points share. */
    int sharedCount() {
        return np + (freeStart ? 1 : 0) + (freeEnd ? 1 : 0);
    }

    /** The place of T ℓ among the rates. */
    int costOutput() {
        return nx;
    }

    /** The place of T q_i. */
    int integralOutput(int i) {
        return nx + 1 + i;
    }

    /** The place of mixed path constraint i in {@link #ratesAndMixed}. */
    int mixedOutput(int i) {
        return nx + 1 + problem.integrals().size() + i;
    }

    private List<Expression> rateExpressions() {
        List<Expression> rates = new ArrayList<>(problem.dynamics());
        Expression cost = problem.objective().running();
        rates.add(problem.objective().maximize() ? graph.negate(cost) : cost);
        for (IntegralConstraint integral : problem.integrals()) {
            rates.add(integral.integrand());
        }
        List<Expression> scaled = new ArrayList<>();
        for (Expression rate : derivatives.substitute(rates, inTau)) {
            scaled.add(graph.multiply(length(), rate));
        }
        return scaled;
    }

    private List<Expression> pathExpressions(List<PathConstraint> constraints) {
        return derivatives.substitute(
                constraints.stream().map(PathConstraint::function).toList(), inTau);
    }

    private List<Variable> pointUnknowns() {
        List<Variable> own = new ArrayList<>(problem.stateVariables());
        own.addAll(problem.controlVariables());
        return withShared(own);
    }

    /** [rates, mixed path] over [x, u, shared], datum τ. */
    Pattern ratesAndMixed() {
        List<Expression> functions = rateExpressions();
        functions.addAll(pathExpressions(mixed));
        return new Pattern(graph, pointUnknowns(), List.of(tau), functions);
    }

    /** Rates over [x, u, shared], datum τ. */
    Pattern rates() {
        return new Pattern(graph, pointUnknowns(), List.of(tau), rateExpressions());
    }

    /** Mixed path constraints over [x, u, shared], datum τ. */
    Pattern mixedPath() {
        return new Pattern(graph, pointUnknowns(), List.of(tau), pathExpressions(mixed));
    }

    /** Pure-state path constraints over [x, shared], datum τ. */
    Pattern pureStatePath() {
        return new Pattern(graph, withShared(problem.stateVariables()), List.of(tau), pathExpressions(pureState));
    }

    /** [endpoint cost, boundary constraints] over [x(t₀), x(t_f), shared]. */
    Pattern boundary() {
        List<Variable> own = new ArrayList<>();
        problem.states().forEach(s -> own.add(s.atStart()));
        problem.states().forEach(s -> own.add(s.atEnd()));
        List<Expression> functions = new ArrayList<>();
        Expression cost = problem.objective().endpoint();
        functions.add(problem.objective().maximize() ? graph.negate(cost) : cost);
        for (BoundaryConstraint constraint : problem.boundary()) {
            functions.add(constraint.function());
        }
        return new Pattern(graph, withShared(own), List.of(), derivatives.substitute(functions, fixedEnds));
    }

    /** ψ of the measurements over [x, shared], with their data. */
    Pattern measurements(MeasurementCost cost) {
        return new Pattern(graph, withShared(problem.stateVariables()), cost.data(), List.of(cost.term()));
    }

    /** Whether a pure-state constraint involves only states that are fixed at an end (so that no unknown can meet it there). */
    boolean fixedAt(PathConstraint constraint, boolean atStart) {
        Tape tape = Tape.of(List.of(constraint.function()));
        for (State state : problem.states()) {
            boolean fixed = (atStart ? state.start() : state.end()).isFixed();
            if (tape.contains(state.variable()) && !fixed) {
                return false;
            }
        }
        return problem.parameterVariables().stream().noneMatch(tape::contains);
    }
}
