package org.turnpike.solution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;
import org.turnpike.problem.Control;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;
import org.turnpike.solution.Solution.Arc;

/**
 * Reads the structure of the control off a trajectory, one sequence of arcs a control: at a bound (bang), at a bound or kink
 * that is zero (off), on an active state or path constraint (boundary), and else inside: singular where the Hamiltonian is affine
 * in the control, interior otherwise.
 *
 * <p>On the mesh a switch is smeared over one interval. Its time follows from the control's mean ū over that interval
 * [a, b]: u_before (s − a) + u_after (b − s) = ū (b − a).
 */
public final class StructureDetection {
    /** A control counts as being at a value within this share of its range (or of its largest size). */
    private static final double CLOSE = 2e-2;
    /** A constraint counts as active within this share of its range's or function's size. */
    private static final double ACTIVE = 1e-4;

    private final OptimalControlProblem problem;
    private final Trajectory trajectory;
    private final double[] times;
    private final double[][] values;
    private final @Nullable String[] active;

    private StructureDetection(OptimalControlProblem problem, Trajectory trajectory, double[] parameters) {
        this.problem = problem;
        this.trajectory = trajectory;
        int count = trajectory.controlPoints().count();
        times = new double[count];
        values = new double[problem.controls().size()][count];
        active = new String[count];
        for (int k = 0; k < trajectory.intervals(); k++) {
            double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
            double[] points = trajectory.controlPoints().of(k);
            for (int j = 0; j < points.length; j++) {
                int e = trajectory.controlPoints().first(k) + j;
                times[e] = trajectory.mesh()[k] + points[j] * h;
                for (int i = 0; i < values.length; i++) {
                    values[i][e] = trajectory.controls()[e * trajectory.controlCount() + i];
                }
            }
        }
        findActiveConstraints(parameters);
    }

    /** The arcs of all controls, control by control, in time. */
    public static List<Arc> of(OptimalControlProblem problem, Trajectory trajectory, double[] parameters) {
        if (problem.controls().isEmpty()) {
            return List.of();
        }
        return new StructureDetection(problem, trajectory, parameters).arcs();
    }

    private record Kind(String kind, String of) {}

    private List<Arc> arcs() {
        List<Arc> arcs = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!problem.controls().get(i).auxiliary()) {
                arcs.addAll(arcs(i));
            }
        }
        return arcs;
    }

    private List<Arc> arcs(int i) {
        Control control = problem.controls().get(i);
        boolean affine = affine(control.variable());
        boolean kinkAtZero = kinkAtZero(control.variable());
        double size = 0;
        for (double value : values[i]) {
            size = Math.max(size, Math.abs(value));
        }
        Kind[] kinds = new Kind[times.length];
        for (int e = 0; e < kinds.length; e++) {
            kinds[e] = kind(control, values[i][e], size, affine, kinkAtZero, active[e]);
        }
        return merge(i, kinds);
    }

    private static Kind kind(
            Control control, double value, double size, boolean affine, boolean kinkAtZero, @Nullable String active) {
        Range bounds = control.bounds();
        double width = bounds.upper() - bounds.lower();
        double close = CLOSE * (Double.isFinite(width) ? width : size);
        boolean lower = value - bounds.lower() <= close;
        boolean upper = bounds.upper() - value <= close;
        String name = control.name();
        if (Math.abs(value) <= close && (kinkAtZero || lower && bounds.lower() == 0 || upper && bounds.upper() == 0)) {
            return new Kind("off", name + " = 0");
        }
        if (lower && size > 0) {
            return new Kind("bang", name + " at its lower bound");
        }
        if (upper && size > 0) {
            return new Kind("bang", name + " at its upper bound");
        }
        if (active != null) {
            return new Kind("boundary", active);
        }
        return new Kind(affine ? "singular" : "interior", name);
    }

    /** Joins points of one kind; an arc of less than one interval between two longer ones is a smeared switch. */
    private List<Arc> merge(int i, Kind[] kinds) {
        List<int[]> runs = new ArrayList<>();
        for (int e = 0; e < kinds.length; e++) {
            int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && kinds[last[0]].equals(kinds[e])) {
                last[1] = e;
            } else {
                runs.add(new int[] {e, e});
            }
        }
        List<int[]> arcs = new ArrayList<>();
        for (int r = 0; r < runs.size(); r++) {
            int[] run = runs.get(r);
            int points =
                    trajectory.controlPoints().of(trajectory.controlPoints().interval(run[0])).length;
            boolean isShort = run[1] - run[0] + 1 <= points + 1 && runs.size() > 1;
            if (!isShort || times.length <= 2 * points) {
                int[] last = arcs.isEmpty() ? null : arcs.get(arcs.size() - 1);
                if (last != null && kinds[last[0]].equals(kinds[run[0]])) {
                    last[1] = run[1];
                } else {
                    arcs.add(run.clone());
                }
            }
        }
        if (arcs.isEmpty()) {
            arcs.add(new int[] {0, times.length - 1});
        }
        double[] borders = new double[arcs.size() + 1];
        borders[0] = trajectory.mesh()[0];
        borders[arcs.size()] = trajectory.mesh()[trajectory.intervals()];
        for (int a = 1; a < arcs.size(); a++) {
            borders[a] = switchTime(i, arcs.get(a - 1)[1], arcs.get(a)[0]);
        }
        List<Arc> result = new ArrayList<>();
        for (int a = 0; a < arcs.size(); a++) {
            Kind kind = kinds[arcs.get(a)[0]];
            result.add(new Arc(borders[a], borders[a + 1], kind.kind(), kind.of()));
        }
        return result;
    }

    /** The switch between the last point of one arc and the first of the next, by the control's area in between. */
    private double switchTime(int i, int last, int first) {
        double before = values[i][last];
        double after = values[i][first];
        double a = times[last];
        double b = times[first];
        if (first - last <= 1 || Math.abs(after - before) < 1e-12) {
            return 0.5 * (a + b);
        }
        double area = 0;
        for (int e = last; e < first; e++) {
            area += 0.5 * (values[i][e] + values[i][e + 1]) * (times[e + 1] - times[e]);
        }
        double s = (area - after * b + before * a) / (before - after);
        return Math.max(a, Math.min(b, s));
    }

    /** Whether dynamics, running cost and constrained integrals are affine in a control, apart from |u|. */
    private boolean affine(Variable u) {
        Derivatives derivatives = new Derivatives(problem.graph());
        List<Expression> functions = new ArrayList<>(problem.dynamics());
        functions.add(problem.objective().running());
        problem.integrals().forEach(integral -> functions.add(integral.integrand()));
        for (Expression second : derivatives.tangent(derivatives.tangent(functions, u), u)) {
            if (!second.is(0)) {
                return false;
            }
        }
        return true;
    }

    private boolean kinkAtZero(Variable u) {
        Tape tape = Tape.of(List.of(problem.objective().running()));
        for (Expression node : tape.nodes()) {
            if (node instanceof Unary a
                    && a.function() == UnaryFunction.ABS
                    && a.operand().equals(u)) {
                return true;
            }
        }
        return false;
    }

    private void findActiveConstraints(double[] parameters) {
        List<String> names = new ArrayList<>();
        List<Expression> functions = new ArrayList<>();
        List<Range> ranges = new ArrayList<>();
        for (PathConstraint constraint : problem.path()) {
            names.add(constraint.name());
            functions.add(constraint.function());
            ranges.add(constraint.range());
        }
        for (State state : problem.states()) {
            if (!state.bounds().isFree()) {
                names.add(state.name() + " within its bounds");
                functions.add(state.variable());
                ranges.add(state.bounds());
            }
        }
        List<Variable> inputs = new ArrayList<>(problem.stateVariables());
        inputs.addAll(problem.controlVariables());
        inputs.addAll(problem.parameterVariables());
        inputs.addAll(List.of(
                problem.horizon().time(),
                problem.horizon().startTime(),
                problem.horizon().endTime()));
        Interpreter interpreter = new Interpreter(functions, inputs);
        double[][] sampled = new double[times.length][functions.size()];
        double[] size = new double[functions.size()];
        double[] x = new double[trajectory.stateCount()];
        double[] u = new double[trajectory.controlCount()];
        double[] input = new double[inputs.size()];
        for (int e = 0; e < times.length; e++) {
            int k = trajectory.controlPoints().interval(e);
            trajectory.state(k, times[e], x);
            trajectory.control(k, times[e], u);
            System.arraycopy(x, 0, input, 0, x.length);
            int at = x.length;
            for (int i = 0; i < values.length; i++) {
                input[at++] = u[i];
            }
            for (double parameter : parameters) {
                input[at++] = parameter;
            }
            input[at++] = times[e];
            input[at++] = trajectory.mesh()[0];
            input[at] = trajectory.mesh()[trajectory.intervals()];
            interpreter.evaluate(input, sampled[e]);
            for (int c = 0; c < size.length; c++) {
                size[c] = Math.max(size[c], Math.abs(sampled[e][c]));
            }
        }
        Arrays.setAll(active, e -> activeAt(sampled[e], size, ranges, names));
    }

    private static @Nullable String activeAt(double[] sampled, double[] size, List<Range> ranges, List<String> names) {
        for (int c = 0; c < sampled.length; c++) {
            Range range = ranges.get(c);
            double width = range.upper() - range.lower();
            double close = ACTIVE * (Double.isFinite(width) && width > 0 ? width : Math.max(size[c], 1e-3));
            if (sampled[c] - range.lower() <= close || range.upper() - sampled[c] <= close) {
                return names.get(c);
            }
        }
        return null;
    }
}
