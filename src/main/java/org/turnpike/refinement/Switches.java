package org.turnpike.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.Control;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.refinement.IntervalSplitting.MeshBuilder;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.Trajectory;

/**
 * Jumps of controls between arcs, and short intervals around them.
 *
 * <p>On a mesh a jump is smeared over a window [a, b] of one to a few intervals, but the control's integral over it, A, is kept by
 * the dynamics. From the values u₋ and u₊ beside the window the jump lies at
 *
 * <pre>
 *   s = (A + u₋ a − u₊ b) / (u₋ − u₊).
 * </pre>
 *
 * <p>On the next mesh one interval of width {@value #SHRINK} (b − a) encloses s. The smear then costs O((b − a)²) in the objective, as
 * the switching function vanishes at s, so that a width of the square root of the tolerance is enough.
 */
public final class Switches {
    static final double SHRINK = 0.2;
    /** A jump this close to an end of a short window, as a share of its width, was kept there by the window. */
    private static final double EDGE = 0.1;

    static final double GROWTH = 3;
    /** A change by less than this share of the control's size is no jump. */
    private static final double JUMP = 0.05;
    /** A control at a bound lies within this share of its size of it. */
    private static final double SETTLED = 2e-2;

    /** A jump is steeper than what the control does beside it by this factor. */
    private static final double STEEPER = 3;

    private static final int WIDEST = 2;

    private final OptimalControlProblem problem;
    private final Trajectory trajectory;
    private final List<Switch> jumps = new ArrayList<>();
    private final List<Integer> kinks = new ArrayList<>();

    private Switches(OptimalControlProblem problem, Trajectory trajectory) {
        this.problem = problem;
        this.trajectory = trajectory;
    }

    /** @param arcs of all controls, control by control */
    public static Switches of(OptimalControlProblem problem, Trajectory trajectory, List<Arc> arcs) {
        Switches switches = new Switches(problem, trajectory);
        int control = -1;
        for (int a = 0; a < arcs.size(); a++) {
            if (a == 0 || arcs.get(a).from() < arcs.get(a - 1).to()) {
                control = switches.next(control);
            } else {
                switches.border(control, arcs.get(a - 1), arcs.get(a));
            }
        }
        switches.jumps.sort(Comparator.comparingDouble(Switch::fraction));
        return switches;
    }

    /** In ascending order. */
    public List<Switch> jumps() {
        return jumps;
    }

    /** Intervals in which a control passes from arc to arc without a jump. */
    public List<Integer> kinks() {
        return kinks;
    }

    private int next(int control) {
        int following = control + 1;
        while (problem.controls().get(following).auxiliary()) {
            following++;
        }
        return following;
    }

    private void border(int control, Arc before, Arc after) {
        int k = trajectory.intervalOf(before.to());
        double size = size(control);
        int first = k;
        int last = k;
        while (first > 0 && k - first < WIDEST && !settled(control, left(control, first), before, size)) {
            first--;
        }
        while (last < trajectory.intervals() - 1
                && last - k < WIDEST
                && !settled(control, right(control, last), after, size)) {
            last++;
        }
        double u = left(control, first);
        double v = right(control, last);
        double drift = drift(control, first - 1) + drift(control, last + 1);
        if (Math.abs(u - v) < JUMP * size || Math.abs(u - v) < STEEPER * drift * width(first, last)) {
            kinks.add(k);
            return;
        }
        double a = trajectory.mesh()[first];
        double b = trajectory.mesh()[last + 1];
        double area = 0;
        for (int i = first; i <= last; i++) {
            area += area(control, i);
        }
        double s = Math.max(a, Math.min(b, (area + u * a - v * b) / (u - v)));
        double start = trajectory.mesh()[0];
        double length = trajectory.mesh()[trajectory.intervals()] - start;
        jumps.add(new Switch(control, (s - start) / length, first, last, (b - a) / length));
    }

    private double width(int first, int last) {
        return trajectory.mesh()[last + 1] - trajectory.mesh()[first];
    }

    /** The mean |u′| on an interval, 0 beyond the ends. */
    private double drift(int control, int k) {
        if (k < 0 || k >= trajectory.intervals()) {
            return 0;
        }
        double[] points = trajectory.controlPoints().of(k);
        int first = trajectory.controlPoints().first(k);
        int nu = trajectory.controlCount();
        if (points.length == 1) {
            return 0;
        }
        double rise = trajectory.controls()[(first + points.length - 1) * nu + control]
                - trajectory.controls()[first * nu + control];
        return Math.abs(rise) / (width(k, k) * (points[points.length - 1] - points[0]));
    }

    private double size(int i) {
        Control control = problem.controls().get(i);
        double width = control.bounds().upper() - control.bounds().lower();
        if (Double.isFinite(width)) {
            return width;
        }
        double size = 0;
        for (int e = i; e < trajectory.controls().length; e += trajectory.controlCount()) {
            size = Math.max(size, Math.abs(trajectory.controls()[e]));
        }
        return size;
    }

    /** A control on a bang arc is settled at its bound; elsewhere that cannot be told. */
    private boolean settled(int i, double value, Arc arc, double size) {
        if (!arc.kind().equals("bang") && !arc.kind().equals("off")) {
            return true;
        }
        Control control = problem.controls().get(i);
        double nearest = arc.kind().equals("off")
                ? Math.abs(value)
                : Math.min(
                        Math.abs(value - control.bounds().lower()),
                        Math.abs(control.bounds().upper() - value));
        return nearest <= SETTLED * size;
    }

    /** The control just before interval k; its first value at the start of the horizon. */
    private double left(int control, int k) {
        int point = k == 0 ? 0 : trajectory.controlPoints().first(k) - 1;
        return trajectory.controls()[point * trajectory.controlCount() + control];
    }

    /** The control just after interval k; its last value at the end of the horizon. */
    private double right(int control, int k) {
        int point = Math.min(
                trajectory.controlPoints().first(k + 1),
                trajectory.controlPoints().count() - 1);
        return trajectory.controls()[point * trajectory.controlCount() + control];
    }

    private double area(int control, int k) {
        double[] weights =
                CollocationPoints.of(trajectory.controlPoints().of(k)).weights();
        double mean = 0;
        for (int j = 0; j < weights.length; j++) {
            int point = trajectory.controlPoints().first(k) + j;
            mean += weights[j] * trajectory.controls()[point * trajectory.controlCount() + control];
        }
        return mean * (trajectory.mesh()[k + 1] - trajectory.mesh()[k]);
    }

    /**
     * A mesh without the nodes that enclosed switches before.
     *
     * @param old fractions that {@link #enclose} added
     */
    public static Mesh released(Mesh mesh, double[] old) {
        double[] sorted = old.clone();
        Arrays.sort(sorted);
        MeshBuilder builder = new MeshBuilder();
        double from = 0;
        int stages = 0;
        for (int k = 0; k < mesh.intervals(); k++) {
            stages = Math.max(stages, mesh.stages(k));
            double to = mesh.fraction(k + 1);
            if (to == 1 || mesh.keeps(to) || Arrays.binarySearch(sorted, to) < 0) {
                builder.add(from, stages, 1, to);
                from = to;
                stages = 0;
            }
        }
        return builder.mesh(mesh.kept());
    }

    /**
     * The fractions of short intervals around jumps: two for each.
     *
     * @param least the smallest width, as a fraction of the horizon
     */
    public double[] brackets(double least) {
        double[] fractions = new double[2 * jumps.size()];
        int count = 0;
        double end = 0;
        for (Switch jump : jumps) {
            double half = 0.5 * Math.max(least, (pinned(jump) ? GROWTH : SHRINK) * jump.width());
            double from = jump.fraction() - half;
            double to = jump.fraction() + half;
            if (from > end + half && to < 1 - half) {
                fractions[count++] = from;
                fractions[count++] = to;
                end = to;
            }
        }
        return Arrays.copyOf(fractions, count);
    }

    /**
     * Whether a window is short beside its neighbours and the jump lies at its end: a smear over a long neighbour would cost more than
     * the step to the better place gains, so the jump stays, and only a wider window lets it go.
     */
    private boolean pinned(Switch jump) {
        double[] mesh = trajectory.mesh();
        double length = mesh[trajectory.intervals()] - mesh[0];
        double from = (mesh[jump.first()] - mesh[0]) / length;
        double position = (jump.fraction() - from) / jump.width();
        boolean atStart = position < EDGE && jump.first() > 0 && neighbour(jump.first() - 1) > GROWTH * jump.width();
        boolean atEnd = position > 1 - EDGE
                && jump.last() < trajectory.intervals() - 1
                && neighbour(jump.last() + 1) > GROWTH * jump.width();
        return atStart || atEnd;
    }

    /** The width of an interval as a fraction of the horizon. */
    private double neighbour(int k) {
        return width(k, k) / width(0, trajectory.intervals() - 1);
    }

    /** A mesh with brackets, without its own nodes inside or close beside them, unless they must stay. */
    public static Mesh enclose(Mesh mesh, double[] brackets) {
        MeshBuilder builder = new MeshBuilder();
        double from = 0;
        int next = 0;
        for (int k = 0; k < mesh.intervals(); k++) {
            double to = mesh.fraction(k + 1);
            while (next < brackets.length && brackets[next] < to) {
                // The short interval itself has the scheme's own number of points.
                int stages = next % 2 == 1 ? 0 : mesh.stages(k);
                builder.add(from, stages, 1, brackets[next]);
                from = brackets[next++];
            }
            if (to == 1 || mesh.keeps(to) || !crowded(to, brackets)) {
                builder.add(from, next % 2 == 1 ? 0 : mesh.stages(k), 1, to);
                from = to;
            }
        }
        return builder.mesh(mesh.kept());
    }

    private static boolean crowded(double node, double[] brackets) {
        for (int b = 0; b + 1 < brackets.length; b += 2) {
            double width = brackets[b + 1] - brackets[b];
            if (node > brackets[b] - width && node < brackets[b + 1] + width) {
                return true;
            }
        }
        return false;
    }
}
