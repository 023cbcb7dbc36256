package org.turnpike.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.problem.Control;
import org.turnpike.problem.Range;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/**
 * Differences of controls in L¹, relative to ∫ |u| of the second solution (at least a thousandth of the width of the bounds).
 *
 * <p>{@link #means()} compares the means over the intervals of the first solution's mesh, {@link #pointwise()} the functions
 * themselves. Both integrate by the midpoint rule on the union of both meshes, each cell divided further, with the
 * interpolants cut at the control's bounds.
 */
final class ControlGaps {
    private static final int PER_CELL = 6;
    private static final double SMALL = 1e-3;

    private final Solution first;
    private final Solution second;
    private final int nu;
    private final double[] difference;
    private final double[] pointwise;
    private final double[] worst;
    private final double[] worstTime;
    private final double[] size;

    ControlGaps(Solution first, Solution second) {
        this.first = first;
        this.second = second;
        nu = first.problem().controls().size();
        difference = new double[nu];
        pointwise = new double[nu];
        worst = new double[nu];
        worstTime = new double[nu];
        size = new double[nu];
        integrate();
    }

    private void integrate() {
        Trajectory a = first.trajectory();
        Trajectory b = second.trajectory();
        double t0 = first.startTime();
        double length = first.finalTime() - t0;
        double otherLength = second.finalTime() - second.startTime();
        double[] u = new double[Math.max(a.controlCount(), 1)];
        double[] v = new double[Math.max(b.controlCount(), 1)];
        double[] cell = new double[nu];
        int other = 0;
        for (int k = 0; k < a.intervals(); k++) {
            double from = (a.mesh()[k] - t0) / length;
            double to = (a.mesh()[k + 1] - t0) / length;
            Arrays.fill(cell, 0);
            double at = from;
            while (at < to) {
                while (other < b.intervals() - 1 && end(b, other, otherLength) <= at) {
                    other++;
                }
                double end = other < b.intervals() - 1 ? Math.min(to, end(b, other, otherLength)) : to;
                double step = (end - at) / PER_CELL;
                for (int m = 0; m < PER_CELL; m++) {
                    double tau = at + (m + 0.5) * step;
                    a.control(k, t0 + tau * length, u);
                    b.control(other, second.startTime() + tau * otherLength, v);
                    for (int i = 0; i < nu; i++) {
                        Range bounds = first.problem().controls().get(i).bounds();
                        double d = cut(u[i], bounds) - cut(v[i], bounds);
                        cell[i] += step * d;
                        pointwise[i] += step * Math.abs(d);
                        size[i] += step * Math.abs(cut(v[i], bounds));
                    }
                }
                at = end;
            }
            for (int i = 0; i < nu; i++) {
                difference[i] += Math.abs(cell[i]);
                double mean = Math.abs(cell[i]) / (to - from);
                if (!(mean <= worst[i])) {
                    worst[i] = mean;
                    worstTime[i] = 0.5 * (a.mesh()[k] + a.mesh()[k + 1]);
                }
            }
        }
    }

    private double end(Trajectory b, int k, double length) {
        return (b.mesh()[k + 1] - second.startTime()) / length;
    }

    private static double cut(double u, Range bounds) {
        return Math.max(bounds.lower(), Math.min(u, bounds.upper()));
    }

    /** By control that is the user's: Σ |∫ over an interval of u − v|; the time is that of the largest difference of the means. */
    List<Gap> means() {
        return gaps(difference);
    }

    /** By control that is the user's: ∫ |u − v|. */
    List<Gap> pointwise() {
        return gaps(pointwise);
    }

    private List<Gap> gaps(double[] amount) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < nu; i++) {
            Control control = first.problem().controls().get(i);
            if (!control.auxiliary()) {
                double width = control.bounds().upper() - control.bounds().lower();
                double unit = Math.max(size[i], Double.isFinite(width) ? SMALL * width : 0);
                gaps.add(new Gap(control.name(), amount[i] / (unit > 0 ? unit : 1), worstTime[i]));
            }
        }
        return gaps;
    }
}
