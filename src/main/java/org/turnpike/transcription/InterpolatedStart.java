package org.turnpike.transcription;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.turnpike.mesh.LagrangeBasis;
import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NlpStart;
import org.turnpike.solution.Trajectory;

/**
 * The primal–dual point of one mesh carried to another.
 *
 * <p>States and controls come from their interpolants, cut at their bounds; multipliers of the dynamics from the costates; those of
 * bounds and path constraints, which are O(h), as densities: each is divided by the width of the cell around its place, interpolated
 * linearly, and multiplied by the width of the new cell. What has no place is copied.
 */
final class InterpolatedStart {
    private final MeshTranscription source;
    private final double[] z;
    private final Multipliers multipliers;
    private final Trajectory trajectory;
    private final double from;
    private final double length;

    InterpolatedStart(MeshTranscription source, double[] z, Multipliers multipliers) {
        this.source = source;
        this.z = z;
        this.multipliers = multipliers;
        trajectory = source.trajectory(z, multipliers);
        from = source.startTime(z);
        length = source.endTime(z) - from;
    }

    NlpStart on(MeshTranscription target) {
        double[] start = primal(target);
        Unknowns unknowns = target.unknowns;
        double[] lower = new double[start.length];
        double[] upper = new double[start.length];
        double[] constraints = new double[target.program().constraints()];
        int components = unknowns.components();
        Sequence[] own = Sequence.ofUnknowns(source.unknowns, components);
        Sequence[] others = Sequence.ofUnknowns(unknowns, components);
        for (int c = 0; c < components; c++) {
            own[c].carry(multipliers.lower(), others[c], lower);
            own[c].carry(multipliers.upper(), others[c], upper);
        }
        Map<String, Sequence> rows = Sequence.ofRows(source);
        Sequence.ofRows(target).forEach((text, sequence) -> {
            Sequence earlier = rows.get(text);
            if (earlier != null) {
                earlier.carry(multipliers.constraints(), sequence, constraints);
            }
        });
        target.defectMultipliers(this::costate, constraints);
        return new NlpStart(start, new Multipliers(constraints, lower, upper));
    }

    private double[] primal(MeshTranscription target) {
        Unknowns unknowns = target.unknowns;
        int nx = unknowns.stateCount();
        int nu = unknowns.controlCount();
        double[] start = new double[unknowns.count()];
        double[] lower = target.program().variableLower();
        double[] upper = target.program().variableUpper();
        double[] x = new double[nx];
        double[] u = new double[nu];
        int shared = source.shared;
        for (int i = 0; i < start.length; i++) {
            int component = unknowns.componentOf(i);
            double tau = unknowns.placeOf(i);
            if (component < nx) {
                trajectory.state(interval(tau, tau), from + tau * length, x);
                start[i] = x[component];
            } else if (component < nx + nu) {
                trajectory.control(interval(tau, unknowns.insideOf(i)), from + tau * length, u);
                start[i] = u[component - nx];
            } else {
                start[i] = z[shared++];
            }
            start[i] = Math.max(lower[i], Math.min(upper[i], start[i]));
        }
        return start;
    }

    /** The source's interval of τ on the side of {@code inside}. */
    private int interval(double tau, double inside) {
        return trajectory.intervalOf(from + (tau + 1e-6 * (inside - tau)) * length);
    }

    private void costate(double tau, double inside, double[] p) {
        int k = interval(tau, inside);
        double[] mesh = trajectory.mesh();
        double theta = (from + tau * length - mesh[k]) / (mesh[k + 1] - mesh[k]);
        double[] points = trajectory.controlPoints().of(k);
        int nx = p.length;
        if (points.length == 1) {
            trajectory.costate(k, from + tau * length, p);
            return;
        }
        Arrays.fill(p, 0);
        for (int j = 0; j < points.length; j++) {
            double weight = LagrangeBasis.value(points, j, theta);
            int at = (trajectory.controlPoints().first(k) + j) * nx;
            for (int i = 0; i < nx; i++) {
                p[i] += weight * trajectory.stageCostates()[at + i];
            }
        }
    }

    /** One quantity at many places, in ascending τ: the numbers of its unknowns or rows. */
    private static final class Sequence {
        private int[] index = new int[16];
        private double[] tau = new double[16];
        private int count;

        void add(int number, double place) {
            if (count == index.length) {
                index = Arrays.copyOf(index, 2 * count);
                tau = Arrays.copyOf(tau, 2 * count);
            }
            index[count] = number;
            tau[count++] = place;
        }

        static Sequence[] ofUnknowns(Unknowns unknowns, int components) {
            Sequence[] sequences = new Sequence[components];
            Arrays.setAll(sequences, c -> new Sequence());
            for (int i = 0; i < unknowns.count(); i++) {
                sequences[unknowns.componentOf(i)].add(i, unknowns.placeOf(i));
            }
            return sequences;
        }

        static Map<String, Sequence> ofRows(MeshTranscription transcription) {
            Map<String, Sequence> sequences = new HashMap<>();
            for (int row = 0; row < transcription.program().constraints(); row++) {
                sequences
                        .computeIfAbsent(transcription.rowText(row), text -> new Sequence())
                        .add(row, transcription.rowPlace(row));
            }
            return sequences;
        }

        private double cell(int e) {
            if (count == 1) {
                return 1;
            }
            return 0.5 * (tau[Math.min(e + 1, count - 1)] - tau[Math.max(e - 1, 0)]);
        }

        void carry(double[] values, Sequence target, double[] out) {
            if (count == 0) {
                return;
            }
            int left = 0;
            for (int e = 0; e < target.count; e++) {
                double at = target.tau[e];
                if (count == 1 || Double.isNaN(at)) {
                    out[target.index[e]] = values[index[Math.min(e, count - 1)]];
                    continue;
                }
                while (left + 2 < count && tau[left + 1] <= at) {
                    left++;
                }
                double width = tau[left + 1] - tau[left];
                double theta = width > 0 ? Math.max(0, Math.min(1, (at - tau[left]) / width)) : 0;
                out[target.index[e]] = target.cell(e)
                        * ((1 - theta) * values[index[left]] / cell(left)
                                + theta * values[index[left + 1]] / cell(left + 1));
            }
        }
    }
}
