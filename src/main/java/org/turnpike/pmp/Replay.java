package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Variable;
import org.turnpike.ode.SwitchedIntegration;
import org.turnpike.pmp.shooting.SmoothFunction;
import org.turnpike.problem.Range;
import org.turnpike.solution.Trajectory;

/**
 * Single shooting from the initial state and costate alone: u = argmin H all along, its switches located as events where H at one vertex
 * of the box equals H at the next. Where it finds the switches of an extremal again, they follow from the maximum principle and were
 * not put in.
 *
 * <p>For controls that take values at bounds or at the kink of |u| only (bang and off arcs), each in H by a term of its own.
 */
public final class Replay {
    /**
     * What the integration found.
     *
     * @param switches times in order
     * @param deviation largest distance of (x, p) at the end to the extremal's, relative to 1 + |x|, 1 + |p|
     */
    public record Result(double[] switches, double deviation) {}

    private final CanonicalSystem system;
    private final double tolerance;

    /** @param tolerance of the integration */
    public Replay(CanonicalSystem system, double tolerance) {
        this.system = system;
        this.tolerance = tolerance;
    }

    /** The extremal integrated again; null if it has other arcs than bang and off ones, or the integration does not reach the end. */
    public @Nullable Result of(Extremal extremal) {
        for (List<Mode> arc : extremal.structure().arcs()) {
            for (Mode mode : arc) {
                if (!(mode instanceof Mode.Fixed)) {
                    return null;
                }
            }
        }
        int n = system.size();
        Trajectory trajectory = extremal.trajectory();
        int nx = trajectory.stateCount();
        if (nx != n) {
            return null;
        }
        double[] start = new double[2 * n];
        System.arraycopy(trajectory.states(), 0, start, 0, n);
        System.arraycopy(trajectory.costates(), 0, start, n, n);
        double[] times = extremal.structure().times();
        SwitchedIntegration.Result result =
                new SwitchedIntegration(tolerance).integrate(new Vertices(), times[0], start, times[times.length - 1]);
        if (!result.completed()) {
            return null;
        }
        double deviation = 0;
        int last = trajectory.intervals() * n;
        for (int i = 0; i < n; i++) {
            double x = trajectory.states()[last + i];
            double p = trajectory.costates()[last + i];
            deviation = Math.max(deviation, Math.abs(result.state()[i] - x) / (1 + Math.abs(x)));
            deviation = Math.max(deviation, Math.abs(result.state()[n + i] - p) / (1 + Math.abs(p)));
        }
        double[] switches = result.switches().stream()
                .mapToDouble(SwitchedIntegration.Switch::time)
                .toArray();
        return new Result(switches, deviation);
    }

    /** A control between two of its vertices: the sign of H(upper) − H(lower) decides. */
    private record Edge(int control, double lower, double upper) {}

    private final class Vertices implements SwitchedIntegration.Switched {
        private final List<Edge> edges = new ArrayList<>();
        private final List<Interpreter> differences = new ArrayList<>();
        private final SmoothFunction motion;
        private final boolean[] positive;
        private final double[] input;
        private final double[] value = new double[1];
        private final int n = 2 * system.size();

        Vertices() {
            List<Variable> controls = system.controls();
            for (int i = 0; i < controls.size(); i++) {
                Range bounds = system.problem().controls().get(i).bounds();
                if (kinked(i) && bounds.lower() < 0 && bounds.upper() > 0) {
                    add(i, bounds.lower(), 0);
                    add(i, 0, bounds.upper());
                } else {
                    add(i, bounds.lower(), bounds.upper());
                }
            }
            List<Expression> field = new ArrayList<>(system.dynamics());
            system.derivatives()
                    .gradient(system.hamiltonian(), system.states())
                    .forEach(e -> field.add(system.graph().negate(e)));
            motion = new SmoothFunction(system.graph(), field, system.inputs());
            positive = new boolean[edges.size()];
            input = new double[system.inputs().size()];
        }

        private boolean kinked(int i) {
            Expression modulus = system.graph()
                    .apply(
                            org.turnpike.expression.UnaryFunction.ABS,
                            system.controls().get(i));
            return org.turnpike.expression.Tape.of(List.of(system.hamiltonian()))
                    .contains(modulus);
        }

        private void add(int i, double lower, double upper) {
            edges.add(new Edge(i, lower, upper));
            Variable u = system.controls().get(i);
            Expression h = system.hamiltonian();
            Expression difference = system.graph().subtract(at(h, u, upper), at(h, u, lower));
            differences.add(new Interpreter(List.of(difference), system.inputs()));
        }

        private Expression at(Expression h, Variable u, double v) {
            return system.derivatives()
                    .substitute(List.of(h), Map.of(u, system.graph().constant(v)))
                    .get(0);
        }

        @Override
        public int switches() {
            return edges.size();
        }

        private void enter(double t, double[] y) {
            System.arraycopy(y, 0, input, 0, n);
            input[n] = t;
            // H(upper) > H(lower): the lower end; of two edges that meet at 0 the one that is left decides.
            for (int e = 0; e < edges.size(); e++) {
                Edge edge = edges.get(e);
                boolean second = e > 0 && edges.get(e - 1).control() == edge.control();
                if (!second) {
                    input[n + 1 + edge.control()] = positive[e] ? edge.lower() : edge.upper();
                } else if (!positive[e]) {
                    input[n + 1 + edge.control()] = edge.upper();
                }
            }
        }

        @Override
        public double switching(int e, double t, double[] y) {
            enter(t, y);
            differences.get(e).evaluate(input, value);
            return value[0];
        }

        @Override
        public void set(int e, boolean isPositive) {
            positive[e] = isPositive;
        }

        @Override
        public void evaluate(double t, double[] y, double[] derivative) {
            enter(t, y);
            motion.evaluate(input, derivative);
        }
    }
}
