package org.turnpike.expression;

/**
 * The closed interval [lower, upper] of the extended real line. Infinite ends are limits, not values: 0·∞ = 0.
 *
 * <p>Arithmetic is the natural one, [a]∘[b] ⊇ {x∘y : x ∈ [a], y ∈ [b]}. Sums, products and quotients are rounded to nearest, as at
 * points: rounding is monotone, so values computed at points stay inside, and exact ends such as 0 stay exact, which sign proofs
 * need. Transcendental functions are widened by one unit in the last place.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898717716">Moore, Kearfott, Cloud: Introduction to Interval Analysis, chapters 2 to 5</a>
 */
public record Interval(double lower, double upper) {
    /** All real numbers. */
    public static final Interval WHOLE = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if lower &gt; upper or an end is NaN
     */
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("interval [" + lower + ", " + upper + "] is empty");
        }
    }

    /** The single value. */
    public static Interval point(double value) {
        return new Interval(value, value);
    }

    /** The smallest interval that contains all values that are not NaN. */
    static Interval hull(double... values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low <= high ? new Interval(low, high) : WHOLE;
    }

    /** Whether the value lies inside. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** Whether this is one value. */
    public boolean isPoint() {
        return lower == upper;
    }

    /** Whether no value is negative. */
    public boolean isNonNegative() {
        return lower >= 0;
    }

    /** Whether no value is positive. */
    public boolean isNonPositive() {
        return upper <= 0;
    }

    /** The common part; if there is none, the end of this interval nearest to {@code other}. */
    Interval clippedTo(Interval other) {
        double low = Math.max(lower, other.lower);
        double high = Math.min(upper, other.upper);
        return low <= high ? new Interval(low, high) : point(upper < other.lower ? upper : lower);
    }

    Interval negate() {
        return new Interval(0 - upper, 0 - lower);
    }

    Interval add(Interval other) {
        return ends(lower + other.lower, upper + other.upper);
    }

    Interval subtract(Interval other) {
        return ends(lower - other.upper, upper - other.lower);
    }

    /** Ends of a sum: an overflow of finite numbers against infinity leaves that end open. */
    private static Interval ends(double low, double high) {
        return new Interval(
                Double.isNaN(low) ? Double.NEGATIVE_INFINITY : low,
                Double.isNaN(high) ? Double.POSITIVE_INFINITY : high);
    }

    Interval multiply(Interval other) {
        return hull(
                product(lower, other.lower),
                product(lower, other.upper),
                product(upper, other.lower),
                product(upper, other.upper));
    }

    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    /** The quotient where the divisor is not 0; all numbers if the divisor lies on both sides of 0. */
    Interval divide(Interval divisor) {
        if (divisor.lower < 0 && divisor.upper > 0 || divisor.lower == 0 && divisor.upper == 0) {
            return WHOLE;
        }
        boolean positive = divisor.lower >= 0;
        return hull(
                quotient(lower, divisor.lower, positive),
                quotient(lower, divisor.upper, positive),
                quotient(upper, divisor.lower, positive),
                quotient(upper, divisor.upper, positive));
    }

    private static double quotient(double a, double b, boolean positive) {
        if (b == 0) {
            return a == 0 ? 0 : (a > 0) == positive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        return a / b;
    }

    /** |x|. */
    Interval abs() {
        return lower >= 0 ? this : upper <= 0 ? negate() : new Interval(0, Math.max(-lower, upper));
    }

    /** Both ends moved outwards by one unit in the last place; 0 is kept: elementary functions are exact there. */
    Interval widened() {
        return new Interval(lower == 0 ? 0 : Math.nextDown(lower), upper == 0 ? 0 : Math.nextUp(upper));
    }
}
