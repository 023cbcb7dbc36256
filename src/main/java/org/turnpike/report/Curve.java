package org.turnpike.report;

import org.turnpike.problem.Range;

/**
 * A named function of time, by samples. Two samples at one time are a jump.
 *
 * @param bounds drawn as dashed lines where they are near the curve; FREE for none
 */
record Curve(String name, double[] times, double[] values, Range bounds) {
    double least() {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Double.isFinite(value) ? Math.min(least, value) : least;
        }
        return least;
    }

    double most() {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            most = Double.isFinite(value) ? Math.max(most, value) : most;
        }
        return most;
    }

    /** Whether there is anything to draw. */
    boolean drawable() {
        return least() <= most();
    }
}
