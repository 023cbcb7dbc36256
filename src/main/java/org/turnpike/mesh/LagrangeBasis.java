package org.turnpike.mesh;

/** The Lagrange polynomials L_j(θ) = Π_{m≠j} (θ − c_m)/(c_j − c_m) on a few points of [0, 1], and their integrals from 0. */
public final class LagrangeBasis {
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

    /** ∫₀^θ L_j, by the monomial coefficients of L_j (at most degree 4: exact to round-off). */
    public static double integral(double[] c, int j, double theta) {
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
