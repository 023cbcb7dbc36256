package org.turnpike.solution;

/** The Lagrange polynomials L_j(θ) = Π_{m≠j} (θ − c_m)/(c_j − c_m) on a few points of [0, 1], and their integrals from 0. */
final class LagrangeBasis {
    private LagrangeBasis() {}

    static double value(double[] c, int j, double theta) {
        double product = 1;
        for (int m = 0; m < c.length; m++) {
            if (m != j) {
                product *= (theta - c[m]) / (c[j] - c[m]);
            }
        }
        return product;
    }

    /** ∫₀^θ L_j, by the monomial coefficients of L_j (at most degree 4: exact to round-off). */
    static double integral(double[] c, int j, double theta) {
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
}
