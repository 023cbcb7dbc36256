package org.turnpike.nlp.convex;

/**
 * The second-order cone constraint |A x + b| ≤ cᵀx + d, Euclidean norm.
 *
 * @param a A, k × n, k ≥ 1
 * @param b k
 * @param c n
 */
public record Cone(double[][] a, double[] b, double[] c, double d) {
    public Cone {
        if (a.length == 0 || a.length != b.length) {
            throw new IllegalArgumentException("a cone needs as many rows of A as entries of b, at least one");
        }
        for (double[] row : a) {
            LinearConstraints.finite("a cone's A", row);
            if (row.length != c.length) {
                throw new IllegalArgumentException(
                        "a row of a cone's A has " + row.length + " entries, not " + c.length);
            }
        }
        LinearConstraints.finite("a cone's b", b);
        LinearConstraints.finite("a cone's c", c);
        LinearConstraints.finite("a cone's d", new double[] {d});
    }

    /** A x + b. */
    double[] axis(double[] x) {
        double[] v = Dense.times(a, x);
        for (int i = 0; i < v.length; i++) {
            v[i] += b[i];
        }
        return v;
    }

    /** cᵀx + d − |A x + b|, negative where the constraint is violated. */
    public double slack(double[] x) {
        return Dense.dot(c, x) + d - Dense.norm(axis(x));
    }

    /** ∇(|A x + b| − cᵀx − d), where A x + b ≠ 0. */
    double[] normal(double[] x) {
        double[] axis = axis(x);
        double[] normal = Dense.plus(new double[c.length], -1, c);
        Dense.addTransposed(a, Dense.plus(new double[axis.length], 1 / Dense.norm(axis), axis), normal);
        return normal;
    }

    /** sum + weight ∇²|A x + b|, in place, where A x + b ≠ 0. */
    void addCurvature(double[] x, double weight, double[][] sum) {
        double[] axis = axis(x);
        double norm = Dense.norm(axis);
        double[] along = Dense.transposedTimes(a, Dense.plus(new double[axis.length], 1 / norm, axis));
        for (int i = 0; i < sum.length; i++) {
            for (double[] row : a) {
                sum[i] = Dense.plus(sum[i], weight / norm * row[i], row);
            }
            sum[i] = Dense.plus(sum[i], -weight / norm * along[i], along);
        }
    }

    /** The cone in y, where x = x₀ + N y. */
    Cone along(AffineSubspace space) {
        double[] origin = space.origin();
        return new Cone(
                Dense.product(a, space.basis()),
                axis(origin),
                Dense.transposedTimes(space.basis(), c),
                Dense.dot(c, origin) + d);
    }
}
