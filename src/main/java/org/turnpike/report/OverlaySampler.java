package org.turnpike.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.turnpike.problem.Control;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/**
 * Two solutions at common times, one list of two curves a quantity. Samples lie on the nodes of both meshes, taken from either
 * side, and between; the time is the first solution's, the second's horizon being mapped onto it.
 */
final class OverlaySampler {
    private static final int SAMPLES = 1_500;
    private static final int MOST_PER_CELL = 12;
    private static final double SAME = 1e-9;

    private final OptimalControlProblem problem;
    private final Solution[] solutions;
    private final String[] names;
    private final double[] cells;
    private final int perCell;

    OverlaySampler(Solution first, Solution second, String firstName, String secondName) {
        problem = first.problem();
        solutions = new Solution[] {first, second};
        names = new String[] {firstName, secondName};
        TreeSet<Double> nodes = new TreeSet<>();
        for (Solution solution : solutions) {
            double length = solution.finalTime() - solution.startTime();
            for (double t : solution.trajectory().mesh()) {
                nodes.add(Math.min(1, Math.max(0, (t - solution.startTime()) / length)));
            }
        }
        List<Double> kept = new ArrayList<>();
        for (double tau : nodes) {
            if (kept.isEmpty() || tau > kept.get(kept.size() - 1) + SAME) {
                kept.add(tau);
            }
        }
        cells = kept.stream().mapToDouble(Double::doubleValue).toArray();
        perCell = Math.max(2, Math.min(MOST_PER_CELL, SAMPLES / cells.length));
    }

    /** What to sample: all components at t in interval k. */
    @FunctionalInterface
    private interface Sampled {
        void at(Trajectory trajectory, int k, double t, double[] out);
    }

    List<List<Curve>> states() {
        List<Range> bounds = problem.states().stream().map(s -> s.bounds()).toList();
        return curves(
                problem.states().stream().map(s -> s.name()).toList(),
                bounds,
                problem.states().size(),
                Trajectory::state);
    }

    List<List<Curve>> costates() {
        return curves(
                problem.states().stream().map(s -> "p_" + s.name()).toList(),
                problem.states().stream().map(s -> Range.FREE).toList(),
                problem.states().size(),
                Trajectory::costate);
    }

    /** Controls that are the user's, cut at their bounds. */
    List<List<Curve>> controls() {
        List<Control> own =
                problem.controls().stream().filter(c -> !c.auxiliary()).toList();
        List<Range> bounds = own.stream().map(Control::bounds).toList();
        int width = Math.max(
                solutions[0].trajectory().controlCount(),
                solutions[1].trajectory().controlCount());
        return curves(own.stream().map(Control::name).toList(), bounds, width, (trajectory, k, t, out) -> {
            trajectory.control(k, t, out);
            for (int i = 0; i < bounds.size(); i++) {
                out[i] = Math.max(
                        bounds.get(i).lower(), Math.min(out[i], bounds.get(i).upper()));
            }
        });
    }

    private List<List<Curve>> curves(List<String> of, List<Range> bounds, int width, Sampled sampled) {
        int count = (cells.length - 1) * perCell;
        double[] times = new double[count];
        double[][][] values = new double[2][of.size()][count];
        double[] out = new double[width];
        for (int at = 0; at < count; at++) {
            int cell = at / perCell;
            double from = cells[cell];
            double to = cells[cell + 1];
            double tau = from + (to - from) * (at % perCell) / (perCell - 1);
            for (int which = 0; which < 2; which++) {
                Solution solution = solutions[which];
                double start = solution.startTime();
                double length = solution.finalTime() - start;
                int k = solution.trajectory().intervalOf(start + 0.5 * (from + to) * length);
                sampled.at(solution.trajectory(), k, start + tau * length, out);
                for (int i = 0; i < of.size(); i++) {
                    values[which][i][at] = out[i];
                }
            }
            times[at] = solutions[0].startTime() + tau * (solutions[0].finalTime() - solutions[0].startTime());
        }
        List<List<Curve>> curves = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            curves.add(List.of(
                    new Curve(of.get(i) + " " + names[0], times, values[0][i], bounds.get(i)),
                    new Curve(of.get(i) + " " + names[1], times, values[1][i], Range.FREE)));
        }
        return curves;
    }
}
