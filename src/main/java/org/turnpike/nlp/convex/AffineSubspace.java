package org.turnpike.nlp.convex;

/**
 * The points x₀ + N y of {x : A x = b}, N with orthonormal columns, x₀ the point of least norm (or of least residual, if there
 * is no solution).
 *
 * @param origin x₀, n
 * @param basis N, n × k
 */
record AffineSubspace(double[] origin, double[][] basis) {
    static AffineSubspace of(double[][] a, double[] b, int n) {
        return new AffineSubspace(Dense.leastSquares(a, b, n), Dense.nullSpace(a, n));
    }

    /** k. */
    int dimension() {
        return basis.length == 0 ? 0 : basis[0].length;
    }

    /** x₀ + N y. */
    double[] point(double[] y) {
        return Dense.plus(origin, 1, Dense.times(basis, y));
    }

    /** Nᵀv. */
    double[] project(double[] v) {
        return Dense.transposedTimes(basis, v);
    }

    /** The same points' subset x₀ + N B y, B with orthonormal columns. */
    AffineSubspace within(double[][] columns) {
        return new AffineSubspace(origin, Dense.product(basis, columns));
    }

    /** y ↦ f(x₀ + N y). */
    ConvexObjective along(ConvexObjective f) {
        return new ConvexObjective() {
            @Override
            public double value(double[] y) {
                return f.value(point(y));
            }

            @Override
            public double[] gradient(double[] y) {
                return project(f.gradient(point(y)));
            }

            @Override
            public double[][] hessian(double[] y) {
                double[][] half = Dense.product(f.hessian(point(y)), basis);
                int k = dimension();
                double[][] hessian = new double[k][k];
                for (int i = 0; i < half.length; i++) {
                    for (int r = 0; r < k; r++) {
                        for (int c = 0; c < k; c++) {
                            hessian[r][c] += basis[i][r] * half[i][c];
                        }
                    }
                }
                return hessian;
            }
        };
    }
}
