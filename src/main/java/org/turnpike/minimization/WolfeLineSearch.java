package org.turnpike.minimization;

/**
 * A step α along a direction d for φ(α) = J(u + α d) that satisfies the strong Wolfe conditions
 *
 * <pre>
 *   φ(α) ≤ φ(0) + c₁ α φ′(0),   |φ′(α)| ≤ c₂ |φ′(0)|,   c₁ = 10⁻⁴, c₂ = 0.9,
 * </pre>
 *
 * <p>by bracketing and interpolation (Nocedal and Wright, algorithms 3.5 and 3.6). Where differences of J drown in rounding the first one is
 * replaced by (2c₁ − 1) φ′(0) ≥ φ′(α) for φ(α) ≤ φ(0) + ε|φ(0)|, which is the same for a quadratic but made of slopes (Hager and Zhang's
 * approximate Wolfe conditions). A value that is not finite is an upper end of the bracket like one that is too high.
 *
 * @see <a href="https://doi.org/10.1137/030601880">Hager, Zhang: A new conjugate gradient method with guaranteed descent and an efficient line search</a>
 */
final class WolfeLineSearch {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double ROUNDING = 1e-13;
    private static final int EVALUATIONS = 40;

    private final SmoothFunction function;
    /** u + α d of the last evaluation, and the derivative there. */
    final double[] point;

    final double[] derivative;
    /** φ of the last evaluation. */
    double value;

    /** α of the last evaluation. */
    double length;

    int evaluations;
    boolean overflowed;

    private double[] from = {};
    private double[] direction = {};
    private double value0;
    private double slope0;
    private double slope;

    WolfeLineSearch(SmoothFunction function) {
        this.function = function;
        int n = function.space().size();
        point = new double[n];
        derivative = new double[n];
    }

    /**
     * Whether a step was found; it is then the last evaluation.
     *
     * @param start φ(0)
     * @param initialSlope φ′(0), negative
     * @param first the first α to try
     */
    boolean search(double[] u, double[] d, double start, double initialSlope, double first) {
        from = u;
        direction = d;
        value0 = start;
        slope0 = initialSlope;
        evaluations = 0;
        overflowed = false;
        double low = 0;
        double lowValue = start;
        double lowSlope = initialSlope;
        double high = Double.POSITIVE_INFINITY;
        double highValue = Double.POSITIVE_INFINITY;
        double highSlope = Double.NaN;
        double alpha = first;
        while (evaluations < EVALUATIONS) {
            evaluate(alpha);
            if (acceptable()) {
                return true;
            }
            boolean rose =
                    !(value <= value0 + DECREASE * alpha * slope0) && !withinRounding() || value > above(lowValue);
            if (rose || slope >= 0) {
                high = alpha;
                highValue = value;
                highSlope = slope;
            } else {
                low = alpha;
                lowValue = value;
                lowSlope = slope;
            }
            if (high == Double.POSITIVE_INFINITY) {
                alpha *= 4;
            } else {
                if (!(high - low > 1e-16 * high)) {
                    break;
                }
                alpha = interpolate(low, lowValue, lowSlope, high, highValue, highSlope);
            }
        }
        if (low == 0) {
            return false;
        }
        // A decrease is better than nothing even where the slope is still steep.
        evaluate(low);
        return value < start;
    }

    private void evaluate(double alpha) {
        for (int j = 0; j < point.length; j++) {
            point[j] = from[j] + alpha * direction[j];
        }
        length = alpha;
        value = function.gradient(point, derivative);
        slope = InnerProduct.dot(derivative, direction);
        evaluations++;
        if (!Double.isFinite(value) || !Double.isFinite(slope)) {
            value = Double.POSITIVE_INFINITY;
            slope = Double.NaN;
            overflowed = true;
        }
    }

    private double above(double v) {
        return v + ROUNDING * Math.abs(v);
    }

    private boolean withinRounding() {
        return value <= above(value0) && (2 * DECREASE - 1) * slope0 >= slope;
    }

    private boolean acceptable() {
        return (value <= value0 + DECREASE * length * slope0 || withinRounding())
                && Math.abs(slope) <= CURVATURE * Math.abs(slope0);
    }

    /** The minimiser of the cubic through values and slopes of both ends, at least a tenth of the bracket from either; the middle if there is none. */
    private static double interpolate(double a, double fa, double ga, double b, double fb, double gb) {
        double width = b - a;
        if (!Double.isFinite(fb)) {
            return a + 0.1 * width;
        }
        double d1 = ga + gb - 3 * (fb - fa) / width;
        double root = Math.sqrt(d1 * d1 - ga * gb);
        double t = b - width * (gb + root - d1) / (gb - ga + 2 * root);
        return t >= a + 0.1 * width && t <= b - 0.1 * width ? t : a + 0.5 * width;
    }
}
