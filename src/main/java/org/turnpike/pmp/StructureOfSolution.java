package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Tape;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;
import org.turnpike.problem.Control;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/**
 * Reads the sequence of arcs, common to all components of the control, off a solution's structure. Of several components inside their
 * bounds while a constraint is active, the first that moves the constraint keeps it; the others are interior or singular.
 */
public final class StructureOfSolution {
    /** Switches of two components closer than this share of the horizon are one if a constraint's arc begins or ends there. */
    private static final double SAME = 2e-2;
    /** A constraint counts as active within this distance, in its own units. */
    private static final double ACTIVE = 1e-4;

    private final CanonicalSystem system;
    private final Solution solution;
    private final Trajectory trajectory;
    private final ExpressionGraph graph;
    private final Dependence dependence;

    /** Whether arcs on constraints are read; otherwise they are arcs inside the bounds. */
    private final boolean constrained;

    private StructureOfSolution(CanonicalSystem system, Solution solution, boolean constrained) {
        this.system = system;
        this.constrained = constrained;
        this.solution = solution;
        trajectory = solution.trajectory();
        graph = system.graph();
        dependence = new Dependence(
                system, new GuessFromSolution(system, solution), solution.startTime(), solution.finalTime());
    }

    /**
     * The structure of a solution of the system's problem.
     *
     * @throws UnsupportedStructureException if an active constraint cannot be assigned to a component
     */
    public static ExtremalStructure of(CanonicalSystem system, Solution solution) throws UnsupportedStructureException {
        return new StructureOfSolution(system, solution, true).read();
    }

    /** The same for a solution that knows of no path constraints: it crosses them, and has no arcs on them. */
    static ExtremalStructure ofUnconstrained(CanonicalSystem system, Solution solution)
            throws UnsupportedStructureException {
        return new StructureOfSolution(system, solution, false).read();
    }

    private ExtremalStructure read() throws UnsupportedStructureException {
        int controls = system.controls().size();
        List<List<Solution.Arc>> byControl = byControl(controls);
        double from = solution.startTime();
        double to = solution.finalTime();
        List<Double> borders = new ArrayList<>(List.of(from));
        for (List<Solution.Arc> arcs : byControl) {
            for (int a = 1; a < arcs.size(); a++) {
                borders.add(arcs.get(a).from());
            }
        }
        borders.sort(Double::compare);
        List<Double> distinct = new ArrayList<>();
        double close = 1e-9 * (to - from);
        for (double border : borders) {
            double tolerance =
                    distinct.isEmpty() || !onConstraintNear(byControl, border, to - from) ? close : SAME * (to - from);
            if (distinct.isEmpty() || border - distinct.get(distinct.size() - 1) > tolerance) {
                distinct.add(border);
            }
        }
        double[] times = new double[distinct.size() + 1];
        for (int a = 0; a < distinct.size(); a++) {
            times[a] = distinct.get(a);
        }
        times[distinct.size()] = to;
        List<List<Mode>> result = new ArrayList<>();
        for (int a = 0; a + 1 < times.length; a++) {
            result.add(modes(byControl, times[a], times[a + 1]));
        }
        List<@Nullable ActiveConstraint> contacts = new ArrayList<>();
        for (int a = 0; a + 2 < times.length; a++) {
            contacts.add(null);
        }
        return merged(new ExtremalStructure(result, times, contacts));
    }

    /** Equal neighbours are one arc. */
    private static ExtremalStructure merged(ExtremalStructure structure) {
        for (int a = 1; a < structure.size(); a++) {
            if (structure.arcs().get(a).equals(structure.arcs().get(a - 1))) {
                List<List<Mode>> arcs = new ArrayList<>(structure.arcs());
                arcs.remove(a);
                double[] times = new double[structure.times().length - 1];
                System.arraycopy(structure.times(), 0, times, 0, a);
                System.arraycopy(structure.times(), a + 1, times, a, times.length - a);
                List<@Nullable ActiveConstraint> contacts = new ArrayList<>(structure.contacts());
                contacts.remove(a - 1);
                return merged(new ExtremalStructure(arcs, times, contacts));
            }
        }
        return structure;
    }

    private List<List<Solution.Arc>> byControl(int controls) {
        List<List<Solution.Arc>> result = new ArrayList<>();
        for (Solution.Arc arc : solution.structure()) {
            if (result.isEmpty() || arc.from() <= solution.startTime()) {
                result.add(new ArrayList<>());
            }
            result.get(result.size() - 1).add(arc);
        }
        while (result.size() < controls) {
            result.add(new ArrayList<>());
        }
        return result;
    }

    private static boolean onConstraintNear(List<List<Solution.Arc>> byControl, double border, double length) {
        for (List<Solution.Arc> arcs : byControl) {
            for (Solution.Arc arc : arcs) {
                boolean near = Math.min(Math.abs(arc.from() - border), Math.abs(arc.to() - border)) < SAME * length;
                if (near && arc.kind().equals("boundary")) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Mode> modes(List<List<Solution.Arc>> byControl, double from, double to)
            throws UnsupportedStructureException {
        double middle = (from + to) / 2;
        List<Mode> modes = new ArrayList<>();
        List<String> assigned = new ArrayList<>();
        for (int i = 0; i < system.controls().size(); i++) {
            Control control = system.problem().controls().get(i);
            Solution.Arc arc = at(byControl.get(i), middle);
            int sign = hasModulus(i) && meanControl(i, from, to) < 0 ? -1 : 1;
            Mode inside = affine(control.variable()) ? new Mode.Singular(sign) : new Mode.Interior(sign);
            String kind = arc == null ? "interior" : arc.kind();
            String of = arc == null ? "" : arc.of();
            modes.add(
                    switch (kind) {
                        case "off" -> new Mode.Fixed(0, "off", control.name() + " = 0");
                        case "bang" -> bang(control, i, from, to);
                        case "boundary" -> {
                            ActiveConstraint constraint = constrained ? constraintOf(i, of, middle, assigned) : null;
                            if (constraint == null) {
                                yield inside;
                            }
                            assigned.add(constraint.name());
                            yield new Mode.OnConstraint(constraint);
                        }
                        default -> inside;
                    });
        }
        return modes;
    }

    private static Solution.@Nullable Arc at(List<Solution.Arc> arcs, double t) {
        for (Solution.Arc arc : arcs) {
            if (t <= arc.to()) {
                return arc;
            }
        }
        return arcs.isEmpty() ? null : arcs.get(arcs.size() - 1);
    }

    private Mode bang(Control control, int i, double from, double to) {
        Range bounds = control.bounds();
        double value = meanControl(i, from, to);
        boolean upper = Math.abs(value - bounds.upper()) < Math.abs(value - bounds.lower());
        return new Mode.Fixed(
                upper ? bounds.upper() : bounds.lower(),
                "bang",
                control.name() + " at its " + (upper ? "upper" : "lower") + " bound");
    }

    private boolean hasModulus(int i) {
        Expression modulus = graph.apply(UnaryFunction.ABS, system.controls().get(i));
        return Tape.of(List.of(system.hamiltonian())).contains(modulus);
    }

    /** The mean of u_i over the middle half of an arc. */
    private double meanControl(int i, double from, double to) {
        double[] u = new double[trajectory.controlCount()];
        double sum = 0;
        int samples = 9;
        for (int s = 0; s < samples; s++) {
            double t = from + (to - from) * (0.25 + 0.5 * s / (samples - 1));
            trajectory.control(trajectory.intervalOf(t), t, u);
            sum += u[i];
        }
        return sum / samples;
    }

    /** Whether H is affine in a control, apart from |u|. */
    private boolean affine(Variable u) {
        Expression modulus = graph.apply(UnaryFunction.ABS, u);
        Expression smooth = new Replacement(graph, modulus, graph.constant(0)).of(system.hamiltonian());
        return !dependence.of(system.derivatives().tangent(List.of(smooth), u).get(0), u);
    }

    /** Whether a constraint's time derivative of lowest order with any control in it contains this one. */
    private boolean moves(int i, ActiveConstraint constraint) {
        Expression c = constraint.function();
        for (int order = 0; order <= 6; order++) {
            if (dependence.of(c, system.controls().get(i))) {
                return true;
            }
            if (dependence.onControls(c)) {
                return false;
            }
            c = system.along(c, system.hamiltonian(), system.dynamics(), graph.constant(0));
        }
        return false;
    }

    /** The active constraint that component i keeps: the named one, or else another one that is active at t; null if there is none. */
    private @Nullable ActiveConstraint constraintOf(int i, String name, double t, List<String> assigned)
            throws UnsupportedStructureException {
        List<ActiveConstraint> candidates = new ArrayList<>();
        for (PathConstraint constraint : system.problem().path()) {
            candidates.add(
                    sided(constraint.name(), system.withFixedTimes(constraint.function()), constraint.range(), t));
        }
        for (State state : system.problem().states()) {
            if (!state.bounds().isFree()) {
                candidates.add(sided(state.name() + " within its bounds", state.variable(), state.bounds(), t));
            }
        }
        ActiveConstraint found = null;
        for (ActiveConstraint candidate : candidates) {
            boolean named = candidate.name().equals(name);
            if (!assigned.contains(candidate.name()) && (named || active(candidate, t)) && moves(i, candidate)) {
                if (named) {
                    return candidate;
                }
                found = found == null ? candidate : found;
            }
        }
        return found;
    }

    private boolean active(ActiveConstraint constraint, double t) {
        return Math.abs(value(constraint.function(), t)) <= ACTIVE;
    }

    /** c ≤ 0 from lower ≤ g ≤ upper and the value at t. */
    private ActiveConstraint sided(String name, Expression g, Range range, double t) {
        double value = value(g, t);
        boolean upper = Math.abs(range.upper() - value) <= Math.abs(value - range.lower());
        Expression c = upper
                ? graph.subtract(g, graph.constant(range.upper()))
                : graph.subtract(graph.constant(range.lower()), g);
        return new ActiveConstraint(name, c);
    }

    /** g(x, u, q, t) on the solution. */
    private double value(Expression g, double t) {
        List<Variable> inputs = new ArrayList<>(system.problem().stateVariables());
        inputs.addAll(system.controls());
        inputs.addAll(system.problem().parameterVariables());
        inputs.add(system.time());
        double[] input = new double[inputs.size()];
        int nx = trajectory.stateCount();
        int k = trajectory.intervalOf(t);
        double[] x = new double[nx];
        trajectory.state(k, t, x);
        double[] u = new double[trajectory.controlCount()];
        trajectory.control(k, t, u);
        System.arraycopy(x, 0, input, 0, nx);
        System.arraycopy(u, 0, input, nx, system.controls().size());
        double[] parameters = solution.parameters();
        System.arraycopy(parameters, 0, input, nx + system.controls().size(), parameters.length);
        input[input.length - 1] = t;
        double[] value = new double[1];
        new Interpreter(List.of(g), inputs).evaluate(input, value);
        return value[0];
    }
}
