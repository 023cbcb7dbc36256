package org.turnpike.refinement;

import org.jspecify.annotations.Nullable;
import org.turnpike.problem.Control;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Trajectory;

/**
 * A control that oscillates from point to point, as on a singular or boundary arc where the discretised problem hardly determines it.
 *
 * <p>The measure is the deviation d_e of u_e from the line through its two neighbours. For a smooth control it is O(h²) and keeps
 * its sign, at a switch it is large at two points; ringing makes it change sign from point to point over a whole stretch of time. A pair of
 * neighbours counts if d changes sign and is larger than {@value #VISIBLE} of the control's size at both. The control rings where such
 * pairs follow each other with gaps of at most {@value #GAP} points, make up {@value #SHARE} of a stretch, are at least
 * {@value #LEAST_PAIRS}, and last {@value #SHORTEST} of the horizon. Whether the control also touches its bounds does not matter.
 *
 * @param index of the control
 * @param control its name
 * @param from start of the stretch
 * @param to its end
 * @param amplitude mean |d| of the pairs, in the control's unit
 */
public record Ringing(int index, String control, double from, double to, double amplitude) {
    static final double VISIBLE = 2e-3;
    static final double SHARE = 0.5;
    static final double SHORTEST = 0.02;
    static final int GAP = 3;
    static final int LEAST_PAIRS = 8;

    /** The longest stretch of ringing of any control, or null. */
    public static @Nullable Ringing of(OptimalControlProblem problem, Trajectory trajectory) {
        Ringing longest = null;
        for (int i = 0; i < problem.controls().size(); i++) {
            Control control = problem.controls().get(i);
            Ringing found = control.auxiliary() ? null : of(trajectory, i, control);
            if (found != null && (longest == null || found.to - found.from > longest.to - longest.from)) {
                longest = found;
            }
        }
        return longest;
    }

    private static @Nullable Ringing of(Trajectory trajectory, int index, Control control) {
        double[][] points = points(trajectory, index);
        double[] t = points[0];
        double[] u = points[1];
        double threshold = VISIBLE * size(control, u);
        double least = SHORTEST
                * (trajectory.mesh()[trajectory.intervals()] - trajectory.mesh()[0]);
        Ringing longest = null;
        int first = -1;
        int last = -1;
        int pairs = 0;
        double sum = 0;
        for (int e = 1; e + 2 <= t.length; e++) {
            double here = e + 2 < t.length ? deviation(t, u, e) : 0;
            double next = e + 2 < t.length ? deviation(t, u, e + 1) : 0;
            boolean pair = here * next < 0 && Math.min(Math.abs(here), Math.abs(next)) > threshold;
            boolean ends = e + 2 == t.length || pair && first >= 0 && e - last > GAP;
            if (ends && first >= 0) {
                boolean rings =
                        pairs >= LEAST_PAIRS && pairs >= SHARE * (last - first + 1) && t[last] - t[first] >= least;
                if (rings && (longest == null || t[last] - t[first] > longest.to - longest.from)) {
                    longest = new Ringing(index, control.name(), t[first], t[last], sum / pairs);
                }
                first = -1;
            }
            if (pair) {
                if (first < 0) {
                    first = e;
                    pairs = 0;
                    sum = 0;
                }
                last = e;
                pairs++;
                sum += Math.abs(here);
            }
        }
        return longest;
    }

    /** u_e minus the line through its neighbours. */
    private static double deviation(double[] t, double[] u, int e) {
        double theta = (t[e] - t[e - 1]) / (t[e + 1] - t[e - 1]);
        return u[e] - (1 - theta) * u[e - 1] - theta * u[e + 1];
    }

    /** Times and values at the control points; where two intervals share a point it counts once. */
    private static double[][] points(Trajectory trajectory, int control) {
        int all = trajectory.controlPoints().count();
        double[] t = new double[all];
        double[] u = new double[all];
        int count = 0;
        for (int k = 0; k < trajectory.intervals(); k++) {
            double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
            double[] positions = trajectory.controlPoints().of(k);
            for (int j = 0; j < positions.length; j++) {
                double time = trajectory.mesh()[k] + positions[j] * h;
                if (count == 0 || time > t[count - 1] + 1e-9 * h) {
                    int at = trajectory.controlPoints().first(k) + j;
                    t[count] = time;
                    u[count++] = trajectory.controls()[at * trajectory.controlCount() + control];
                }
            }
        }
        return new double[][] {java.util.Arrays.copyOf(t, count), java.util.Arrays.copyOf(u, count)};
    }

    private static double size(Control control, double[] u) {
        double width = control.bounds().upper() - control.bounds().lower();
        if (Double.isFinite(width)) {
            return width;
        }
        double size = 0;
        for (double value : u) {
            size = Math.max(size, Math.abs(value));
        }
        return size;
    }
}
