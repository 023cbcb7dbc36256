package org.turnpike.nlp.convex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a polyhedron is, found by nonnegative least squares before any iteration: empty, with Farkas' certificate, or
 * {x₀ + N y : R y ≤ r} where R has unit rows and y = {@code interior} meets all of them strictly.
 *
 * <p>Inequalities that hold with equality on the whole polyhedron are found by λ ≥ 0, Σλ = 1 with Gᵀλ = 0 and hᵀλ = 0: where λᵢ &gt; 0
 * the slack must vanish. They join the equalities, until none is left: then there is an interior.
 */
sealed interface FeasibleSet {
    /** @param lambda multipliers of the inequality rows, of {@code equalities} those of the given A, as in {@link ConvexSolution} */
    record Empty(double[] lambda, double[] equalities, double violation) implements FeasibleSet {}

    record Points(AffineSubspace space, double[][] rows, double[] sides, double[] interior) implements FeasibleSet {}

    /** Neither could be shown. */
    record Undecided(String reason) implements FeasibleSet {}

    /** Relative tolerance of feasibility. */
    double TOLERANCE = 1e-9;

    /** Farkas' certificate is asked to hold for all points up to this norm, relative to the sides. */
    double REACH = 1e4;

    static FeasibleSet of(LinearConstraints constraints, InequalityRows inequalities) {
        int n = constraints.variables();
        double[][] a = constraints.a();
        List<double[]> equalities = new ArrayList<>();
        List<Double> sides = new ArrayList<>();
        for (int i = 0; i < a.length; i++) {
            double norm = Dense.norm(a[i]);
            double scale = norm > 0 ? 1 / norm : 1;
            equalities.add(Dense.plus(new double[n], scale, a[i]));
            sides.add(scale * constraints.b()[i]);
        }
        boolean[] implied = new boolean[inequalities.count()];
        while (true) {
            double[][] matrix = equalities.toArray(new double[0][]);
            double[] right = sides.stream().mapToDouble(Double::doubleValue).toArray();
            AffineSubspace space = AffineSubspace.of(matrix, right, n);
            double[] gap = Dense.plus(right, -1, Dense.times(matrix, space.origin()));
            double scale = 1 + Dense.largest(right) + Dense.largest(inequalities.h());
            if (Dense.largest(gap) > TOLERANCE * scale) {
                return implied(implied)
                        ? new Undecided("the constraints can be met up to rounding errors only")
                        : inconsistent(constraints, inequalities, gap);
            }
            Reduced reduced = Reduced.of(inequalities, implied, space);
            double[] farkas = reduced.farkas();
            if (farkas != null) {
                double[] lambda = reduced.original(farkas, inequalities.count());
                return empty(constraints, inequalities, lambda, implied(implied));
            }
            boolean[] more = reduced.alwaysTight(inequalities.count());
            if (!implied(more)) {
                double[] interior = reduced.interior();
                return interior == null
                        ? new Undecided(
                                "the linear constraints can be met, but not with a margin that could be computed")
                        : new Points(space, reduced.rows, reduced.sides, interior);
            }
            for (int i = 0; i < more.length; i++) {
                if (more[i]) {
                    implied[i] = true;
                    equalities.add(inequalities.g()[i]);
                    sides.add(inequalities.h()[i]);
                }
            }
        }
    }

    private static boolean implied(boolean[] rows) {
        for (boolean row : rows) {
            if (row) {
                return true;
            }
        }
        return false;
    }

    private static FeasibleSet inconsistent(LinearConstraints constraints, InequalityRows rows, double[] gap) {
        double sum = 0;
        for (double e : gap) {
            sum += Math.abs(e);
        }
        double[] nu = new double[gap.length];
        for (int i = 0; i < nu.length; i++) {
            double norm = Dense.norm(constraints.a()[i]);
            nu[i] = -gap[i] / sum / (norm > 0 ? norm : 1);
        }
        return new Empty(new double[rows.count()], nu, Dense.dot(gap, gap) / sum);
    }

    private static FeasibleSet empty(
            LinearConstraints constraints, InequalityRows rows, double[] lambda, boolean afterReduction) {
        if (afterReduction) {
            return new Undecided("the constraints can be met up to rounding errors only");
        }
        int n = constraints.variables();
        double[] sum = new double[n];
        Dense.addTransposed(rows.g(), lambda, sum);
        double[][] a = constraints.a();
        double[][] columns = new double[n][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < n; j++) {
                columns[j][i] = -a[i][j];
            }
        }
        double[] nu = Dense.leastSquares(columns, sum, a.length);
        double violation = -Dense.dot(rows.h(), lambda) - Dense.dot(constraints.b(), nu);
        double total = 0;
        for (double v : lambda) {
            total += v;
        }
        for (int i = 0; i < nu.length; i++) {
            total += Math.abs(nu[i]) * Dense.norm(a[i]);
        }
        return new Empty(scaled(lambda, 1 / total), scaled(nu, 1 / total), violation / total);
    }

    private static double[] scaled(double[] v, double factor) {
        return Dense.plus(new double[v.length], factor, v);
    }

    /** R y ≤ r of unit rows in the subspace, with the row that each came from. */
    record Reduced(double[][] rows, double[] sides, int[] from, double[] norms, int dimension) {
        static Reduced of(InequalityRows inequalities, boolean[] implied, AffineSubspace space) {
            int m = inequalities.count();
            double[][] rows = new double[m][];
            double[] sides = new double[m];
            double[] norms = new double[m];
            int[] from = new int[m];
            int count = 0;
            for (int i = 0; i < m; i++) {
                if (implied[i]) {
                    continue;
                }
                double[] row = space.project(inequalities.g()[i]);
                double side = inequalities.slack(i, space.origin());
                double norm = Dense.norm(row);
                boolean constant = norm <= Dense.RANK_TOLERANCE;
                if (constant && side >= -TOLERANCE * (1 + Math.abs(inequalities.h()[i]))) {
                    continue;
                }
                norms[count] = constant ? 1 : norm;
                rows[count] = constant ? new double[row.length] : scaled(row, 1 / norm);
                sides[count] = side / norms[count];
                from[count++] = i;
            }
            return new Reduced(
                    Arrays.copyOf(rows, count),
                    Arrays.copyOf(sides, count),
                    Arrays.copyOf(from, count),
                    Arrays.copyOf(norms, count),
                    space.dimension());
        }

        private double scale() {
            return Math.max(Dense.largest(sides), Double.MIN_NORMAL);
        }

        /** Columns (±Rᵀ, extra rows) of the nonnegative least-squares problems. */
        private double[][] columns(double sign, double[] right, boolean ones) {
            double[][] columns = new double[rows.length][dimension + (ones ? 2 : 1)];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < dimension; j++) {
                    columns[i][j] = sign * rows[i][j];
                }
                columns[i][dimension] = sign * right[i];
                if (ones) {
                    columns[i][dimension + 1] = 1;
                }
            }
            return columns;
        }

        /** The least-distance problem of R y ≤ r − margin; its answer is scaled by {@code scale}. */
        private NonnegativeLeastSquares leastDistance(double margin, double scale) {
            double[] right = new double[sides.length];
            for (int i = 0; i < right.length; i++) {
                right[i] = (sides[i] - margin) / scale;
            }
            double[] unit = new double[dimension + 1];
            unit[dimension] = 1;
            return NonnegativeLeastSquares.solve(columns(-1, right, false), unit);
        }

        /** λ ≥ 0, Σλ = 1 with Rᵀλ = 0, rᵀλ &lt; 0; null if there is none. */
        double @Nullable [] farkas() {
            if (rows.length == 0) {
                return null;
            }
            double scale = scale();
            double[] lambda = leastDistance(0, scale).multipliers();
            double sum = 0;
            for (double v : lambda) {
                sum += v;
            }
            if (sum == 0) {
                return null;
            }
            lambda = scaled(lambda, 1 / sum);
            double[] defect = new double[dimension];
            Dense.addTransposed(rows, lambda, defect);
            double violation = -Dense.dot(sides, lambda);
            return violation - Dense.norm(defect) * REACH * scale > TOLERANCE * scale ? lambda : null;
        }

        /** Multipliers of all inequality rows from those of these. */
        double[] original(double[] lambda, int count) {
            double[] all = new double[count];
            for (int i = 0; i < lambda.length; i++) {
                all[from[i]] = lambda[i] / norms[i];
            }
            return all;
        }

        boolean[] alwaysTight(int count) {
            boolean[] tight = new boolean[count];
            double scale = scale();
            double[] right = scaled(sides, 1 / scale);
            double[] unit = new double[dimension + 2];
            unit[dimension + 1] = 1;
            NonnegativeLeastSquares found = NonnegativeLeastSquares.solve(columns(1, right, true), unit);
            if (rows.length > 0 && Dense.norm(found.residual()) < 1e-10) {
                for (int i = 0; i < rows.length; i++) {
                    tight[from[i]] = found.multipliers()[i] > 1e-8;
                }
            }
            return tight;
        }

        /** A point of small norm that keeps a distance from all rows, the largest of a decreasing sequence; null if none. */
        double @Nullable [] interior() {
            if (rows.length == 0) {
                return new double[dimension];
            }
            double scale = Dense.largest(sides) > 0 ? scale() : 1;
            for (double margin = scale; margin > 1e-10 * scale; margin /= 10) {
                double[] residual = leastDistance(margin, scale).residual();
                double[] y = new double[dimension];
                for (int j = 0; j < dimension; j++) {
                    y[j] = -scale * residual[j] / residual[dimension];
                }
                double nearest = Double.POSITIVE_INFINITY;
                for (int i = 0; i < rows.length; i++) {
                    nearest = Math.min(nearest, sides[i] - Dense.dot(rows[i], y));
                }
                if (nearest >= 0.5 * margin) {
                    return y;
                }
            }
            return null;
        }
    }
}
