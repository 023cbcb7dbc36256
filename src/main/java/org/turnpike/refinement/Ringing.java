package org.turnpike.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.Control;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.Trajectory;

/**
 * A control that oscillates from point to point on a singular or boundary arc, where the discretised problem hardly determines it.
 *
 * <p>The measure is the deviation d_e of u_e from the line through its two neighbours. For a smooth control it is O(h²) and keeps
 * its sign; ringing makes it change sign from point to point. A control rings on an arc if d changes sign at more than
 * {@value #ALTERNATING} of the points and its median size is more than {@value #VISIBLE} of the control's size.
 *
 * @param index of the control
 * @param control its name
 * @param from start of the arc
 * @param to its end
 * @param amplitude median |d|, in the control's unit
 */
public record Ringing(int index, String control, double from, double to, double amplitude) {
    static final double ALTERNATING = 0.6;
    static final double VISIBLE = 2e-3;
    /** Shorter arcs, as a share of the horizon, are smeared switches. */
    private static final double SHORTEST = 0.02;

    private static final int LEAST_POINTS = 8;

    /** The worst ringing on any singular or boundary arc, or null. */
    public static @Nullable Ringing of(OptimalControlProblem problem, Trajectory trajectory, List<Arc> arcs) {
        Ringing worst = null;
        double largest = 0;
        int control = -1;
        for (int a = 0; a < arcs.size(); a++) {
            Arc arc = arcs.get(a);
            if (a == 0 || arc.from() < arcs.get(a - 1).to()) {
                do {
                    control++;
                } while (problem.controls().get(control).auxiliary());
            }
            if (!arc.kind().equals("singular") && !arc.kind().equals("boundary")) {
                continue;
            }
            if (arc.to() - arc.from() < SHORTEST * (trajectory.mesh()[trajectory.intervals()] - trajectory.mesh()[0])) {
                continue;
            }
            double amplitude = amplitude(trajectory, control, arc);
            double relative = amplitude / size(problem.controls().get(control), trajectory, control);
            if (relative > Math.max(VISIBLE, largest)) {
                largest = relative;
                worst = new Ringing(control, problem.controls().get(control).name(), arc.from(), arc.to(), amplitude);
            }
        }
        return worst;
    }

    /** Median |d| on the arc's inner intervals if it alternates, else 0. */
    static double amplitude(Trajectory trajectory, int control, Arc arc) {
        int first = trajectory.intervalOf(arc.from()) + 2;
        int last = trajectory.intervalOf(arc.to()) - 2;
        List<double[]> points = new ArrayList<>();
        for (int k = first; k <= last; k++) {
            double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
            double[] positions = trajectory.controlPoints().of(k);
            for (int j = 0; j < positions.length; j++) {
                double t = trajectory.mesh()[k] + positions[j] * h;
                if (points.isEmpty() || t > points.get(points.size() - 1)[0] + 1e-9 * h) {
                    int at = trajectory.controlPoints().first(k) + j;
                    points.add(new double[] {t, trajectory.controls()[at * trajectory.controlCount() + control]});
                }
            }
        }
        if (points.size() < LEAST_POINTS) {
            return 0;
        }
        double[] deviation = new double[points.size() - 2];
        int changes = 0;
        for (int e = 0; e < deviation.length; e++) {
            double[] before = points.get(e);
            double[] here = points.get(e + 1);
            double[] after = points.get(e + 2);
            double theta = (here[0] - before[0]) / (after[0] - before[0]);
            deviation[e] = here[1] - (1 - theta) * before[1] - theta * after[1];
            changes += e > 0 && deviation[e] * deviation[e - 1] < 0 ? 1 : 0;
        }
        if (changes < ALTERNATING * (deviation.length - 1)) {
            return 0;
        }
        double[] sizes = Arrays.stream(deviation).map(Math::abs).sorted().toArray();
        return sizes[sizes.length / 2];
    }

    private static double size(Control control, Trajectory trajectory, int i) {
        double width = control.bounds().upper() - control.bounds().lower();
        if (Double.isFinite(width)) {
            return width;
        }
        double size = 1e-12;
        for (int e = i; e < trajectory.controls().length; e += trajectory.controlCount()) {
            size = Math.max(size, Math.abs(trajectory.controls()[e]));
        }
        return size;
    }
}
