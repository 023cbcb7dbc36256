package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Variable;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;
import org.turnpike.solution.Trajectory;

/**
 * Gives an extremal that leaves a state constraint a boundary arc there: the first idea is that the optimum stays at the limit for the middle half
 * of the time for which the extremal is beyond it.
 */
final class ViolatedConstraint {
    private static final int SAMPLES = 400;
    private static final double VIOLATED = 1e-6;

    private final CanonicalSystem system;
    private final Extremal extremal;
    private final Dependence dependence;

    private ViolatedConstraint(CanonicalSystem system, Extremal extremal) {
        this.system = system;
        this.extremal = extremal;
        double[] times = extremal.structure().times();
        dependence = new Dependence(system, new GuessFromExtremal(system, extremal), times[0], times[times.length - 1]);
    }

    /** The structure with a boundary arc for the constraint that is violated most; null if none is, or no control moves it. */
    static @Nullable ExtremalStructure withBoundary(CanonicalSystem system, Extremal extremal) {
        return new ViolatedConstraint(system, extremal).inserted();
    }

    private List<ActiveConstraint> sides() {
        List<ActiveConstraint> sides = new ArrayList<>();
        for (PathConstraint constraint : system.problem().path()) {
            Expression g = system.withFixedTimes(constraint.function());
            if (!dependence.onControls(g)) {
                add(sides, constraint.name(), g, constraint.range());
            }
        }
        for (State state : system.problem().states()) {
            add(sides, state.name() + " within its bounds", state.variable(), state.bounds());
        }
        return sides;
    }

    private void add(List<ActiveConstraint> sides, String name, Expression g, Range range) {
        ExpressionGraph graph = system.graph();
        if (Double.isFinite(range.upper())) {
            sides.add(new ActiveConstraint(name, graph.subtract(g, graph.constant(range.upper()))));
        }
        if (Double.isFinite(range.lower())) {
            sides.add(new ActiveConstraint(name, graph.subtract(graph.constant(range.lower()), g)));
        }
    }

    private @Nullable ExtremalStructure inserted() {
        ActiveConstraint worst = null;
        double most = VIOLATED;
        double at = 0;
        double[] times = extremal.structure().times();
        double from = times[0];
        double length = times[times.length - 1] - from;
        List<ActiveConstraint> sides = sides();
        for (ActiveConstraint side : sides) {
            Interpreter function = function(side);
            for (int s = 0; s <= SAMPLES; s++) {
                double t = from + length * s / SAMPLES;
                double value = value(function, t);
                if (value > most) {
                    most = value;
                    worst = side;
                    at = t;
                }
            }
        }
        return worst == null ? null : inserted(worst, at, length / SAMPLES);
    }

    private @Nullable ExtremalStructure inserted(ActiveConstraint constraint, double at, double step) {
        double[] times = extremal.structure().times();
        int arc = 0;
        while (arc + 2 < times.length && times[arc + 1] <= at) {
            arc++;
        }
        Interpreter function = function(constraint);
        double entry = at;
        while (entry - step > times[arc] && value(function, entry - step) > 0) {
            entry -= step;
        }
        double exit = at;
        while (exit + step < times[arc + 1] && value(function, exit + step) > 0) {
            exit += step;
        }
        List<Mode> modes = new ArrayList<>(extremal.structure().arcs().get(arc));
        int mover = mover(constraint);
        double width = exit - entry;
        if (mover < 0 || !(width > 0)) {
            return null;
        }
        List<Mode> on = new ArrayList<>(modes);
        on.set(mover, new Mode.OnConstraint(constraint));
        List<List<Mode>> arcs = new ArrayList<>(extremal.structure().arcs());
        arcs.add(arc + 1, on);
        arcs.add(arc + 2, modes);
        double[] longer = new double[times.length + 2];
        System.arraycopy(times, 0, longer, 0, arc + 1);
        longer[arc + 1] = entry + width / 4;
        longer[arc + 2] = exit - width / 4;
        System.arraycopy(times, arc + 1, longer, arc + 3, times.length - arc - 1);
        List<@Nullable ActiveConstraint> contacts =
                new ArrayList<>(extremal.structure().contacts());
        contacts.add(arc, null);
        contacts.add(arc, null);
        return new ExtremalStructure(arcs, longer, contacts);
    }

    /** The component of the control in the constraint's first time derivative that has any; −1 if none has. */
    private int mover(ActiveConstraint constraint) {
        Expression c = constraint.function();
        for (int order = 0; order <= 6; order++) {
            for (int i = 0; i < system.controls().size(); i++) {
                if (dependence.of(c, system.controls().get(i))) {
                    return i;
                }
            }
            c = system.along(
                    c, system.hamiltonian(), system.dynamics(), system.graph().constant(0));
        }
        return -1;
    }

    private Interpreter function(ActiveConstraint constraint) {
        List<Variable> inputs = new ArrayList<>(system.problem().stateVariables());
        inputs.addAll(system.problem().parameterVariables());
        inputs.add(system.time());
        return new Interpreter(List.of(constraint.function()), inputs);
    }

    private double value(Interpreter function, double t) {
        Trajectory trajectory = extremal.trajectory();
        int nx = trajectory.stateCount();
        double[] x = new double[nx];
        trajectory.state(trajectory.intervalOf(t), t, x);
        double[] input = new double[function.inputs()];
        System.arraycopy(x, 0, input, 0, nx);
        System.arraycopy(extremal.parameters(), 0, input, nx, extremal.parameters().length);
        input[input.length - 1] = t;
        double[] value = new double[1];
        function.evaluate(input, value);
        return value[0];
    }
}
