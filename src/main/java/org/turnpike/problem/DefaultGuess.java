package org.turnpike.problem;

/**
 * A first idea of the solution where the user gives none. It lies inside the bounds and is nowhere identically 0, because
 * 0 is where norms and quotients are undefined and gradients vanish.
 *
 * <ul>
 *   <li>A state goes along the straight line between its values at the ends (the middle of a bounded range); with one end
 *       known it stays there; with none it is constant, {@link #inside} its bounds. A line that would vanish everywhere is
 *       bent by 0.1.
 *   <li>A control or parameter is constant, {@link #inside} its bounds.
 * </ul>
 */
public final class DefaultGuess {
    /** Bounds beyond this say nothing about the size of the solution. */
    private static final double FAR = 1e10;

    private static final double SMALL = 0.1;

    private DefaultGuess() {}

    /** A state within {@code bounds}, from somewhere in {@code start} to somewhere in {@code end}. */
    public static Guess.Profile state(Range bounds, Range start, Range end) {
        double from = known(start, bounds);
        double to = known(end, bounds);
        if (Double.isNaN(from) && Double.isNaN(to)) {
            double constant = clip(inside(bounds), bounds);
            return (t, startTime, endTime) -> constant;
        }
        if ((Double.isNaN(from) || from == 0) && (Double.isNaN(to) || to == 0)) {
            return bent(bounds, !Double.isNaN(from), !Double.isNaN(to));
        }
        double first = Double.isNaN(from) ? to : from;
        double last = Double.isNaN(to) ? from : to;
        return (t, startTime, endTime) -> clip(first + (last - first) * fraction(t, startTime, endTime), bounds);
    }

    /** 0 where it is known to be 0, elsewhere up to 0.1 away on the side where there is room. */
    private static Guess.Profile bent(Range bounds, boolean startsAtZero, boolean endsAtZero) {
        double height = bounds.upper() > 0 ? Math.min(SMALL, bounds.upper() / 2) : Math.max(-SMALL, bounds.lower() / 2);
        return (t, startTime, endTime) -> {
            double s = fraction(t, startTime, endTime);
            double shape = startsAtZero && endsAtZero ? 4 * s * (1 - s) : startsAtZero ? s : 1 - s;
            return clip(height * shape, bounds);
        };
    }

    private static double fraction(double t, double startTime, double endTime) {
        return endTime > startTime ? Math.min(1, Math.max(0, (t - startTime) / (endTime - startTime))) : 0;
    }

    /** The middle of a range that is bounded, NaN of another. */
    private static double known(Range range, Range bounds) {
        boolean bounded = range.lower() > -FAR && range.upper() < FAR;
        return bounded ? clip(range.lower() / 2 + range.upper() / 2, bounds) : Double.NaN;
    }

    /**
     * A point inside the bounds and not 0: the middle if both sides are finite (a twentieth of the width above it if that is
     * 0), otherwise 0.1 if it is inside, otherwise a little inside the finite side.
     */
    public static double inside(Range bounds) {
        double lower = bounds.lower();
        double upper = bounds.upper();
        if (lower == upper) {
            return lower;
        }
        if (lower > -FAR && upper < FAR) {
            double width = upper - lower;
            double middle = lower + width / 2;
            return Math.abs(middle) > 1e-9 * width ? middle : middle + width / 20;
        }
        if (lower < SMALL && SMALL < upper) {
            return SMALL;
        }
        return upper <= SMALL
                ? Math.max(upper - 2 * SMALL * Math.max(1, Math.abs(upper)), lower / 2 + upper / 2)
                : Math.min(lower + SMALL * Math.max(1, Math.abs(lower)), lower / 2 + upper / 2);
    }

    /** A start time: the middle of a bounded range, otherwise 0 if it is inside, otherwise the finite side. */
    public static double startTime(Range range) {
        return Double.isFinite(range.lower()) && Double.isFinite(range.upper())
                ? range.lower() / 2 + range.upper() / 2
                : clip(0, range);
    }

    /** An end time after {@code startTime}: the middle of what is possible, or one more than the start, or twice as far as it must be. */
    public static double endTime(Range range, double startTime) {
        double lower = Math.max(range.lower(), startTime);
        if (range.upper() < Double.POSITIVE_INFINITY) {
            return lower / 2 + range.upper() / 2;
        }
        return Math.max(startTime + 1, lower + (lower - startTime));
    }

    /** The value of the bounds nearest to {@code value}. */
    public static double clip(double value, Range bounds) {
        return Math.min(bounds.upper(), Math.max(bounds.lower(), value));
    }
}
