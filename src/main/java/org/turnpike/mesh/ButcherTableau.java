package org.turnpike.mesh;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A Runge–Kutta method: X_i = x + h Σ_j a_ij f(X_j), x₊ = x + h Σ_j b_j f(X_j).
 *
 * @param matrix a, s × s
 * @param weights b
 * @param points c
 */
public record ButcherTableau(String name, double[][] matrix, double[] weights, double[] points)
        implements Serializable {

    /** Whether stage i is the left node: its row of a is zero. */
    public boolean isLeft(int i) {
        return Arrays.stream(matrix[i]).allMatch(a -> a == 0);
    }

    /** Whether stage i is the right node: its row of a is b (the method is stiffly accurate there). */
    public boolean isRight(int i) {
        return Arrays.equals(matrix[i], weights);
    }

    /** s. */
    public int stages() {
        return weights.length;
    }

    /** Whether the stages can be computed one after another. */
    public boolean isExplicit() {
        for (int i = 0; i < stages(); i++) {
            for (int j = i; j < stages(); j++) {
                if (matrix[i][j] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Explicit Euler. */
    public static ButcherTableau euler() {
        return new ButcherTableau("euler", new double[][] {{0}}, new double[] {1}, new double[] {0});
    }

    /** The explicit midpoint rule. */
    public static ButcherTableau midpoint() {
        return new ButcherTableau(
                "midpoint", new double[][] {{0, 0}, {0.5, 0}}, new double[] {0, 1}, new double[] {0, 0.5});
    }

    /** The classical method of order 4. */
    public static ButcherTableau rungeKutta4() {
        return new ButcherTableau(
                "rk4",
                new double[][] {{0, 0, 0, 0}, {0.5, 0, 0, 0}, {0, 0.5, 0, 0}, {0, 0, 1, 0}},
                new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6},
                new double[] {0, 0.5, 0.5, 1});
    }

    /** The trapezoidal rule. */
    public static ButcherTableau trapezoid() {
        return new ButcherTableau(
                "trapezoid", new double[][] {{0, 0}, {0.5, 0.5}}, new double[] {0.5, 0.5}, new double[] {0, 1});
    }

    /** The implicit midpoint rule. */
    public static ButcherTableau implicitMidpoint() {
        return collocation("implicit-midpoint", CollocationPoints.gaussLegendre(1));
    }

    /** Gauss–Legendre collocation of s stages. */
    public static ButcherTableau gaussLegendre(int stages) {
        return collocation("gauss-legendre-" + stages, CollocationPoints.gaussLegendre(stages));
    }

    /** Radau IIA of s stages. */
    public static ButcherTableau radau(int stages) {
        return collocation("radau-" + stages, CollocationPoints.radau(stages));
    }

    /** a_ij = ∫₀^{c_i} L_j. */
    private static ButcherTableau collocation(String name, CollocationPoints rule) {
        double[] c = rule.points();
        double[][] a = new double[c.length][c.length];
        for (int i = 0; i < c.length; i++) {
            for (int j = 0; j < c.length; j++) {
                a[i][j] = c[i] == 1 ? rule.weights()[j] : LagrangeBasis.integral(c, j, c[i]);
            }
        }
        return new ButcherTableau(name, a, rule.weights(), c);
    }
}
