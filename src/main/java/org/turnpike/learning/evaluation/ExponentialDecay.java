package org.turnpike.learning.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * How fast φ decays, φ − floor ≈ c e^{−rate t}, fitted by least squares for the logarithm on the longest window on which it is straight.
 *
 * <p>A window qualifies if it has four nodes at least, φ − floor falls by the factor e³ ≈ 20 in it, and all its slopes from node to node are
 * the same within 2 % (if there is none, 5 %, then 10 %, then 20 %). This leaves out the transient at the start and the last stretch of length ~2/μ, where log φ
 * flattens by nature: in the simplest case φ ~ cosh²(μ(T − t)). Power laws have no such window.
 *
 * <p>The floor is 0, or, where φ levels off above 0 (by less than 1 % in the last quarter), the least φ: training errors that no control
 * removes, or only at too high a price. A mesh has its own rate: Euler's, for φ ~ e^{−2μt}, is (4/h) asinh(μh/2).
 *
 * @param rate NaN if there is no such window
 * @param from where the window begins; NaN if there is none
 * @param to where it ends
 * @param spread by what share the slopes of the window differ at most: 0.02, 0.05, 0.1 or 0.2
 * @param reason why there is no rate; empty if there is one
 */
public record ExponentialDecay(double rate, double from, double to, double floor, double spread, String reason) {
    private static final double[] SPREADS = {0.02, 0.05, 0.1, 0.2};
    private static final int LEAST_NODES = 4;
    private static final double LEAST_FALL = 3;
    /** Differences to the floor below this share of it are the solver's tolerance, not decay. */
    private static final double NOISE = 1e-5;
    /** Rounding of a sum of squares of numbers of size 1. */
    private static final double ROUNDING = 1e-14;

    private static final double LEVEL = 0.01;
    /** By how much longer a window must be for subtracting the floor to pay. */
    private static final double LONGER = 1.5;

    /**
     * Fits.
     *
     * @param t times of nodes, ascending
     * @param phi values there
     */
    public static ExponentialDecay fit(double[] t, double[] phi) {
        int nodes = t.length;
        if (nodes < LEAST_NODES) {
            return none("There are too few layers.");
        }
        double least = Double.POSITIVE_INFINITY;
        for (double value : phi) {
            if (!(value >= 0)) {
                return none("phi is not positive.");
            }
            least = Math.min(least, value);
        }
        boolean levelsOff = least > ROUNDING && phi[3 * (nodes - 1) / 4] <= (1 + LEVEL) * least;
        for (double spread : SPREADS) {
            ExponentialDecay toZero = longest(t, logarithms(phi, 0, ROUNDING), 0, spread);
            ExponentialDecay toFloor =
                    levelsOff ? longest(t, logarithms(phi, least, NOISE * least), least, spread) : null;
            if (toFloor != null && (toZero == null || toFloor.length() > LONGER * toZero.length())) {
                return toFloor;
            }
            if (toZero != null) {
                return toZero;
            }
        }
        return none("log phi is straight on no window on which phi falls by a factor of 20"
                + (levelsOff ? ", nor is its difference to the value at which it levels off." : "."));
    }

    /** For what is no function of time that should decay. */
    static ExponentialDecay none(String reason) {
        return new ExponentialDecay(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, reason);
    }

    /** Whether there is a rate. */
    public boolean found() {
        return !Double.isNaN(rate);
    }

    private double length() {
        return to - from;
    }

    /** log(φ − floor), NaN where that is noise. */
    private static double[] logarithms(double[] phi, double floor, double noise) {
        double[] y = new double[phi.length];
        for (int k = 0; k < y.length; k++) {
            y[k] = phi[k] - floor > noise ? Math.log(phi[k] - floor) : Double.NaN;
        }
        return y;
    }

    /** The longest window whose steepest slope is at most 1 + spread times its flattest, or null. */
    private static @Nullable ExponentialDecay longest(double[] t, double[] y, double floor, double spread) {
        int from = -1;
        int to = -1;
        for (int i = 0; i < t.length; i++) {
            double flattest = Double.POSITIVE_INFINITY;
            double steepest = 0;
            for (int j = i + 1; j < t.length; j++) {
                double slope = (y[j - 1] - y[j]) / (t[j] - t[j - 1]);
                flattest = Math.min(flattest, slope);
                steepest = Math.max(steepest, slope);
                // Also false for NaN.
                if (!(slope > 0 && steepest <= (1 + spread) * flattest)) {
                    break;
                }
                boolean longer = to < 0 || t[j] - t[i] > t[to] - t[from];
                if (longer && j - i + 1 >= LEAST_NODES && y[i] - y[j] >= LEAST_FALL) {
                    from = i;
                    to = j;
                }
            }
        }
        return from < 0 ? null : new ExponentialDecay(-slope(t, y, from, to), t[from], t[to], floor, spread, "");
    }

    /** Of the straight line through nodes from … to, by least squares. */
    private static double slope(double[] t, double[] y, int from, int to) {
        int count = to - from + 1;
        double meanT = 0;
        double meanY = 0;
        for (int k = from; k <= to; k++) {
            meanT += t[k] / count;
            meanY += y[k] / count;
        }
        double numerator = 0;
        double denominator = 0;
        for (int k = from; k <= to; k++) {
            numerator += (t[k] - meanT) * (y[k] - meanY);
            denominator += (t[k] - meanT) * (t[k] - meanT);
        }
        return numerator / denominator;
    }
}
