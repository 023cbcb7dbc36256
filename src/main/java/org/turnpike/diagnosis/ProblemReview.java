package org.turnpike.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Variable;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Control;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.MeasurementCost;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;

/**
 * What is suspicious about a problem before it is solved. A state influences the problem if cost or constraints depend on it, or the equation of a state that
 * does; a control or parameter likewise. If the Hamiltonian is linear in a control without bounds, it has no minimum, or the control is singular everywhere.
 */
public final class ProblemReview {
    private final OptimalControlProblem problem;
    private final Map<Variable, Variable> ends = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    private ProblemReview(OptimalControlProblem problem) {
        this.problem = problem;
        for (State state : problem.states()) {
            ends.put(state.atStart(), state.variable());
            ends.put(state.atEnd(), state.variable());
        }
    }

    /** One sentence a finding. */
    public static List<String> of(OptimalControlProblem problem) {
        ProblemReview review = new ProblemReview(problem);
        review.influence();
        review.constraints();
        review.duplicates();
        review.controls();
        review.times();
        return List.copyOf(review.findings);
    }

    /**
     * Which unknowns each state's equation depends on.
     *
     * @return by state: the names of states, controls and parameters, in the file's order
     */
    public static List<Set<String>> dependencies(OptimalControlProblem problem) {
        List<Set<String>> rows = new ArrayList<>();
        for (Expression equation : problem.dynamics()) {
            Set<Variable> used = variables(equation);
            Set<String> names = new LinkedHashSet<>();
            problem.states().stream().filter(s -> used.contains(s.variable())).forEach(s -> names.add(s.name()));
            problem.controls().stream().filter(c -> used.contains(c.variable())).forEach(c -> names.add(c.name()));
            problem.parameters().stream()
                    .filter(p -> used.contains(p.variable()))
                    .forEach(p -> names.add(p.name()));
            rows.add(names);
        }
        return rows;
    }

    private static Set<Variable> variables(Expression expression) {
        Set<Variable> found = new HashSet<>();
        for (Expression node : Tape.of(List.of(expression)).nodes()) {
            if (node instanceof Variable v) {
                found.add(v);
            }
        }
        return found;
    }

    /** Variables of cost and constraints; a state's value at an end counts as the state. */
    private Set<Variable> observed() {
        Set<Variable> observed = new HashSet<>();
        List<Expression> all = new ArrayList<>(
                List.of(problem.objective().endpoint(), problem.objective().running()));
        MeasurementCost measurements = problem.objective().measurements();
        if (measurements != null) {
            all.add(measurements.term());
        }
        problem.path().forEach(c -> all.add(c.function()));
        problem.boundary().forEach(c -> all.add(c.function()));
        problem.integrals().forEach(c -> all.add(c.integrand()));
        for (Expression expression : all) {
            for (Variable v : variables(expression)) {
                observed.add(ends.getOrDefault(v, v));
            }
        }
        // Bounds, and a value at both ends, are constraints, too.
        for (State state : problem.states()) {
            boolean held = !state.start().isFree() && !state.end().isFree();
            if (!state.bounds().isFree() || held) {
                observed.add(state.variable());
            }
        }
        return observed;
    }

    private void influence() {
        Set<Variable> influential = observed();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (int i = 0; i < problem.states().size(); i++) {
                if (influential.contains(problem.states().get(i).variable())) {
                    grew |= influential.addAll(variables(problem.dynamics().get(i)));
                }
            }
        }
        for (State state : problem.states()) {
            if (!influential.contains(state.variable())) {
                findings.add("the state " + state.name()
                        + " influences neither the cost nor a constraint; leave it out," + " or is a term missing?");
            }
        }
        for (Control control : problem.controls()) {
            if (!influential.contains(control.variable())) {
                findings.add("the control " + control.name() + " influences neither the cost nor a constraint:"
                        + " any value is optimal");
            }
        }
        for (Parameter parameter : problem.parameters()) {
            if (!influential.contains(parameter.variable())) {
                findings.add("the parameter " + parameter.name() + " influences neither the cost nor a constraint:"
                        + " any value is optimal");
            }
        }
    }

    private void constraints() {
        Set<Variable> controls = new HashSet<>(problem.controlVariables());
        for (PathConstraint constraint : problem.path()) {
            Set<Variable> used = variables(constraint.function());
            withoutUnknown(constraint.name(), used);
            boolean free = used.stream().noneMatch(controls::contains);
            if (constraint.range().isFixed() && free && !used.isEmpty()) {
                findings.add("the path constraint " + constraint.name()
                        + " is an equation without a control: it holds only if"
                        + " its time derivatives do, which makes the system of higher index; prescribe it at the start,"
                        + " and its derivative on the path");
            }
        }
        for (BoundaryConstraint constraint : problem.boundary()) {
            withoutUnknown(constraint.name(), variables(constraint.function()));
        }
        for (IntegralConstraint constraint : problem.integrals()) {
            withoutUnknown("integral " + constraint.name(), variables(constraint.integrand()));
        }
    }

    /** Times count as unknowns only where they are free. */
    private void withoutUnknown(String name, Set<Variable> used) {
        boolean start = !problem.horizon().start().isFixed();
        boolean end = !problem.horizon().end().isFixed();
        Set<Variable> left = new HashSet<>(used);
        if (!start && !end) {
            left.remove(problem.horizon().time());
        }
        if (!start) {
            left.remove(problem.horizon().startTime());
        }
        if (!end) {
            left.remove(problem.horizon().endTime());
        }
        if (left.isEmpty()) {
            findings.add("the constraint " + name + " contains no unknown: it holds or not, whatever the solution");
        }
    }

    private void duplicates() {
        Map<Expression, String> seen = new HashMap<>();
        for (PathConstraint constraint : problem.path()) {
            duplicate(seen, constraint.function(), constraint.range(), constraint.name());
        }
        seen.clear();
        for (BoundaryConstraint constraint : problem.boundary()) {
            duplicate(seen, constraint.function(), constraint.range(), constraint.name());
        }
    }

    private void duplicate(Map<Expression, String> seen, Expression function, Range range, String name) {
        String earlier = seen.putIfAbsent(function, name);
        if (earlier != null) {
            findings.add("the constraints " + earlier + " and " + name + " limit the same expression"
                    + (range.isFixed() ? ": as equations they depend on each other" : "; write them as one chain"));
        }
    }

    private void controls() {
        List<Expression> functions = new ArrayList<>(problem.dynamics());
        functions.add(problem.objective().running());
        problem.path().forEach(c -> functions.add(c.function()));
        Derivatives derivatives = new Derivatives(problem.graph());
        for (Control control : problem.controls()) {
            boolean limited = Double.isFinite(control.bounds().lower())
                    && Double.isFinite(control.bounds().upper());
            boolean inPath = problem.path().stream()
                    .anyMatch(c -> variables(c.function()).contains(control.variable()));
            if (limited || inPath) {
                continue;
            }
            boolean nonlinear = derivatives.tangent(functions, control.variable()).stream()
                    .anyMatch(d -> variables(d).contains(control.variable()));
            boolean used = functions.stream().anyMatch(f -> variables(f).contains(control.variable()));
            if (used && !nonlinear) {
                findings.add("the control " + control.name()
                        + " enters linearly and has not both bounds: the Hamiltonian has no"
                        + " minimum in it unless the optimum is singular; give bounds, or a cost that grows with "
                        + control.name());
            }
        }
    }

    private void times() {
        Range end = problem.horizon().end();
        if (!end.isFixed() && end.upper() == Double.POSITIVE_INFINITY) {
            findings.add("the final time has no upper bound: if waiting costs nothing it may run off to infinity");
        }
    }
}
