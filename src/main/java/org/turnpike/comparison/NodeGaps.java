package org.turnpike.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.mesh.LagrangeBasis;
import org.turnpike.problem.State;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.Trajectory;

/**
 * Differences of states and costates at the nodes of the first solution's mesh, where a scheme has its highest order.
 *
 * <p>A state's size is max |x_i| over the horizon. That of a costate is max |p_i|, but at least a thousandth of what the largest
 * of the products p_j x_j makes of it, max_j(size(p_j) size(x_j)) / size(x_i): a costate counts by the change of cost that
 * it prices. Beside an arc on a state constraint, where costates jump, an interval on either side is left out. So is the
 * costate of a state where that lies at its bound and no control holds it there (an empty tank while coasting): the bound has a
 * multiplier of its own then, which neither method determines.
 */
final class NodeGaps {
    private static final double SMALL_COSTATE = 1e-3;
    private static final double REACHED = 1e-6;

    private final Solution first;
    private final Solution second;
    private final int nx;

    NodeGaps(Solution first, Solution second) {
        this.first = first;
        this.second = second;
        nx = first.problem().states().size();
    }

    List<Gap> states() {
        Trajectory a = first.trajectory();
        Trajectory b = second.trajectory();
        double[] size = stateSizes();
        double[] x = new double[nx];
        Largest largest = new Largest();
        for (int node = 0; node <= a.intervals(); node++) {
            double t = otherTime(a.mesh()[node]);
            b.state(b.intervalOf(t), t, x);
            largest.consider(a.states(), node, x, size, a.mesh()[node]);
        }
        return largest.gaps();
    }

    List<Gap> costates() {
        Trajectory a = first.trajectory();
        double[] size = costateSizes();
        double[] p = new double[nx];
        Largest largest = new Largest();
        for (int node = 0; node <= a.intervals(); node++) {
            if (!besideJump(node)) {
                costate(second.trajectory(), otherTime(a.mesh()[node]), p);
                for (int i = 0; i < nx; i++) {
                    p[i] = undetermined(node, i) ? a.costates()[node * nx + i] : p[i];
                }
                largest.consider(a.costates(), node, p, size, a.mesh()[node]);
            }
        }
        return largest.gaps();
    }

    /** States whose costates are left out on some time. */
    List<String> undetermined() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < nx; i++) {
            int count = 0;
            for (int node = 1; node < first.trajectory().intervals(); node++) {
                count += undetermined(node, i) ? 1 : 0;
            }
            if (count > 0) {
                names.add(first.problem().states().get(i).name());
            }
        }
        return names;
    }

    private boolean undetermined(int node, int i) {
        Trajectory a = first.trajectory();
        State state = first.problem().states().get(i);
        boolean near = false;
        // The ends are often fixed where a bound lies; that alone says nothing.
        for (int m = Math.max(1, node - 1); m <= Math.min(a.intervals() - 1, node + 1); m++) {
            near |= reached(state.bounds().lower(), a.states()[m * nx + i])
                    || reached(state.bounds().upper(), a.states()[m * nx + i]);
        }
        double before = a.mesh()[Math.min(a.intervals(), node + 1)];
        double after = a.mesh()[Math.max(0, node - 1)];
        return near
                && first.structure().stream()
                        .noneMatch(arc -> arc.kind().equals("boundary")
                                && arc.of().startsWith(state.name() + " ")
                                && arc.from() <= before
                                && after <= arc.to());
    }

    private static boolean reached(double bound, double value) {
        return Double.isFinite(bound) && Math.abs(value - bound) <= REACHED * (1 + Math.abs(bound));
    }

    private double otherTime(double t) {
        double tau = (t - first.startTime()) / (first.finalTime() - first.startTime());
        double there = second.startTime() + tau * (second.finalTime() - second.startTime());
        return Math.max(second.startTime(), Math.min(there, second.finalTime()));
    }

    /** By the polynomial through the nodes and the control points between them. */
    private static void costate(Trajectory trajectory, double t, double[] p) {
        int k = trajectory.intervalOf(t);
        int nx = p.length;
        double from = trajectory.mesh()[k];
        double theta = (t - from) / (trajectory.mesh()[k + 1] - from);
        double[] own = trajectory.controlPoints().of(k);
        double[] points = new double[own.length + 2];
        int[] at = new int[own.length + 2];
        int count = 1;
        for (int j = 0; j < own.length; j++) {
            if (own[j] > 0 && own[j] < 1) {
                points[count] = own[j];
                at[count++] = (trajectory.controlPoints().first(k) + j) * nx;
            }
        }
        points[count++] = 1;
        double[] used = Arrays.copyOf(points, count);
        for (int i = 0; i < nx; i++) {
            p[i] = 0;
            for (int j = 0; j < count; j++) {
                double value = j == 0
                        ? trajectory.costates()[k * nx + i]
                        : j == count - 1
                                ? trajectory.costates()[(k + 1) * nx + i]
                                : trajectory.stageCostates()[at[j] + i];
                p[i] += LagrangeBasis.value(used, j, theta) * value;
            }
        }
    }

    private boolean besideJump(int node) {
        return besideJump(node, first, 0, 1)
                || besideJump(node, second, first.startTime() - second.startTime() * lengthRatio(), lengthRatio());
    }

    /** Whether an arc on a constraint, whose times t are {@code shift + scale · t} here, ends beside a node. */
    private boolean besideJump(int node, Solution solution, double shift, double scale) {
        double[] mesh = first.trajectory().mesh();
        // A junction at a neighbouring node counts, whatever its last digit.
        double slack = 1e-3 * (mesh[Math.min(mesh.length - 1, node + 1)] - mesh[Math.max(0, node - 1)]);
        double from = mesh[Math.max(0, node - 1)] - slack;
        double to = mesh[Math.min(mesh.length - 1, node + 1)] + slack;
        for (Arc arc : solution.structure()) {
            double begin = shift + scale * arc.from();
            double end = shift + scale * arc.to();
            if (arc.kind().equals("boundary") && (from <= begin && begin <= to || from <= end && end <= to)) {
                return true;
            }
        }
        return false;
    }

    private double lengthRatio() {
        return (first.finalTime() - first.startTime()) / (second.finalTime() - second.startTime());
    }

    private double[] stateSizes() {
        double[] size = sizes(second.trajectory().states());
        for (int i = 0; i < nx; i++) {
            size[i] = size[i] > 0 ? size[i] : 1;
        }
        return size;
    }

    private double[] costateSizes() {
        double[] x = stateSizes();
        double[] p = sizes(second.trajectory().costates());
        double largest = 0;
        for (int i = 0; i < nx; i++) {
            largest = Math.max(largest, p[i] * x[i]);
        }
        for (int i = 0; i < nx; i++) {
            p[i] = Math.max(p[i], SMALL_COSTATE * largest / x[i]);
            p[i] = p[i] > 0 ? p[i] : 1;
        }
        return p;
    }

    private double[] sizes(double[] values) {
        double[] size = new double[nx];
        for (int j = 0; j < values.length; j++) {
            size[j % nx] = Math.max(size[j % nx], Math.abs(values[j]));
        }
        return size;
    }

    /** By component: the largest difference so far. */
    private final class Largest {
        private final double[] amount = new double[nx];
        private final double[] time = new double[nx];

        void consider(double[] nodes, int node, double[] other, double[] size, double t) {
            for (int i = 0; i < nx; i++) {
                double difference = Math.abs(nodes[node * nx + i] - other[i]) / size[i];
                if (!(difference <= amount[i])) {
                    amount[i] = Double.isNaN(amount[i]) ? amount[i] : difference;
                    time[i] = t;
                }
            }
        }

        List<Gap> gaps() {
            List<Gap> gaps = new ArrayList<>();
            for (int i = 0; i < nx; i++) {
                State state = first.problem().states().get(i);
                gaps.add(new Gap(state.name(), amount[i], time[i]));
            }
            return gaps;
        }
    }
}
