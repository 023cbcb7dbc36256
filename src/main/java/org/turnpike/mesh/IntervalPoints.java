package org.turnpike.mesh;

import java.util.Arrays;

/**
 * Positions in [0, 1] inside each interval of a mesh, numbered through interval by interval; their number may differ.
 *
 * @param positions by interval, ascending
 * @param offsets K + 1: the number of an interval's first point; the last is the number of all points
 */
public record IntervalPoints(double[][] positions, int[] offsets) {

    /** The same positions in each of K intervals. */
    public static IntervalPoints uniform(int intervals, double[] points) {
        double[][] positions = new double[intervals][];
        Arrays.fill(positions, points);
        return of(positions);
    }

    /** Positions by interval. */
    public static IntervalPoints of(double[][] positions) {
        int[] offsets = new int[positions.length + 1];
        for (int k = 0; k < positions.length; k++) {
            offsets[k + 1] = offsets[k] + positions[k].length;
        }
        return new IntervalPoints(positions, offsets);
    }

    /** The positions in interval k. */
    public double[] of(int k) {
        return positions[k];
    }

    /** The number of the first point of interval k. */
    public int first(int k) {
        return offsets[k];
    }

    /** The number of all points. */
    public int count() {
        return offsets[positions.length];
    }

    /** The interval of a point. */
    public int interval(int point) {
        int found = Arrays.binarySearch(offsets, point);
        return found >= 0 ? found : -found - 2;
    }

    /** The position of a point in its interval. */
    public double position(int point) {
        int k = interval(point);
        return positions[k][point - offsets[k]];
    }

    /** The largest number of points in one interval. */
    public int most() {
        int most = 0;
        for (double[] points : positions) {
            most = Math.max(most, points.length);
        }
        return most;
    }
}
