package org.turnpike.learning.pmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.ode.DormandPrince;
import org.turnpike.ode.Integration;

/** Trajectory, controls and cost of a shooting solution, by integrating its segments once more with the cost beside them. */
final class ShootingOutput {
    /** Points of a segment, at least, and of all segments together. */
    private static final int POINTS = 8;

    private static final int ALL_POINTS = 400;

    private final TrainingTask task;
    private final MultipleShooting shooting;
    private final IndirectLimits.Deadline deadline;
    private final int n;
    private final int points;
    private final List<Double> times = new ArrayList<>();
    private final List<double[]> controls = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private double cost;

    ShootingOutput(TrainingTask task, MultipleShooting shooting, IndirectLimits.Deadline deadline) {
        this.task = task;
        this.shooting = shooting;
        this.deadline = deadline;
        n = shooting.dimension();
        int segments = shooting.size() / n - shooting.arcs().size();
        points = Math.max(POINTS, ALL_POINTS / segments);
    }

    /**
     * The extremal at a Newton iterate.
     *
     * @param end NaN if y has the time, whose last value it then is
     */
    Extremal extremal(DampedNewton.Result result, double end, int iterations, long integrations) {
        boolean timed = Double.isNaN(end);
        int q = 0;
        for (MultipleShooting.Arc arc : shooting.arcs()) {
            for (int s = 0; s + 1 < arc.nodes().length; s++) {
                segment(arc, s, shooting.node(result.z(), q), timed);
                q++;
            }
            add(arc, arc.nodes()[arc.nodes().length - 1], shooting.node(result.z(), q), timed);
            q++;
        }
        double[] last = shooting.node(result.z(), q - 1);
        double stop = timed ? last[n - 2] : end;
        CanonicalEquations equations = shooting.arcs().get(0).equations();
        double objective = cost;
        if (timed) {
            double rest = task.horizon() - stop;
            double error = equations.error(last);
            objective += rest == 0 ? 0 : rest * error;
        } else if (task.formulation() == Formulation.SL1) {
            objective += equations.error(last);
        }
        int width = task.model().width(0);
        double[][][] states = new double[times.size()][task.samples()][];
        double[][][] costates = new double[times.size()][task.samples()][];
        for (int k = 0; k < states.length; k++) {
            for (int i = 0; i < task.samples(); i++) {
                int x = i * width;
                int p = (task.samples() + i) * width;
                states[k][i] = Arrays.copyOfRange(values.get(k), x, x + width);
                costates[k][i] = Arrays.copyOfRange(values.get(k), p, p + width);
            }
        }
        String reason = result.status() == IndirectStatus.OVERFLOW ? shooting.failure() : result.reason();
        return new Extremal(
                result.status(),
                reason,
                task,
                times.stream().mapToDouble(t -> t).toArray(),
                controls.toArray(new double[0][]),
                states,
                costates,
                objective,
                stop,
                result.correction(),
                iterations,
                integrations,
                deadline.seconds());
    }

    private void segment(MultipleShooting.Arc arc, int s, double[] y, boolean timed) {
        double from = arc.nodes()[s];
        double to = arc.nodes()[s + 1];
        double[] absolute = new double[n + 1];
        Arrays.fill(absolute, 1e-13);
        double[] both = Arrays.copyOf(y, n + 1);
        double[] inner = new double[points - 1];
        Arrays.setAll(inner, q -> from + (to - from) * (q + 1) / points);
        double[] samples = new double[inner.length * (n + 1)];
        double[] point = new double[n];
        Integration reached = new DormandPrince(absolute, 1e-11, 10_000)
                .integrate(
                        (t, state, derivative) -> {
                            arc.equations().evaluate(t, state, derivative);
                            System.arraycopy(state, 0, point, 0, n);
                            derivative[n] = arc.equations().cost(point);
                        },
                        from,
                        both,
                        to,
                        inner,
                        samples);
        add(arc, from, y, timed);
        for (int q = 0; q < inner.length; q++) {
            add(arc, inner[q], Arrays.copyOfRange(samples, q * (n + 1), q * (n + 1) + n), timed);
        }
        cost += reached.state()[n];
    }

    private void add(MultipleShooting.Arc arc, double s, double[] y, boolean timed) {
        double t = timed ? y[n - 2] : s;
        if (!times.isEmpty() && t <= times.get(times.size() - 1)) {
            return;
        }
        double[] u = new double[arc.equations().controls()];
        arc.equations().control(y, u);
        times.add(t);
        controls.add(u);
        values.add(y);
    }
}
