package org.turnpike.mesh;

/** The Lagrange polynomials L_j(θ) = Π_{m≠j} (θ − c_m)/(c_j − c_m) on a few points of [0, 1], and their integrals from 0. */
public final class LagrangeBasis {
    /** From this number of points on, monomial coefficients cancel too much. */
    private static final int MANY = 6;
    /** Exact for the bases of up to 16 points. */
    private static final double[][] GAUSS = CollocationPoints.gaussRule(8);

    private LagrangeBasis() {}

    /** L_j(θ). */
    public static double value(double[] c, int j, double theta) {
        double product = 1;
        for (int m = 0; m < c.length; m++) {
            if (m != j) {
                product *= (theta - c[m]) / (c[j] - c[m]);
            }
        }
        return product;
    }

    /** ∫₀^θ L_j for at most 16 points: by the monomial coefficients of L_j if they are few, else by Gauss quadrature. */
    public static double integral(double[] c, int j, double theta) {
        if (c.length >= MANY) {
            double sum = 0;
            for (int q = 0; q < GAUSS[0].length; q++) {
                sum += GAUSS[1][q] * value(c, j, theta * GAUSS[0][q]);
            }
            return sum * theta;
        }
        double[] a = new double[c.length];
        a[0] = 1;
        int degree = 0;
        for (int m = 0; m < c.length; m++) {
            if (m != j) {
                double scale = 1 / (c[j] - c[m]);
                degree++;
                for (int q = degree; q >= 0; q--) {
                    a[q] = scale * ((q > 0 ? a[q - 1] : 0) - c[m] * a[q]);
                }
            }
        }
        double sum = 0;
        for (int q = degree; q >= 0; q--) {
            sum = sum * theta + a[q] / (q + 1);
        }
        return sum * theta;
    }

    /** L_j′(c_i), the differentiation matrix of the points. */
    public static double derivative(double[] c, int j, int i) {
        double sum = 0;
        for (int m = 0; m < c.length; m++) {
            if (m == j) {
                continue;
            }
            double product = 1 / (c[j] - c[m]);
            for (int l = 0; l < c.length; l++) {
                if (l != j && l != m) {
                    product *= (c[i] - c[l]) / (c[j] - c[l]);
                }
            }
            sum += product;
        }
        return sum;
    }
}
