package org.turnpike.mesh;

/** Points of [0, 1] and weights of the interpolatory quadrature on them. */
public record CollocationPoints(double[] points, double[] weights) {

    /** Weights b_j = ∫₀¹ L_j. */
    public static CollocationPoints of(double... points) {
        double[] weights = new double[points.length];
        for (int j = 0; j < points.length; j++) {
            weights[j] = LagrangeBasis.integral(points, j, 1);
        }
        return new CollocationPoints(points, weights);
    }

    /** The s Gauss–Legendre points, order 2s. */
    public static CollocationPoints gaussLegendre(int s) {
        return of(gaussPoints(s));
    }

    private static double[] gaussPoints(int s) {
        double[] c = new double[s];
        for (int j = 0; j < s; j++) {
            double x = -Math.cos(Math.PI * (j + 0.75) / (s + 0.5));
            for (int step = 0; step < 50; step++) {
                double[] p = legendre(s, x);
                x -= p[0] / p[1];
            }
            c[j] = (1 + x) / 2;
        }
        return c;
    }

    /** Points and weights of the s-point Gauss rule on [0, 1], weights 1/((1 − x²) P_s′(x)²), x = 2c − 1. */
    static double[][] gaussRule(int s) {
        double[] c = gaussPoints(s);
        double[] weights = new double[s];
        for (int j = 0; j < s; j++) {
            double x = 2 * c[j] - 1;
            double slope = legendre(s, x)[1];
            weights[j] = 1 / ((1 - x * x) * slope * slope);
        }
        return new double[][] {c, weights};
    }

    /** The s right Radau points (the last is 1), order 2s − 1. */
    public static CollocationPoints radau(int s) {
        double[] c = new double[s];
        c[s - 1] = 1;
        // Zeros of (P_s − P_{s−1})/(x − 1), by Newton's method with deflation of the zero at 1 and of those already
        // found.
        for (int j = 0; j < s - 1; j++) {
            double x = -Math.cos(2 * Math.PI * (j + 0.5) / (2 * s - 1));
            for (int step = 0; step < 100; step++) {
                double[] p = legendre(s, x);
                double[] q = legendre(s - 1, x);
                double value = p[0] - q[0];
                double logarithmicDerivative = (p[1] - q[1]) / value - 1 / (x - 1);
                for (int m = 0; m < j; m++) {
                    logarithmicDerivative -= 1 / (x - (2 * c[m] - 1));
                }
                if (value == 0) {
                    break;
                }
                x -= 1 / logarithmicDerivative;
            }
            c[j] = (1 + x) / 2;
        }
        return of(c);
    }

    /** P_n(x) and P_n′(x) by the three-term recurrence. */
    private static double[] legendre(int n, double x) {
        double previous = 0;
        double value = 1;
        for (int m = 1; m <= n; m++) {
            double next = ((2 * m - 1) * x * value - (m - 1) * previous) / m;
            previous = value;
            value = next;
        }
        double derivative = n == 0 ? 0 : n * (previous - x * value) / (1 - x * x);
        return new double[] {value, derivative};
    }
}
