package org.turnpike.nlp.convex;

/**
 * ½ xᵀP x + qᵀx → min over a polyhedron.
 *
 * @param p P, n × n, symmetric and positive semidefinite
 */
public record QuadraticProgram(double[][] p, double[] q, LinearConstraints constraints) implements ConvexForm {
    public QuadraticProgram {
        int n = constraints.variables();
        LinearConstraints.finite("q", q);
        if (q.length != n || p.length != n) {
            throw new IllegalArgumentException("P or q is not of size " + n);
        }
        for (int i = 0; i < n; i++) {
            LinearConstraints.finite("row " + i + " of P", p[i]);
            if (p[i].length != n) {
                throw new IllegalArgumentException("row " + i + " of P has " + p[i].length + " entries, not " + n);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(p[i][j] - p[j][i]) > 1e-12 * (Math.abs(p[i][j]) + Math.abs(p[j][i]))) {
                    throw new IllegalArgumentException("P is not symmetric at (" + i + ", " + j + ")");
                }
            }
        }
        if (n > 0 && Dense.smallestEigenvalue(p) < -1e-10 * Dense.largest(p)) {
            throw new IllegalArgumentException("P is not positive semidefinite: the program is not convex");
        }
    }

    @Override
    public ConvexObjective objective() {
        return new Quadratic(p, q);
    }
}
