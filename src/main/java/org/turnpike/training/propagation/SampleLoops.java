package org.turnpike.training.propagation;

/** The inner loops over n samples. Each is small and has an array per operand, so that the compiler vectorises it; see the package. */
final class SampleLoops {
    private SampleLoops() {}

    /** y = k + Σ_c w[at + c·stride] v_c. */
    static void affine(int n, double k, double[] w, int at, int stride, double[][] v, int count, double[] y) {
        int c = count & 3;
        if (c == 0) {
            java.util.Arrays.fill(y, 0, n, k);
        } else if (c == 1) {
            start1(n, k, w[at], v[0], y);
        } else if (c == 2) {
            start2(n, k, w[at], v[0], w[at + stride], v[1], y);
        } else {
            start3(n, k, w[at], v[0], w[at + stride], v[1], w[at + 2 * stride], v[2], y);
        }
        addFours(n, w, at, stride, v, c, count, y);
    }

    /** y += Σ_c w[at + c·stride] v_c. */
    static void add(int n, double[] w, int at, int stride, double[][] v, int count, double[] y) {
        int c = count & 3;
        if (c == 1) {
            add1(n, w[at], v[0], y);
        } else if (c == 2) {
            add2(n, w[at], v[0], w[at + stride], v[1], y);
        } else if (c == 3) {
            add3(n, w[at], v[0], w[at + stride], v[1], w[at + 2 * stride], v[2], y);
        }
        addFours(n, w, at, stride, v, c, count, y);
    }

    private static void addFours(int n, double[] w, int at, int stride, double[][] v, int from, int count, double[] y) {
        for (int c = from; c < count; c += 4) {
            int j = at + c * stride;
            add4(n, w[j], v[c], w[j + stride], v[c + 1], w[j + 2 * stride], v[c + 2], w[j + 3 * stride], v[c + 3], y);
        }
    }

    private static void start1(int n, double k, double a, double[] v, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = k + a * v[i];
        }
    }

    private static void start2(int n, double k, double a, double[] v, double b, double[] w, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = k + (a * v[i] + b * w[i]);
        }
    }

    private static void start3(
            int n, double k, double a, double[] v, double b, double[] w, double c, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = (k + a * v[i]) + (b * w[i] + c * x[i]);
        }
    }

    /** y += a v. */
    static void add1(int n, double a, double[] v, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] += a * v[i];
        }
    }

    private static void add2(int n, double a, double[] v, double b, double[] w, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] += a * v[i] + b * w[i];
        }
    }

    private static void add3(int n, double a, double[] v, double b, double[] w, double c, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] += (a * v[i] + b * w[i]) + c * x[i];
        }
    }

    private static void add4(
            int n, double a, double[] v, double b, double[] w, double c, double[] x, double d, double[] z, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] += (a * v[i] + b * w[i]) + (c * x[i] + d * z[i]);
        }
    }

    /** y = x + a v. */
    static void sum(int n, double[] x, double a, double[] v, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i] + a * v[i];
        }
    }

    /** y = a v. */
    static void scale(int n, double a, double[] v, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = a * v[i];
        }
    }

    /** y = d∘v. */
    static void multiply(int n, double[] d, double[] v, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = d[i] * v[i];
        }
    }

    /** y += d∘v. */
    static void addProduct(int n, double[] d, double[] v, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] += d[i] * v[i];
        }
    }

    /** y = d∘v + c∘x. */
    static void twoProducts(int n, double[] d, double[] v, double[] c, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = d[i] * v[i] + c[i] * x[i];
        }
    }

    /** y += d∘v + c∘x. */
    static void addTwoProducts(int n, double[] d, double[] v, double[] c, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] += d[i] * v[i] + c[i] * x[i];
        }
    }

    /** rows[i][c] = v[c][i]. */
    static void transpose(int n, double[][] v, int width, double[][] rows) {
        for (int i = 0; i < n; i++) {
            double[] row = rows[i];
            for (int c = 0; c < width; c++) {
                row[c] = v[c][i];
            }
        }
    }

    /** Σ q. Four sums side by side hide the latency of the addition. */
    static double total(int n, double[] q) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += q[i];
            s1 += q[i + 1];
            s2 += q[i + 2];
            s3 += q[i + 3];
        }
        for (; i < n; i++) {
            s0 += q[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** g[at + c] += Σ q∘v_c. */
    static void dots(int n, double[] q, double[][] v, int count, double[] g, int at) {
        int c = 0;
        for (; c + 3 < count; c += 4) {
            dots4(n, q, v[c], v[c + 1], v[c + 2], v[c + 3], g, at + c);
        }
        if (c + 3 == count) {
            dots3(n, q, v[c], v[c + 1], v[c + 2], g, at + c);
        } else {
            for (; c < count; c++) {
                g[at + c] += dot(n, q, v[c]);
            }
        }
    }

    /** Σ q∘v. */
    static double dot(int n, double[] q, double[] v) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += q[i] * v[i];
            s1 += q[i + 1] * v[i + 1];
            s2 += q[i + 2] * v[i + 2];
            s3 += q[i + 3] * v[i + 3];
        }
        for (; i < n; i++) {
            s0 += q[i] * v[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static void dots3(int n, double[] q, double[] v, double[] w, double[] x, double[] g, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        for (int i = 0; i < n; i++) {
            double p = q[i];
            s0 += p * v[i];
            s1 += p * w[i];
            s2 += p * x[i];
        }
        g[at] += s0;
        g[at + 1] += s1;
        g[at + 2] += s2;
    }

    private static void dots4(int n, double[] q, double[] v, double[] w, double[] x, double[] z, double[] g, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int i = 0; i < n; i++) {
            double p = q[i];
            s0 += p * v[i];
            s1 += p * w[i];
            s2 += p * x[i];
            s3 += p * z[i];
        }
        g[at] += s0;
        g[at + 1] += s1;
        g[at + 2] += s2;
        g[at + 3] += s3;
    }
}
