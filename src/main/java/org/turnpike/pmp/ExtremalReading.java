package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Variable;
import org.turnpike.pmp.shooting.AffineInvariantNewton;
import org.turnpike.pmp.shooting.ArcField;
import org.turnpike.pmp.shooting.Flow;
import org.turnpike.pmp.shooting.SegmentPath;
import org.turnpike.pmp.shooting.ShootingSystem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/**
 * Reads an extremal off the unknowns of a shooting system: segments are integrated again with dense output; the trajectory's mesh has a
 * few intervals a segment, each with its values at the five Lobatto points, whose quadrature (degree 7) gives the running cost.
 */
final class ExtremalReading {
    /** Intervals in all, spread by length. */
    private static final int INTERVALS = 120;

    private static final int FEWEST = 4;
    private static final double OUTER = Math.sqrt(3.0 / 7) / 2;
    private static final double[] POINTS = {0, 0.5 - OUTER, 0.5, 0.5 + OUTER, 1};
    private static final double[] WEIGHTS = {1.0 / 20, 49.0 / 180, 16.0 / 45, 49.0 / 180, 1.0 / 20};

    private final CanonicalSystem system;
    private final List<ArcDefinition> arcs;
    private final List<ArcField> fields;
    private final ShootingSystem shooting;
    private final Flow flow;
    private final ExtremalStructure structure;
    private final int n;
    private final int nx;
    private final int nu;

    ExtremalReading(
            CanonicalSystem system,
            List<ArcDefinition> arcs,
            List<ArcField> fields,
            ShootingSystem shooting,
            Flow flow,
            ExtremalStructure structure) {
        this.system = system;
        this.arcs = arcs;
        this.fields = fields;
        this.shooting = shooting;
        this.flow = flow;
        this.structure = structure;
        n = system.size();
        nx = system.problem().states().size();
        nu = system.controls().size();
    }

    Extremal of(AffineInvariantNewton.Result result) {
        double[] z = result.z();
        int count = fields.size();
        double[] times = new double[count + 1];
        for (int a = 0; a <= count; a++) {
            times[a] = shooting.time(z, a);
        }
        List<SegmentPath> paths = SegmentPath.of(shooting, flow, fields, z, POINTS, INTERVALS, FEWEST);
        double[] jumps = new double[count - 1];
        for (int a = 0; a < jumps.length; a++) {
            jumps[a] = shooting.jump(z, a);
        }
        double[] parameters = Arrays.copyOfRange(
                paths.get(0).values(), nx, nx + system.problem().parameters().size());
        return new Extremal(
                result.status(),
                new ExtremalStructure(structure.arcs(), times, structure.contacts()),
                trajectory(paths),
                parameters,
                objective(paths, times),
                jumps,
                arcs(times),
                checks(paths),
                result.residual(),
                result.iterations(),
                shooting.segments());
    }

    private List<Solution.Arc> arcs(double[] times) {
        List<Solution.Arc> result = new ArrayList<>();
        for (int i = 0; i < nu; i++) {
            String name = system.problem().controls().get(i).name();
            int from = 0;
            for (int a = 1; a <= arcs.size(); a++) {
                if (a < arcs.size()
                        && structure
                                .arcs()
                                .get(a)
                                .get(i)
                                .equals(structure.arcs().get(from).get(i))) {
                    continue;
                }
                Mode mode = structure.arcs().get(from).get(i);
                String kind = "interior";
                String of = name;
                if (mode instanceof Mode.Fixed fixed) {
                    kind = fixed.kind();
                    of = fixed.of();
                } else if (mode instanceof Mode.Singular) {
                    kind = "singular";
                } else if (mode instanceof Mode.OnConstraint on) {
                    kind = "boundary";
                    of = on.constraint().name();
                }
                result.add(new Solution.Arc(times[from], times[a], kind, of));
                from = a;
            }
        }
        return result;
    }

    private Trajectory trajectory(List<SegmentPath> paths) {
        int intervals = paths.stream().mapToInt(SegmentPath::intervals).sum();
        int points = POINTS.length;
        double[] mesh = new double[intervals + 1];
        double[] states = new double[(intervals + 1) * nx];
        double[] costates = new double[(intervals + 1) * nx];
        double[] slopes = new double[intervals * points * nx];
        double[] controls = new double[intervals * points * nu];
        double[] stageCostates = new double[intervals * points * nx];
        double[] y = new double[2 * n];
        double[] derivative = new double[2 * n];
        double[] u = new double[nu];
        int k = 0;
        for (SegmentPath path : paths) {
            ArcField field = fields.get(path.arc());
            for (int i = 0; i < path.intervals(); i++, k++) {
                mesh[k] = path.time(i, 0);
                mesh[k + 1] = path.time(i, points - 1);
                for (int j = 0; j < points; j++) {
                    path.value(i, j, y);
                    field.evaluate(path.time(i, j), y, derivative);
                    field.control(path.time(i, j), y, u);
                    int at = k * points + j;
                    System.arraycopy(derivative, 0, slopes, at * nx, nx);
                    System.arraycopy(u, 0, controls, at * nu, nu);
                    System.arraycopy(y, n, stageCostates, at * nx, nx);
                    if (j == 0) {
                        System.arraycopy(y, 0, states, k * nx, nx);
                        System.arraycopy(y, n, costates, k * nx, nx);
                    } else if (j == points - 1) {
                        System.arraycopy(y, 0, states, (k + 1) * nx, nx);
                        System.arraycopy(y, n, costates, (k + 1) * nx, nx);
                    }
                }
            }
        }
        return new Trajectory(
                mesh, nx, nu, states, POINTS.clone(), slopes, POINTS.clone(), controls, costates, stageCostates);
    }

    /** φ + ∫ ℓ in the user's sense. */
    private double objective(List<SegmentPath> paths, double[] times) {
        Interpreter running = new Interpreter(List.of(system.running()), system.inputs());
        double[] y = new double[2 * n];
        double[] u = new double[nu];
        double[] input = new double[2 * n + 1 + nu];
        double[] value = new double[1];
        double sum = 0;
        for (SegmentPath path : paths) {
            for (int i = 0; i < path.intervals(); i++) {
                double h = path.time(i, POINTS.length - 1) - path.time(i, 0);
                for (int j = 0; j < POINTS.length; j++) {
                    path.value(i, j, y);
                    enter(path, i, j, y, u, input);
                    running.evaluate(input, value);
                    sum += h * WEIGHTS[j] * value[0];
                }
            }
        }
        boolean maximize = system.problem().objective().maximize();
        return (maximize ? -sum : sum) + endpoint(paths, times);
    }

    private void enter(SegmentPath path, int i, int j, double[] y, double[] u, double[] input) {
        fields.get(path.arc()).control(path.time(i, j), y, u);
        System.arraycopy(y, 0, input, 0, 2 * n);
        input[2 * n] = path.time(i, j);
        System.arraycopy(u, 0, input, 2 * n + 1, nu);
    }

    private double endpoint(List<SegmentPath> paths, double[] times) {
        List<Variable> inputs = new ArrayList<>();
        system.problem().states().forEach(state -> inputs.add(state.atStart()));
        system.problem().states().forEach(state -> inputs.add(state.atEnd()));
        inputs.addAll(system.problem().parameterVariables());
        inputs.add(system.problem().horizon().startTime());
        inputs.add(system.problem().horizon().endTime());
        double[] y = new double[2 * n];
        double[] input = new double[inputs.size()];
        paths.get(0).value(0, 0, y);
        System.arraycopy(y, 0, input, 0, nx);
        SegmentPath last = paths.get(paths.size() - 1);
        last.value(last.intervals() - 1, POINTS.length - 1, y);
        int np = system.problem().parameters().size();
        System.arraycopy(y, 0, input, nx, nx + np);
        input[input.length - 2] = times[0];
        input[input.length - 1] = times[times.length - 1];
        double[] value = new double[1];
        new Interpreter(List.of(system.problem().objective().endpoint()), inputs).evaluate(input, value);
        return value[0];
    }

    /** Least values of the second-order conditions and multipliers, arc by arc. */
    private List<Extremal.ArcCheck> checks(List<SegmentPath> paths) {
        List<Extremal.ArcCheck> result = new ArrayList<>();
        for (int a = 0; a < arcs.size(); a++) {
            ArcDefinition arc = arcs.get(a);
            for (int i = 0; i < nu; i++) {
                Mode mode = arc.modes().get(i);
                Expression tested = mode instanceof Mode.OnConstraint ? arc.multiplier(i) : arc.generalizedLegendre(i);
                if (tested != null) {
                    String kind = mode instanceof Mode.OnConstraint
                            ? "multiplier"
                            : mode instanceof Mode.Singular ? "Kelley" : "Legendre–Clebsch";
                    String name = system.problem().controls().get(i).name();
                    result.add(new Extremal.ArcCheck(a, name, kind, arc.order(i), least(tested, a, paths)));
                }
            }
        }
        return result;
    }

    private double least(Expression tested, int a, List<SegmentPath> paths) {
        Interpreter function = new Interpreter(List.of(tested), system.inputs());
        double[] y = new double[2 * n];
        double[] u = new double[nu];
        double[] input = new double[2 * n + 1 + nu];
        double[] value = new double[1];
        double least = Double.POSITIVE_INFINITY;
        for (SegmentPath path : paths) {
            for (int i = 0; path.arc() == a && i < path.intervals(); i++) {
                for (int j = 0; j < POINTS.length; j++) {
                    path.value(i, j, y);
                    enter(path, i, j, y, u, input);
                    function.evaluate(input, value);
                    least = Double.isNaN(value[0]) ? Double.NaN : Math.min(least, value[0]);
                }
            }
        }
        return least;
    }
}
