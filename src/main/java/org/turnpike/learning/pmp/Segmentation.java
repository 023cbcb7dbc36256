package org.turnpike.learning.pmp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Divides an arc into segments over which errors grow at most by a given factor: the sensitivity is measured with the variational
 * equations from the guess at the segment's start, and a segment that is too sensitive, or cannot be integrated, is halved. A system with
 * rates ±μ thus gets segments of about 3/μ.
 */
final class Segmentation {
    private static final double GROWTH = 20;
    private static final int FEWEST = 4;
    private static final int MOST = 2000;
    private static final double SHORTEST = 1e-6;

    private final MultipleShooting shooting;
    private final CanonicalEquations equations;
    private final TrajectoryGuess guess;
    private final double[] scale;
    private final BooleanSupplier exhausted;

    /**
     * @param scale by component of y: the size of an error that counts as one
     * @param exhausted whether time or evaluations have run out: then nothing is divided any more
     */
    Segmentation(
            MultipleShooting shooting,
            CanonicalEquations equations,
            TrajectoryGuess guess,
            double[] scale,
            BooleanSupplier exhausted) {
        this.shooting = shooting;
        this.equations = equations;
        this.guess = guess;
        this.scale = scale;
        this.exhausted = exhausted;
    }

    /** The nodes in [0, 1] of s; the time is s times {@code duration}, which y has as its last component if it is timed. */
    double[] nodes(double duration, boolean timed) {
        List<Double> nodes = new ArrayList<>();
        nodes.add(0.0);
        for (int q = 0; q < FEWEST; q++) {
            divide(q / (double) FEWEST, (q + 1) / (double) FEWEST, duration, timed, nodes);
        }
        return nodes.stream().mapToDouble(s -> timed ? s : s * duration).toArray();
    }

    private void divide(double from, double to, double duration, boolean timed, List<Double> nodes) {
        if (to - from > SHORTEST
                && nodes.size() < MOST
                && !exhausted.getAsBoolean()
                && growth(from, to, duration, timed) > GROWTH) {
            double middle = (from + to) / 2;
            divide(from, middle, duration, timed, nodes);
            divide(middle, to, duration, timed, nodes);
        } else {
            nodes.add(to);
        }
    }

    /** The largest entry of the scaled sensitivity; infinite where the integration fails. */
    private double growth(double from, double to, double duration, boolean timed) {
        int n = scale.length;
        double[] y = new double[n];
        guess.at(from * duration, y);
        if (timed) {
            y[n - 2] = from * duration;
            y[n - 1] = duration;
        }
        double factor = timed ? 1 : duration;
        double[] v = shooting.sensitivity(equations, from * factor, y, to * factor);
        double largest = v.length == 0 ? Double.POSITIVE_INFINITY : 0;
        for (int q = 0; q < v.length; q++) {
            largest = Math.max(largest, Math.abs(v[q]) * scale[q / n] / scale[q % n]);
        }
        return largest;
    }
}
