package org.turnpike.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.problem.Control;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.verification.FunctionFactory;
import org.turnpike.verification.Hamiltonian;

/** The curves of a solution, as smooth or as stepped as its scheme has them. */
final class CurveSampler implements Curves {
    private static final int SAMPLES = 1_200;
    private static final int MOST_PER_INTERVAL = 16;

    private final Solution solution;
    private final OptimalControlProblem problem;
    private final Trajectory trajectory;
    private final int perInterval;

    CurveSampler(Solution solution) {
        this.solution = solution;
        problem = solution.problem();
        trajectory = solution.trajectory();
        perInterval = Math.max(1, Math.min(MOST_PER_INTERVAL, SAMPLES / trajectory.intervals()));
    }

    @Override
    public List<Curve> states() {
        int intervals = trajectory.intervals();
        int nx = problem.states().size();
        double[] times = new double[intervals * perInterval + 1];
        double[][] values = new double[nx][times.length];
        double[] x = new double[nx];
        for (int at = 0; at < times.length; at++) {
            int k = Math.min(at / perInterval, intervals - 1);
            int node = at / perInterval;
            if (at % perInterval == 0) {
                times[at] = trajectory.mesh()[node];
                System.arraycopy(trajectory.states(), node * nx, x, 0, nx);
            } else {
                times[at] = between(k, (double) (at % perInterval) / perInterval);
                trajectory.state(k, times[at], x);
            }
            store(x, values, at);
        }
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < nx; i++) {
            State state = problem.states().get(i);
            curves.add(new Curve(state.name(), times, values[i], state.bounds()));
        }
        return curves;
    }

    /** Away from the control points a polynomial may overshoot the bounds: cut, as the table of the trajectory is. */
    @Override
    public List<Curve> controls() {
        int intervals = trajectory.intervals();
        // One control point is a step, two a line; more need samples between.
        int samples = trajectory.controlPoints().most() <= 2 ? 2 : Math.max(3, perInterval + 1);
        int nu = problem.controls().size();
        double[] times = new double[intervals * samples];
        double[][] values = new double[nu][times.length];
        double[] u = new double[trajectory.controlCount()];
        for (int at = 0; at < times.length; at++) {
            int k = at / samples;
            times[at] = between(k, (double) (at % samples) / (samples - 1));
            trajectory.control(k, times[at], u);
            for (int j = 0; j < nu; j++) {
                Range bounds = problem.controls().get(j).bounds();
                values[j][at] = Math.max(bounds.lower(), Math.min(u[j], bounds.upper()));
            }
        }
        List<Curve> curves = new ArrayList<>();
        for (int j = 0; j < nu; j++) {
            Control control = problem.controls().get(j);
            if (!control.auxiliary()) {
                curves.add(new Curve(control.name(), times, values[j], control.bounds()));
            }
        }
        return curves;
    }

    @Override
    public List<Curve> costates() {
        int intervals = trajectory.intervals();
        int nx = problem.states().size();
        double[] times = new double[intervals + trajectory.controlPoints().count() + 1];
        double[][] values = new double[nx][times.length];
        int count = 0;
        for (int k = 0; k <= intervals; k++) {
            times[count] = trajectory.mesh()[k];
            store(Arrays.copyOfRange(trajectory.costates(), k * nx, (k + 1) * nx), values, count++);
            double[] points = k < intervals ? trajectory.controlPoints().of(k) : new double[0];
            for (int j = 0; j < points.length; j++) {
                if (points[j] > 0 && points[j] < 1) {
                    int at = (trajectory.controlPoints().first(k) + j) * nx;
                    times[count] = between(k, points[j]);
                    store(Arrays.copyOfRange(trajectory.stageCostates(), at, at + nx), values, count++);
                }
            }
        }
        List<Curve> curves = new ArrayList<>();
        double[] used = Arrays.copyOf(times, count);
        for (int i = 0; i < nx; i++) {
            String name = "p_" + problem.states().get(i).name();
            curves.add(new Curve(name, used, Arrays.copyOf(values[i], count), Range.FREE));
        }
        return curves;
    }

    @Override
    public List<Curve> hamiltonian() {
        Hamiltonian.Profile profile =
                new Hamiltonian(problem, FunctionFactory.INTERPRETED).along(trajectory, solution.parameters());
        return List.of(new Curve("H", profile.times(), profile.values(), Range.FREE));
    }

    private double between(int k, double theta) {
        double from = trajectory.mesh()[k];
        double to = trajectory.mesh()[k + 1];
        return theta == 1 ? to : from + theta * (to - from);
    }

    private static void store(double[] x, double[][] values, int at) {
        for (int i = 0; i < values.length; i++) {
            values[i][at] = x[i];
        }
    }
}
