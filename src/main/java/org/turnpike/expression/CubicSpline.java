package org.turnpike.expression;

/**
 * The cubic spline through given points: a polynomial of degree 3 between neighbours, twice continuously differentiable between the first
 * and the last.
 *
 * <p>With widths h_i, slopes d_i = (y_{i+1} − y_i)/h_i and second derivatives M_i at the knots,
 *
 * <pre>
 *   h_{i−1} M_{i−1} + 2 (h_{i−1} + h_i) M_i + h_i M_{i+1} = 6 (d_i − d_{i−1}),
 * </pre>
 *
 * and either M = 0 at both ends (natural) or one polynomial across the second and the last but one knot (not-a-knot). Beyond the ends it
 * goes on along its tangents (once continuously differentiable there; twice if it is natural) or is undefined.
 *
 * @see <a href="https://doi.org/10.1007/978-1-4612-6333-3">de Boor: A Practical Guide to Splines, chapter IV</a>
 */
public final class CubicSpline implements Curve {
    /** What holds at the ends. */
    public enum Ends {
        NOT_A_KNOT,
        NATURAL
    }

    /** Bounds the rounding errors of a sum of four terms and its derivatives, relative to the terms. */
    private static final double ROUNDING = 1e-14;

    private final String name;
    private final double[] knots;
    /** By piece: coefficients of 1, s, s², s³ with s = x − knot. */
    private final double[] coefficients;

    private final boolean continued;
    private final double slopeAfter;
    private final double valueAfter;

    /**
     * @param x two or more, strictly increasing
     * @param y as many
     * @param continued whether it goes on beyond the ends
     */
    public CubicSpline(String name, double[] x, double[] y, Ends ends, boolean continued) {
        int pieces = x.length - 1;
        if (pieces < 1 || y.length != x.length) {
            throw new IllegalArgumentException("a spline needs two points or more");
        }
        this.name = name;
        this.continued = continued;
        knots = x.clone();
        coefficients = new double[4 * pieces];
        double[] second = secondDerivatives(x, y, ends);
        for (int i = 0; i < pieces; i++) {
            double h = x[i + 1] - x[i];
            if (!(h > 0)) {
                throw new IllegalArgumentException("the knots of a spline increase strictly");
            }
            coefficients[4 * i] = y[i];
            coefficients[4 * i + 1] = (y[i + 1] - y[i]) / h - h * (2 * second[i] + second[i + 1]) / 6;
            coefficients[4 * i + 2] = second[i] / 2;
            coefficients[4 * i + 3] = (second[i + 1] - second[i]) / (6 * h);
        }
        double last = x[pieces] - x[pieces - 1];
        valueAfter = y[pieces];
        slopeAfter = piece(pieces - 1, last, 1);
    }

    private static double[] secondDerivatives(double[] x, double[] y, Ends ends) {
        int n = x.length;
        double[] m = new double[n];
        if (n == 2) {
            return m;
        }
        double[] h = new double[n - 1];
        double[] d = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            h[i] = x[i + 1] - x[i];
            d[i] = (y[i + 1] - y[i]) / h[i];
        }
        boolean knot = ends == Ends.NOT_A_KNOT;
        if (n == 3 && knot) {
            // One parabola.
            java.util.Arrays.fill(m, 2 * (d[1] - d[0]) / (h[0] + h[1]));
            return m;
        }
        double[] diagonal = new double[n];
        double[] above = new double[n];
        double[] below = new double[n];
        for (int i = 1; i < n - 1; i++) {
            below[i] = h[i - 1];
            diagonal[i] = 2 * (h[i - 1] + h[i]);
            above[i] = h[i];
            m[i] = 6 * (d[i] - d[i - 1]);
        }
        if (knot) {
            // M₀ = M₁ + (M₁ − M₂) h₀/h₁, and the mirror image at the end.
            diagonal[1] += h[0] + h[0] * h[0] / h[1];
            above[1] -= h[0] * h[0] / h[1];
            diagonal[n - 2] += h[n - 2] + h[n - 2] * h[n - 2] / h[n - 3];
            below[n - 2] -= h[n - 2] * h[n - 2] / h[n - 3];
        }
        for (int i = 2; i < n - 1; i++) {
            double factor = below[i] / diagonal[i - 1];
            diagonal[i] -= factor * above[i - 1];
            m[i] -= factor * m[i - 1];
        }
        m[n - 2] /= diagonal[n - 2];
        for (int i = n - 3; i >= 1; i--) {
            m[i] = (m[i] - above[i] * m[i + 1]) / diagonal[i];
        }
        if (knot) {
            m[0] = m[1] + (m[1] - m[2]) * h[0] / h[1];
            m[n - 1] = m[n - 2] + (m[n - 2] - m[n - 3]) * h[n - 2] / h[n - 3];
        }
        return m;
    }

    @Override
    public double at(double x, int order) {
        int last = knots.length - 1;
        if (x < knots[0]) {
            return continued ? line(coefficients[0], coefficients[1], x - knots[0], order) : Double.NaN;
        }
        if (x > knots[last]) {
            return continued ? line(valueAfter, slopeAfter, x - knots[last], order) : Double.NaN;
        }
        if (Double.isNaN(x)) {
            return x;
        }
        int i = pieceOf(x);
        return piece(i, x - knots[i], order);
    }

    private static double line(double value, double slope, double s, int order) {
        return order == 0 ? value + slope * s : order == 1 ? slope : 0;
    }

    private int pieceOf(double x) {
        int low = 0;
        int high = knots.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (knots[middle] <= x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double piece(int i, double s, int order) {
        double b = coefficients[4 * i + 1];
        double c = coefficients[4 * i + 2];
        double e = coefficients[4 * i + 3];
        return switch (order) {
            case 0 -> coefficients[4 * i] + s * (b + s * (c + s * e));
            case 1 -> b + s * (2 * c + 3 * s * e);
            case 2 -> 2 * c + 6 * s * e;
            case 3 -> 6 * e;
            default -> 0;
        };
    }

    @Override
    public int lastOrder() {
        return 3;
    }

    /** Exact but for rounding: the values at the ends of all pieces and where a piece has an extremum. */
    @Override
    public Interval range(Interval x, int order) {
        int last = knots.length - 1;
        double low = Math.max(x.lower(), knots[0]);
        double high = Math.min(x.upper(), knots[last]);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double rounding = 0;
        if (continued) {
            for (double end : new double[] {x.lower(), x.upper()}) {
                double value = Double.isInfinite(end) ? beyond(end, order) : at(end, order);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        for (int i = 0; i < last && low <= high; i++) {
            double from = Math.max(low, knots[i]) - knots[i];
            double to = Math.min(high, knots[i + 1]) - knots[i];
            if (from > to) {
                continue;
            }
            rounding = Math.max(rounding, ROUNDING * magnitude(i, order));
            for (double s : candidates(i, order, from, to)) {
                double value = piece(i, s, order);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return least <= most ? Interval.hull(least - rounding, most + rounding).widened() : Interval.WHOLE;
    }

    /** The size of the terms of a piece's derivative, whose sum may be much smaller. */
    private double magnitude(int i, int order) {
        double h = knots[i + 1] - knots[i];
        double sum = 0;
        for (int power = 3; power >= 0; power--) {
            sum = sum * h + Math.abs(coefficients[4 * i + power]);
        }
        return sum / Math.pow(h, order);
    }

    private double beyond(double end, int order) {
        double slope = end > 0 ? slopeAfter : coefficients[1];
        if (order > 0) {
            return order == 1 ? slope : 0;
        }
        return slope == 0 ? (end > 0 ? valueAfter : coefficients[0]) : slope * end;
    }

    /** The ends of [from, to] and the zeros inside of the derivative of that order + 1. */
    private double[] candidates(int i, int order, double from, double to) {
        double b = coefficients[4 * i + 1];
        double c = coefficients[4 * i + 2];
        double e = coefficients[4 * i + 3];
        double first = from;
        double second = to;
        if (order == 0 && e != 0) {
            double root = Math.sqrt(Math.max(0, c * c - 3 * b * e));
            first = (-c + root) / (3 * e);
            second = (-c - root) / (3 * e);
        } else if (order == 0 && c != 0) {
            first = -b / (2 * c);
        } else if (order == 1 && e != 0) {
            first = -c / (3 * e);
        }
        return new double[] {from, to, Math.min(to, Math.max(from, first)), Math.min(to, Math.max(from, second))};
    }

    @Override
    public boolean mayBeUndefined(Interval x) {
        return !continued && (x.lower() < knots[0] || x.upper() > knots[knots.length - 1]);
    }

    @Override
    public String name() {
        return name;
    }
}
