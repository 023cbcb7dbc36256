package org.turnpike.problem;

/** The closed interval [lower, upper]; an absent side is infinite. */
public record Range(double lower, double upper) {
    /** All real numbers. */
    public static final Range FREE = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * Checks the order of the two sides.
     *
     * @throws IllegalArgumentException if lower &gt; upper or a side is NaN
     */
    public Range {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower bound " + lower + " above upper bound " + upper);
        }
    }

    /** The single point {@code value}. */
    public static Range fixed(double value) {
        return new Range(value, value);
    }

    /** Whether this is a single point. */
    public boolean isFixed() {
        return lower == upper;
    }

    /** Whether neither side bounds. */
    public boolean isFree() {
        return lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY;
    }

    /** Whether {@code value} lies in the interval. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** The intersection, or null if it is empty. */
    public @org.jspecify.annotations.Nullable Range intersect(Range other) {
        double low = Math.max(lower, other.lower);
        double high = Math.min(upper, other.upper);
        return low <= high ? new Range(low, high) : null;
    }
}
