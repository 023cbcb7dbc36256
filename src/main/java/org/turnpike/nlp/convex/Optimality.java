package org.turnpike.nlp.convex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.nlp.KktResidual;

/**
 * A point with the multipliers that make it most nearly stationary: nonnegative least squares of −∇f on the normals of the
 * constraints whose slack is at most {@code activity}, within the subspace of the equalities.
 *
 * @param active which inequality rows took part
 * @param lambda multipliers of all rows
 */
record Optimality(double[] x, ConvexMultipliers multipliers, KktResidual residual, boolean[] active, double[] lambda) {
    /** How often a new dual direction is looked for where cones are active at their apex. */
    private static final int APEX_ROUNDS = 200;

    /** One number for the whole residual, feasibility relative to {@code size}. */
    double error(double size) {
        double worst = Math.max(residual.scaled(), residual.infeasibility() / size);
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    static Optimality at(double[] x, ConvexForm form, InequalityRows rows, AffineSubspace equalities, double activity) {
        double[] gradient = form.objective().gradient(x);
        List<double[]> columns = new ArrayList<>();
        List<int[]> origin = new ArrayList<>();
        List<double[]> duals = new ArrayList<>();
        boolean[] active = new boolean[rows.count()];
        for (int i = 0; i < rows.count(); i++) {
            if (rows.slack(i, x) <= activity) {
                active[i] = true;
                columns.add(equalities.project(rows.g()[i]));
                origin.add(new int[] {0, i});
                duals.add(new double[0]);
            }
        }
        List<Cone> cones = form.cones();
        List<Integer> atApex = new ArrayList<>();
        for (int k = 0; k < cones.size(); k++) {
            Cone cone = cones.get(k);
            if (cone.slack(x) <= activity) {
                double[] axis = cone.axis(x);
                double norm = Dense.norm(axis);
                if (norm <= activity) {
                    atApex.add(k);
                } else {
                    add(
                            cone,
                            k,
                            Dense.plus(new double[axis.length], -1 / norm, axis),
                            equalities,
                            columns,
                            origin,
                            duals);
                }
            }
        }
        double[] right = equalities.project(Dense.plus(new double[x.length], -1, gradient));
        NonnegativeLeastSquares found = NonnegativeLeastSquares.solve(columns.toArray(new double[0][]), right);
        for (int round = 0; round < APEX_ROUNDS && !atApex.isEmpty(); round++) {
            double before = Dense.norm(found.residual());
            if (before <= 1e-13 * Dense.norm(right)) {
                break;
            }
            double[] full = Dense.times(equalities.basis(), found.residual());
            for (int k : atApex) {
                double[] against = Dense.times(cones.get(k).a(), full);
                double norm = Dense.norm(against);
                double[] direction = Dense.plus(new double[against.length], norm > 0 ? -1 / norm : 0, against);
                add(cones.get(k), k, direction, equalities, columns, origin, duals);
            }
            found = NonnegativeLeastSquares.solve(columns.toArray(new double[0][]), right);
            if (!(Dense.norm(found.residual()) < before)) {
                break;
            }
        }
        double[] lambda = new double[rows.count()];
        ConvexMultipliers sums = ConvexMultipliers.zero(form);
        for (int c = 0; c < origin.size(); c++) {
            double value = found.multipliers()[c];
            if (origin.get(c)[0] == 0) {
                lambda[origin.get(c)[1]] = value;
            } else {
                double[] dual = sums.cones().get(origin.get(c)[1]);
                double[] direction = duals.get(c);
                for (int j = 0; j < direction.length; j++) {
                    dual[j] += value * direction[j];
                }
                dual[direction.length] += value;
            }
        }
        return finished(x, form, rows, gradient, active, lambda, sums.cones());
    }

    /** The column −Nᵀ(Aᵀu + c) of the dual direction (u, 1). */
    private static void add(
            Cone cone,
            int k,
            double[] u,
            AffineSubspace equalities,
            List<double[]> columns,
            List<int[]> origin,
            List<double[]> duals) {
        double[] normal = cone.c().clone();
        Dense.addTransposed(cone.a(), u, normal);
        columns.add(equalities.project(Dense.plus(new double[normal.length], -1, normal)));
        origin.add(new int[] {1, k});
        duals.add(u);
    }

    private static Optimality finished(
            double[] x,
            ConvexForm form,
            InequalityRows rows,
            double[] gradient,
            boolean[] active,
            double[] lambda,
            List<double[]> duals) {
        LinearConstraints constraints = form.constraints();
        int n = x.length;
        double[] stationarity = gradient.clone();
        Dense.addTransposed(rows.g(), lambda, stationarity);
        double complementarity = 0;
        double infeasibility = 0;
        double largest = 0;
        for (int i = 0; i < rows.count(); i++) {
            double slack = rows.slack(i, x);
            infeasibility = Math.max(infeasibility, -slack);
            complementarity = Math.max(complementarity, Math.abs(lambda[i] * slack));
            largest = Math.max(largest, lambda[i]);
        }
        List<Cone> cones = form.cones();
        for (int k = 0; k < cones.size(); k++) {
            Cone cone = cones.get(k);
            double[] dual = duals.get(k);
            double sigma = dual[dual.length - 1];
            double[] u = Arrays.copyOf(dual, dual.length - 1);
            double[] normal = Dense.plus(new double[n], sigma, cone.c());
            Dense.addTransposed(cone.a(), u, normal);
            stationarity = Dense.plus(stationarity, -1, normal);
            infeasibility = Math.max(infeasibility, -cone.slack(x));
            double product = Dense.dot(u, cone.axis(x)) + sigma * (Dense.dot(cone.c(), x) + cone.d());
            complementarity = Math.max(complementarity, Math.abs(product));
            largest = Math.max(largest, sigma);
        }
        double[][] a = constraints.a();
        double[] nu = equalityMultipliers(a, stationarity);
        Dense.addTransposed(a, nu, stationarity);
        double[] gap = Dense.plus(constraints.b(), -1, Dense.times(a, x));
        infeasibility = Math.max(infeasibility, Dense.largest(gap));
        largest = Math.max(largest, Dense.largest(nu));
        KktResidual residual = new KktResidual(Dense.largest(stationarity), infeasibility, complementarity, largest);
        return new Optimality(x, rows.multipliers(constraints, lambda, nu, duals), residual, active, lambda);
    }

    /** The ν of least norm with Aᵀν as near to −s as possible. */
    private static double[] equalityMultipliers(double[][] a, double[] s) {
        double[][] columns = new double[s.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < s.length; j++) {
                columns[j][i] = -a[i][j];
            }
        }
        return a.length == 0 ? new double[0] : Dense.leastSquares(columns, s, a.length);
    }

    /**
     * One Newton step on the rows in {@code tight} and the cones with a multiplier, as equations; bounds among the rows hold exactly
     * afterwards. A cone is at its apex, both of its sides zero, where its axis is at most {@code activity}.
     */
    double[] refined(ConvexForm form, InequalityRows rows, boolean[] tight, double activity) {
        LinearConstraints constraints = form.constraints();
        int n = x.length;
        List<double[]> matrix = new ArrayList<>();
        List<Double> gap = new ArrayList<>();
        for (int i = 0; i < constraints.b().length; i++) {
            matrix.add(constraints.a()[i]);
            gap.add(constraints.b()[i] - Dense.dot(constraints.a()[i], x));
        }
        for (int i = 0; i < tight.length; i++) {
            if (tight[i]) {
                matrix.add(rows.g()[i]);
                gap.add(rows.slack(i, x));
            }
        }
        double[][] hessian = form.objective().hessian(x);
        for (int k = 0; k < form.cones().size(); k++) {
            Cone cone = form.cones().get(k);
            double[] dual = multipliers.cones().get(k);
            double sigma = dual[dual.length - 1];
            double[] axis = cone.axis(x);
            if (sigma > 0 && Dense.norm(axis) > activity) {
                matrix.add(cone.normal(x));
                gap.add(cone.slack(x));
                cone.addCurvature(x, sigma, hessian);
            } else if (sigma > 0) {
                for (int i = 0; i < axis.length; i++) {
                    matrix.add(cone.a()[i]);
                    gap.add(-axis[i]);
                }
                matrix.add(cone.c());
                gap.add(-cone.d() - Dense.dot(cone.c(), x));
            }
        }
        double[][] equations = matrix.toArray(new double[0][]);
        double[] sides = gap.stream().mapToDouble(Double::doubleValue).toArray();
        double[] back = Dense.leastSquares(equations, sides, n);
        AffineSubspace tangent = new AffineSubspace(back, Dense.nullSpace(equations, n));
        ConvexObjective model =
                tangent.along(new Quadratic(hessian, form.objective().gradient(x)));
        double[] zero = new double[tangent.dimension()];
        double[] descent = Dense.plus(zero, -1, model.gradient(zero));
        double[] refined =
                Dense.plus(x, 1, tangent.point(Dense.leastSquares(model.hessian(zero), descent, zero.length)));
        int m = constraints.h().length;
        for (int i = 0; i < tight.length; i++) {
            if (tight[i] && rows.source()[i] >= m) {
                int j = (rows.source()[i] - m) % n;
                refined[j] = rows.source()[i] < m + n
                        ? constraints.lower()[j]
                        : constraints.upper()[j];
            }
        }
        return refined;
    }
}
