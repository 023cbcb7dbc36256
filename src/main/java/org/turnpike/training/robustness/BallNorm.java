package org.turnpike.training.robustness;

import java.util.SplittableRandom;
import org.turnpike.linalg.RightSingularVectors;

/** The norm of perturbations. */
public enum BallNorm {
    /** Euclidean. */
    L2,
    /** The largest component. */
    LINF;

    /** How it is written. */
    public String label() {
        return this == L2 ? "l2" : "linf";
    }

    /** |x|. */
    public double of(double[] x) {
        double norm = 0;
        for (double value : x) {
            norm = this == L2 ? norm + value * value : Math.max(norm, Math.abs(value));
        }
        return this == L2 ? Math.sqrt(norm) : norm;
    }

    /** |a|_* = max of a·x over |x| ≤ 1. */
    public double dual(double[] a) {
        if (this == L2) {
            return of(a);
        }
        double sum = 0;
        for (double value : a) {
            sum += Math.abs(value);
        }
        return sum;
    }

    /** max |A x| over |x| ≤ 1: the largest singular value, or the largest sum of a row's magnitudes; infinite if A is not finite. */
    public double of(double[][] matrix) {
        double largest = 0;
        double square = 0;
        for (double[] row : matrix) {
            for (double value : row) {
                square += value * value;
            }
            largest = Math.max(largest, LINF.dual(row));
        }
        if (!Double.isFinite(square)) {
            return Double.POSITIVE_INFINITY;
        }
        if (this == LINF) {
            return largest;
        }
        RightSingularVectors svd = RightSingularVectors.of(matrix, 1);
        // The Frobenius norm is an upper bound, too.
        return svd == null ? Math.sqrt(square) : svd.values()[0];
    }

    /** Goes a step of length α from δ along the steepest ascent for the gradient g; stays where g is 0 or undefined. */
    void ascend(double[] delta, double[] g, double step) {
        double size = of(g);
        if (!(size > 0) || Double.isInfinite(size)) {
            return;
        }
        for (int c = 0; c < delta.length; c++) {
            delta[c] += this == L2 ? step * (g[c] / size) : step * Math.signum(g[c]);
        }
    }

    /** The nearest point of the ball. */
    void project(double[] delta, double radius) {
        double factor = this == L2 ? Math.min(1, radius / of(delta)) : 1;
        for (int c = 0; c < delta.length; c++) {
            delta[c] = this == L2 ? factor * delta[c] : Math.max(-radius, Math.min(radius, delta[c]));
        }
    }

    /** A random point of the ball, uniform in volume for the maximum norm and uniform in direction and radius for the Euclidean one. */
    void random(double[] delta, double radius, SplittableRandom random) {
        for (int c = 0; c < delta.length; c++) {
            delta[c] = this == L2 ? random.nextGaussian() : radius * (2 * random.nextDouble() - 1);
        }
        double size = of(delta);
        double length = radius * random.nextDouble();
        for (int c = 0; this == L2 && size > 0 && c < delta.length; c++) {
            delta[c] *= length / size;
        }
    }
}
