package org.turnpike.nlp.convex;

import java.util.Arrays;

/**
 * The polyhedron G x ≤ h, A x = b, l ≤ x ≤ u in ℝⁿ. The arrays are the record's own: who makes one gives them away.
 *
 * @param g G, m × n
 * @param h m
 * @param a A, p × n; its rows may depend on each other
 * @param b p
 * @param lower l, n; −∞ where there is none
 * @param upper u, n; +∞ where there is none
 */
public record LinearConstraints(double[][] g, double[] h, double[][] a, double[] b, double[] lower, double[] upper) {
    public LinearConstraints {
        int n = lower.length;
        if (g.length != h.length || a.length != b.length || upper.length != n) {
            throw new IllegalArgumentException("sides of constraints or bounds differ in number");
        }
        rows("G", g, n);
        rows("A", a, n);
        finite("h", h);
        finite("b", b);
        for (int j = 0; j < n; j++) {
            boolean sensible = lower[j] < Double.POSITIVE_INFINITY && upper[j] > Double.NEGATIVE_INFINITY;
            if (!sensible) {
                throw new IllegalArgumentException(
                        "bounds of x[" + j + "] are not sensible: " + lower[j] + ", " + upper[j]);
            }
        }
    }

    /** All of ℝⁿ. */
    public static LinearConstraints none(int n) {
        double[] lower = new double[n];
        double[] upper = new double[n];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return new LinearConstraints(new double[0][], new double[0], new double[0][], new double[0], lower, upper);
    }

    /** These and G x ≤ h instead of their inequalities. */
    public LinearConstraints withInequalities(double[][] rows, double[] sides) {
        return new LinearConstraints(rows, sides, a, b, lower, upper);
    }

    /** These and A x = b instead of their equalities. */
    public LinearConstraints withEqualities(double[][] rows, double[] sides) {
        return new LinearConstraints(g, h, rows, sides, lower, upper);
    }

    /** These and l ≤ x ≤ u instead of their bounds. */
    public LinearConstraints withBounds(double[] lowest, double[] highest) {
        return new LinearConstraints(g, h, a, b, lowest, highest);
    }

    /** n. */
    public int variables() {
        return lower.length;
    }

    private static void rows(String name, double[][] matrix, int n) {
        for (int i = 0; i < matrix.length; i++) {
            if (matrix[i].length != n) {
                throw new IllegalArgumentException(
                        "row " + i + " of " + name + " has " + matrix[i].length + " entries, not " + n);
            }
            finite("row " + i + " of " + name, matrix[i]);
        }
    }

    static void finite(String name, double[] values) {
        for (int j = 0; j < values.length; j++) {
            if (!Double.isFinite(values[j])) {
                throw new IllegalArgumentException(
                        name + ", entry " + j + ": " + values[j] + " is not a finite number");
            }
        }
    }
}
