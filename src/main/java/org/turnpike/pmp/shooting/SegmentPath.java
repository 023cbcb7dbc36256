package org.turnpike.pmp.shooting;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.mesh.LagrangeBasis;

/**
 * y on one segment, sampled at the same points of each of a number of equal intervals.
 *
 * @param arc the segment's arc
 * @param times intervals × points
 * @param values intervals × points × n
 */
public record SegmentPath(int arc, int intervals, int points, double[] times, double[] values) {
    private static final int FINEST = 512;
    private static final double RESOLUTION = 1e-10;

    /**
     * All segments of a point of a shooting system.
     *
     * @param positions of the points in an interval, ascending from 0 to 1
     * @param total intervals in all, spread by length
     * @param fewest intervals of an arc
     */
    public static List<SegmentPath> of(
            ShootingSystem system,
            Flow flow,
            List<ArcField> fields,
            double[] z,
            double[] positions,
            int total,
            int fewest) {
        double horizon = system.segmentEnd(z, system.segments() - 1) - system.segmentStart(z, 0);
        List<SegmentPath> paths = new ArrayList<>();
        for (int s = 0; s < system.segments(); s++) {
            double from = system.segmentStart(z, s);
            double to = system.segmentEnd(z, s);
            int intervals = Math.max(fewest, (int) Math.ceil(total * (to - from) / horizon));
            SegmentPath path = sampled(system, flow, fields.get(system.arcOf(s)), z, s, positions, intervals);
            while (intervals < FINEST && !path.resolved(fields.get(system.arcOf(s)), positions, flow)) {
                intervals *= 2;
                path = sampled(system, flow, fields.get(system.arcOf(s)), z, s, positions, intervals);
            }
            paths.add(path);
        }
        return paths;
    }

    private static SegmentPath sampled(
            ShootingSystem system, Flow flow, ArcField field, double[] z, int s, double[] positions, int intervals) {
        double from = system.segmentStart(z, s);
        double to = system.segmentEnd(z, s);
        int points = positions.length;
        double[] times = new double[intervals * points];
        for (int k = 0; k < intervals; k++) {
            for (int j = 0; j < points; j++) {
                double share = (k + positions[j]) / intervals;
                times[k * points + j] = (1 - share) * from + share * to;
            }
        }
        int n = field.dimension();
        double[] values = new double[times.length * n];
        flow.along(field, from, system.node(z, s), to, times, values);
        // The first point is where the integration starts, whatever became of it.
        System.arraycopy(system.node(z, s), 0, values, 0, n);
        return new SegmentPath(system.arcOf(s), intervals, points, times, values);
    }

    /** Whether the integral of the interpolated slopes gives y at all points, in each interval. */
    private boolean resolved(ArcField field, double[] positions, Flow flow) {
        int n = field.dimension();
        double[] scale = flow.scale();
        double[][] slopes = new double[points][n];
        double[] y = new double[n];
        double[] start = new double[n];
        for (int k = 0; k < intervals; k++) {
            for (int j = 0; j < points; j++) {
                value(k, j, y);
                field.evaluate(time(k, j), y, slopes[j]);
            }
            double h = time(k, points - 1) - time(k, 0);
            value(k, 0, start);
            for (int q = 1; q < points; q++) {
                value(k, q, y);
                for (int i = 0; i < n; i++) {
                    double sum = start[i];
                    for (int j = 0; j < points; j++) {
                        sum += h * LagrangeBasis.integral(positions, j, positions[q]) * slopes[j][i];
                    }
                    if (Math.abs(sum - y[i]) > RESOLUTION * Math.max(scale[i], Math.abs(y[i]))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The time of point j of interval k. */
    public double time(int k, int j) {
        return times[k * points + j];
    }

    /** y at point j of interval k into {@code y}. */
    public void value(int k, int j, double[] y) {
        int n = values.length / times.length;
        System.arraycopy(values, (k * points + j) * n, y, 0, n);
    }
}
