package org.turnpike.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Estimates when a descent ends, from the straight line through the logarithms of the last gradient norms over time; a method that converges
 * faster than linearly ends sooner. No later than its limit on iterations.
 */
final class RemainingTime {
    private static final int WINDOW = 12;
    private static final int LEAST = 4;

    private final double tolerance;
    private final int limit;
    private final Deque<double[]> last = new ArrayDeque<>();

    /** @param limit on iterations */
    RemainingTime(double tolerance, int limit) {
        this.tolerance = tolerance;
        this.limit = limit;
    }

    /** Takes an iterate; {@code seconds} since any moment. */
    void add(int number, double gradientNorm, double seconds) {
        if (gradientNorm > 0 && Double.isFinite(gradientNorm)) {
            last.addLast(new double[] {seconds, Math.log(gradientNorm), number});
            if (last.size() > WINDOW) {
                last.removeFirst();
            }
        }
    }

    /** Seconds; NaN if the norms show no fall yet. */
    double seconds() {
        double slope = slope();
        if (last.size() < LEAST || !(slope < 0)) {
            return Double.NaN;
        }
        double[] first = last.getFirst();
        double[] now = last.getLast();
        double byTrend = Math.max(0, (now[1] - Math.log(tolerance)) / -slope);
        double byLimit = Math.max(0, limit - now[2]) * (now[0] - first[0]) / (now[2] - first[2]);
        return Math.min(byTrend, byLimit);
    }

    /** By least squares. */
    private double slope() {
        double t = 0;
        double y = 0;
        for (double[] point : last) {
            t += point[0] / last.size();
            y += point[1] / last.size();
        }
        double numerator = 0;
        double denominator = 0;
        for (double[] point : last) {
            numerator += (point[0] - t) * (point[1] - y);
            denominator += (point[0] - t) * (point[0] - t);
        }
        return denominator > 0 ? numerator / denominator : Double.NaN;
    }

    /** A duration in eight characters at most, or "-". */
    static String text(double seconds) {
        if (Double.isNaN(seconds)) {
            return "-";
        }
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(Math.min(seconds, 1e9));
        if (whole < 3600) {
            return whole / 60 + " m " + whole % 60 + " s";
        }
        return whole < 100 * 3600 ? whole / 3600 + " h " + whole % 3600 / 60 + " m" : whole / 86400 + " d";
    }
}
