package org.turnpike.learning.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Equidistant points on the unit interval, or their product on the unit square, both ends included; the last index runs fastest.
 *
 * @param points how many there are along each side, at least 2
 */
public record Grid(List<Integer> points) implements Serializable {

    public Grid {
        points = List.copyOf(points);
        if (points.isEmpty() || points.size() > 2 || points.stream().anyMatch(n -> n < 2)) {
            throw new IllegalArgumentException("a grid has one or two sides of at least 2 points, not " + points);
        }
    }

    /** The grid with so many points along each side. */
    public static Grid of(Integer... points) {
        return new Grid(List.of(points));
    }

    /** The number of points. */
    public int size() {
        return points.stream().reduce(1, (a, b) -> a * b);
    }

    /** Weights of the composite trapezoidal rule: exact for functions that are linear along each side. */
    public double[] quadrature() {
        double[] weights = {1};
        for (int n : points) {
            double[] side = new double[n];
            Arrays.fill(side, 1.0 / (n - 1));
            side[0] /= 2;
            side[n - 1] /= 2;
            double[] product = new double[weights.length * n];
            for (int i = 0; i < product.length; i++) {
                product[i] = weights[i / n] * side[i % n];
            }
            weights = product;
        }
        return weights;
    }

    /**
     * The L² projection of piecewise linear (bilinear) functions here onto those of another grid of as many sides: P = M⁻¹ C with
     * M_rs = ∫ψ_r ψ_s and C_rl = ∫ψ_r φ_l of the hat functions ψ there and φ here.
     *
     * <p>It keeps linear functions and, as ψ sum to 1, the integral; a grid that contains this one's points gets the interpolation. Sampling the
     * values at the other grid's points would not keep the integral: what lies between the points of a coarse grid would be lost, and
     * a control would move the points alone, whose share in its norm is small.
     */
    public StateMap projection(Grid other) {
        if (other.points.size() != points.size()) {
            throw new IllegalArgumentException("there is no projection from " + points + " to " + other.points);
        }
        double[][] matrix = {{1}};
        for (int side = 0; side < points.size(); side++) {
            matrix = product(matrix, projection(points.get(side), other.points.get(side)));
        }
        return new StateMap(matrix);
    }

    private static double[][] projection(int from, int to) {
        double[][] result = new double[to][from];
        // Nodes of both grids cut the interval into pieces on which products of hats are quadratic: Simpson's rule is
        // exact.
        long left = 0;
        long end = (long) (from - 1) * (to - 1);
        while (left < end) {
            long right = Math.min((left / (to - 1) + 1) * (to - 1), (left / (from - 1) + 1) * (from - 1));
            int r = (int) (left / (from - 1));
            int l = (int) (left / (to - 1));
            for (int part = 0; part < 3; part++) {
                double x = (left + part * (right - left) / 2.0) / end;
                double weight = (part == 1 ? 4 : 1) * (right - left) / (6.0 * end);
                double there = x * (to - 1) - r;
                double here = x * (from - 1) - l;
                result[r][l] += weight * (1 - there) * (1 - here);
                result[r][l + 1] += weight * (1 - there) * here;
                result[r + 1][l] += weight * there * (1 - here);
                result[r + 1][l + 1] += weight * there * here;
            }
            left = right;
        }
        divideByMass(result);
        return result;
    }

    /** C ← M⁻¹ C, M = h/6 · tridiag(1, 4, 1) with 2 at both ends, by elimination without pivots: M is diagonally dominant. */
    private static void divideByMass(double[][] c) {
        int n = c.length;
        double off = 1.0 / (6 * (n - 1));
        double[] diagonal = new double[n];
        Arrays.fill(diagonal, 4 * off);
        diagonal[0] = 2 * off;
        diagonal[n - 1] = 2 * off;
        for (int r = 1; r < n; r++) {
            double factor = off / diagonal[r - 1];
            diagonal[r] -= factor * off;
            for (int l = 0; l < c[r].length; l++) {
                c[r][l] -= factor * c[r - 1][l];
            }
        }
        for (int r = n - 1; r >= 0; r--) {
            for (int l = 0; l < c[r].length; l++) {
                c[r][l] = (c[r][l] - (r + 1 < n ? off * c[r + 1][l] : 0)) / diagonal[r];
            }
        }
    }

    /** The Kronecker product. */
    private static double[][] product(double[][] a, double[][] b) {
        double[][] result = new double[a.length * b.length][a[0].length * b[0].length];
        for (int r = 0; r < result.length; r++) {
            for (int c = 0; c < result[r].length; c++) {
                result[r][c] = a[r / b.length][c / b[0].length] * b[r % b.length][c % b[0].length];
            }
        }
        return result;
    }
}
