package org.turnpike.comparison.steady;

/**
 * The slope of log d over a window by least squares, as a rate of decay away from an end of the horizon.
 *
 * @param rate positive for decay; NaN if the window holds fewer than five nodes, or d does not fall away from the end by a factor e in it
 * @param window {from, to}; empty if there is none
 */
record RateFit(double rate, double[] window) {
    private static final int FEWEST = 5;
    private static final double ABOVE_FLOOR = 30;
    private static final RateFit NONE = new RateFit(Double.NaN, new double[0]);

    /** From {@code margin} after the start to where d is near the floor, at most to the middle. */
    static RateFit entry(double[] times, double[] d, double margin, double floor) {
        double start = times[0];
        double middle = 0.5 * (start + times[times.length - 1]);
        int from = 0;
        while (from < times.length && times[from] < start + margin) {
            from++;
        }
        int to = from;
        while (to < times.length && times[to] <= middle && d[to] > ABOVE_FLOOR * floor) {
            to++;
        }
        return fit(times, d, from, to, -1);
    }

    /** The mirror image at the end. */
    static RateFit exit(double[] times, double[] d, double margin, double floor) {
        double end = times[times.length - 1];
        double middle = 0.5 * (times[0] + end);
        int to = times.length;
        while (to > 0 && times[to - 1] > end - margin) {
            to--;
        }
        int from = to;
        while (from > 0 && times[from - 1] >= middle && d[from - 1] > ABOVE_FLOOR * floor) {
            from--;
        }
        return fit(times, d, from, to, 1);
    }

    private static RateFit fit(double[] times, double[] d, int from, int to, int sign) {
        int n = to - from;
        if (n < FEWEST) {
            return NONE;
        }
        double meanTime = 0;
        double meanLog = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = from; i < to; i++) {
            meanTime += times[i] / n;
            meanLog += Math.log(d[i]) / n;
            least = Math.min(least, d[i]);
            most = Math.max(most, d[i]);
        }
        if (most < Math.E * least) {
            return NONE;
        }
        double square = 0;
        double product = 0;
        for (int i = from; i < to; i++) {
            square += (times[i] - meanTime) * (times[i] - meanTime);
            product += (times[i] - meanTime) * (Math.log(d[i]) - meanLog);
        }
        if (sign * product <= 0) {
            return NONE;
        }
        return new RateFit(sign * product / square, new double[] {times[from], times[to - 1]});
    }
}
