package org.turnpike.nlp.convex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.turnpike.nlp.KktResidual;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;

/**
 * Solves convex programs with JOptimizer's interior points; what is done before and after it, see the package.
 *
 * @param tolerance on the KKT residual, relative to the multipliers, and on feasibility, relative to the sides
 * @param iterationLimit of the interior-point method
 */
public record ConvexSolver(double tolerance, int iterationLimit) implements ConvexMethod {
    /** A point whose error is at most this multiple of the tolerance is acceptable. */
    private static final double ACCEPTABLE = 1e3;
    /** Weights of |y − y₀|² that make a program with an unbounded set of solutions one that has a central path. */
    private static final double[] PROXIMAL = {1e-6, 1e-3};
    /** Slacks up to these, relative to the sides, are tried as zero. */
    private static final double[] ACTIVITY = {1e-9, 1e-7, 1e-5, 1e-3};
    /** Newton steps on a guessed active set, where one is not exact. */
    private static final int NEWTON_STEPS = 5;
    /** Cone programs are solved within a ball of this radius, relative to their start. */
    private static final double BALL = 1e5;

    /** Tolerance 1e-8, 200 iterations. */
    public ConvexSolver() {
        this(1e-8, 200);
    }

    @Override
    public SolverIdentity identity() {
        return new SolverIdentity("joptimizer", "5.0.0", "dense Cholesky");
    }

    @Override
    public ConvexSolution solve(ConvexForm form) {
        long begin = System.nanoTime();
        return new Run(form, begin).solve();
    }

    /** One solve. */
    private final class Run {
        private final ConvexForm form;
        private final LinearConstraints constraints;
        private final InequalityRows rows;
        private final long begin;
        private final double size;
        private int iterations;
        private boolean limited;
        private String stopped = "";

        Run(ConvexForm form, long begin) {
            this.form = form;
            this.begin = begin;
            constraints = form.constraints();
            rows = InequalityRows.of(constraints);
            size = 1 + Math.max(Dense.largest(rows.h()), Dense.largest(constraints.b()));
        }

        ConvexSolution solve() {
            FeasibleSet set = FeasibleSet.of(constraints, rows);
            if (set instanceof FeasibleSet.Empty empty) {
                ConvexMultipliers certificate = rows.multipliers(
                        constraints,
                        empty.lambda(),
                        empty.equalities(),
                        ConvexMultipliers.zero(form).cones());
                String reason = String.format(
                        Locale.ROOT,
                        "The linear constraints contradict each other: every point violates one of them by at least %.3g "
                                + "(Farkas' certificate in the multipliers).",
                        empty.violation());
                return unsolved(NlpStatus.INFEASIBLE, reason, new double[0], certificate, empty.violation());
            }
            if (set instanceof FeasibleSet.Undecided undecided) {
                return failure("No interior point: " + undecided.reason() + ".");
            }
            FeasibleSet.Points points = (FeasibleSet.Points) set;
            if (!form.cones().isEmpty()) {
                return withCones(points);
            }
            return withoutCones(points);
        }

        // --- polyhedra ---

        private ConvexSolution withoutCones(FeasibleSet.Points points) {
            AffineSubspace space = points.space();
            double[][] sides = points.rows();
            double[] start = points.interior();
            if (space.dimension() > 0 && !(form instanceof ConvexProgram)) {
                double[] ray = descentRay(points);
                if (ray.length > 0) {
                    double[] x = space.point(start);
                    return unbounded(x, ray);
                }
                double[][] complement = complementOfLineality(points);
                start = Dense.transposedTimes(complement, start);
                sides = sides.length == 0 ? sides : Dense.product(sides, complement);
                space = space.within(complement);
            }
            if (space.dimension() == 0) {
                return concluded(best(space.origin()));
            }
            ConvexObjective f = space.along(form.objective());
            Optimality best = from(
                    InteriorPoint.minimise(f, sides, points.sides(), start, 0.1 * tolerance, iterationLimit), space);
            boolean several = !(form instanceof ConvexProgram);
            for (int i = 0; several && i < PROXIMAL.length && best.error(size) > tolerance && !limited; i++) {
                String first = stopped;
                Optimality candidate = from(
                        InteriorPoint.minimise(
                                proximal(f, PROXIMAL[i], start),
                                sides,
                                points.sides(),
                                start,
                                0.1 * tolerance,
                                iterationLimit),
                        space);
                stopped = first;
                best = better(best, candidate);
            }
            return concluded(best);
        }

        private Optimality from(InteriorPoint found, AffineSubspace space) {
            iterations += found.iterations();
            limited = found.limited();
            stopped = found.stopped();
            return best(space.point(found.y()));
        }

        private ConvexObjective proximal(ConvexObjective f, double weight, double[] center) {
            int n = center.length;
            double scaled = weight * (1 + Dense.norm(f.gradient(center)));
            double[][] identity = Dense.nullSpace(new double[0][], n);
            return new ConvexObjective() {
                @Override
                public double value(double[] y) {
                    double[] d = Dense.plus(y, -1, center);
                    return f.value(y) + 0.5 * scaled * Dense.dot(d, d);
                }

                @Override
                public double[] gradient(double[] y) {
                    return Dense.plus(f.gradient(y), scaled, Dense.plus(y, -1, center));
                }

                @Override
                public double[][] hessian(double[] y) {
                    double[][] hessian = f.hessian(y);
                    for (int i = 0; i < n; i++) {
                        hessian[i] = Dense.plus(hessian[i], scaled, identity[i]);
                    }
                    return hessian;
                }
            };
        }

        /**
         * A direction d with R d ≤ 0, P d = 0, qᵀd &lt; 0, or nothing: the residual of the nonnegative least squares of −q on the rows
         * within the kernel of P is one, unless it vanishes.
         */
        private double[] descentRay(FeasibleSet.Points points) {
            AffineSubspace space = points.space();
            ConvexObjective f = space.along(form.objective());
            int k = space.dimension();
            AffineSubspace flat = new AffineSubspace(new double[k], Dense.nullSpace(f.hessian(new double[k]), k));
            double[] q = flat.project(f.gradient(new double[k]));
            double slope = Dense.norm(q);
            if (slope <= 1e-12 * (1 + Dense.norm(form.objective().gradient(space.origin())))) {
                return new double[0];
            }
            double[][] columns = new double[points.rows().length][];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = flat.project(points.rows()[i]);
            }
            double[] down = Dense.plus(new double[q.length], -1 / slope, q);
            double[] d = NonnegativeLeastSquares.solve(columns, down).residual();
            double norm = Dense.norm(d);
            if (norm <= 1e-9) {
                return new double[0];
            }
            double[] ray = Dense.times(space.basis(), Dense.times(flat.basis(), d));
            return Dense.plus(new double[ray.length], 1 / norm, ray);
        }

        /** Directions in which nothing changes are left out: the interior-point method's equations would be singular. */
        private double[][] complementOfLineality(FeasibleSet.Points points) {
            int k = points.space().dimension();
            ConvexObjective f = points.space().along(form.objective());
            List<double[]> matrix = new ArrayList<>(List.of(points.rows()));
            double[][] hessian = f.hessian(new double[k]);
            double largest = Dense.largest(hessian);
            for (double[] row : hessian) {
                matrix.add(Dense.plus(new double[k], largest > 0 ? 1 / largest : 0, row));
            }
            double[][] lineality = Dense.nullSpace(matrix.toArray(new double[0][]), k);
            int free = lineality[0].length;
            double[][] transposed = new double[free][k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < free; j++) {
                    transposed[j][i] = lineality[i][j];
                }
            }
            return Dense.nullSpace(transposed, k);
        }

        /** The best of the point and its refinements, over the guesses of what is active. */
        private Optimality best(double[] x) {
            AffineSubspace equalities = AffineSubspace.of(constraints.a(), constraints.b(), constraints.variables());
            Optimality best = Optimality.at(x, form, rows, equalities, ACTIVITY[0] * size);
            for (double activity : ACTIVITY) {
                if (best.error(size) <= 1e-14) {
                    break;
                }
                Optimality guess = Optimality.at(x, form, rows, equalities, activity * size);
                best = better(best, guess);
                boolean[] positive = new boolean[guess.active().length];
                double largest = Dense.largest(guess.lambda());
                for (int i = 0; i < positive.length; i++) {
                    positive[i] = guess.lambda()[i] > 1e-9 * largest;
                }
                best = better(best, refined(guess, positive, equalities, activity * size));
                if (!Arrays.equals(positive, guess.active())) {
                    best = better(best, refined(guess, guess.active(), equalities, activity * size));
                }
            }
            return best;
        }

        /** A few Newton steps from the guess, with its active set; the best point of them. */
        private Optimality refined(Optimality guess, boolean[] tight, AffineSubspace equalities, double activity) {
            boolean quadratic = form.cones().isEmpty() && !(form instanceof ConvexProgram);
            Optimality best = guess;
            Optimality point = guess;
            for (int step = 0; step < (quadratic ? 1 : NEWTON_STEPS); step++) {
                double[] next = point.refined(form, rows, tight, activity);
                if (!Double.isFinite(Dense.norm(next))) {
                    break;
                }
                // The step may leave other constraints; the cones' multipliers are needed before it is exact.
                point = Optimality.at(
                        next, form, rows, equalities, form.cones().isEmpty() ? ACTIVITY[0] * size : activity);
                best = better(best, point);
            }
            return best;
        }

        private Optimality better(Optimality a, Optimality b) {
            return b.error(size) < a.error(size) ? b : a;
        }

        // --- cones ---

        private ConvexSolution withCones(FeasibleSet.Points points) {
            AffineSubspace space = points.space();
            List<Cone> reduced = new ArrayList<>();
            for (int i = 0; i < points.rows().length; i++) {
                reduced.add(halfSpace(points.rows()[i], points.sides()[i]));
            }
            for (Cone cone : form.cones()) {
                reduced.add(cone.along(space));
            }
            double[] start = widened(reduced, points.interior());
            if (space.dimension() == 0) {
                double slack = form.cones().stream()
                        .mapToDouble(c -> c.slack(space.origin()))
                        .min()
                        .orElse(0);
                return slack < -tolerance * size
                        ? infeasibleCones(-slack, "the only point that meets the linear ones")
                        : concluded(best(space.origin()));
            }
            if (nearest(reduced, start) <= 0) {
                Relaxed relaxed = relaxed(reduced, start);
                if (relaxed.violation() > 0) {
                    return infeasibleCones(
                            relaxed.violation(),
                            String.format(Locale.ROOT, "every point up to a norm of %.1g", relaxed.radius()));
                }
                start = relaxed.y();
                if (nearest(reduced, start) <= 0) {
                    return failure("The cone constraints have no interior point that could be found, and could not be "
                            + "shown to contradict each other.");
                }
            }
            double radius = BALL * (1 + Dense.norm(start));
            List<Cone> within = new ArrayList<>(reduced);
            within.add(ball(start.length, radius));
            InteriorPoint found = InteriorPoint.minimise(
                    space.along(form.objective()), within, start, 0.1 * tolerance, iterationLimit, y -> false);
            Optimality best = from(found, space);
            double norm = Dense.norm(found.y());
            if (norm > 0.1 * radius) {
                double[] d = Dense.plus(new double[start.length], 1 / norm, found.y());
                double[] ray = Dense.times(space.basis(), d);
                if (Dense.dot(form.objective().gradient(space.origin()), ray) < 0 && recedes(reduced, d)) {
                    return unbounded(space.point(start), ray);
                }
                return failure("The iterates run off to infinity, but along no direction that could be certified.");
            }
            return concluded(best);
        }

        /** The start moved along the cones' axes into their interior if that is possible: for t → min, |x| ≤ t it is. */
        private double[] widened(List<Cone> reduced, double[] start) {
            double[] up = new double[start.length];
            for (Cone cone : reduced.subList(reduced.size() - form.cones().size(), reduced.size())) {
                up = Dense.plus(up, 1, cone.c());
            }
            double reach = 1 + Dense.norm(start);
            for (double step = reach; step < 1e6 * reach && nearest(reduced, start) <= 0; step *= 2) {
                double[] moved = Dense.plus(start, step, up);
                if (nearest(reduced, moved) > 0) {
                    return moved;
                }
            }
            return start;
        }

        /** y: the point of least violation; violation &gt; 0 only if certified. */
        private record Relaxed(double[] y, double violation, double radius) {}

        /** The phase-one program s → min, |Aᵢy + bᵢ| ≤ cᵢᵀy + dᵢ + s, s ≥ −1, |y| ≤ radius, ended at the first interior point. */
        private Relaxed relaxed(List<Cone> cones, double[] start) {
            int k = start.length;
            double radius = BALL * (1 + Dense.norm(start));
            List<Cone> lifted = new ArrayList<>();
            for (Cone cone : cones) {
                double[][] a = new double[cone.a().length][];
                for (int i = 0; i < a.length; i++) {
                    a[i] = Arrays.copyOf(cone.a()[i], k + 1);
                }
                double[] c = Arrays.copyOf(cone.c(), k + 1);
                c[k] = 1;
                lifted.add(new Cone(a, cone.b(), c, cone.d()));
            }
            double[] up = new double[k + 1];
            up[k] = 1;
            double[] down = new double[k + 1];
            down[k] = -1;
            lifted.add(halfSpace(down, 1));
            Cone ball = ball(k, radius);
            double[][] wide = new double[k][];
            for (int i = 0; i < k; i++) {
                wide[i] = Arrays.copyOf(ball.a()[i], k + 1);
            }
            lifted.add(new Cone(wide, ball.b(), new double[k + 1], radius));
            double[] from = Arrays.copyOf(start, k + 1);
            from[k] = 1 - Math.min(0, nearest(cones, start));
            SecondOrderConeProgram phaseOne = new SecondOrderConeProgram(up, lifted, LinearConstraints.none(k + 1));
            InteriorPoint found = InteriorPoint.minimise(
                    phaseOne.objective(),
                    lifted,
                    from,
                    0.1 * tolerance,
                    iterationLimit,
                    y -> nearest(cones, Arrays.copyOf(y, k)) > 1e-3);
            iterations += found.iterations();
            double[] y = Arrays.copyOf(found.y(), k);
            double least = -nearest(cones, y);
            if (least <= tolerance * size) {
                return new Relaxed(y, 0, radius);
            }
            double[] top = found.y().clone();
            top[k] = least;
            Run check = new Run(phaseOne, begin);
            double bound = dualBound(phaseOne, check.best(top), radius, least);
            return new Relaxed(y, bound > tolerance * size ? bound : 0, radius);
        }

        /**
         * With any dual-feasible (u, σ), the least s is at least −Σ(uᵢᵀbᵢ + σᵢdᵢ) less what the stationarity's error can gain within the
         * ball: weak duality, whatever the accuracy of the iteration.
         */
        private double dualBound(SecondOrderConeProgram phaseOne, Optimality point, double radius, double least) {
            double bound = 0;
            double[] error = phaseOne.c().clone();
            for (int i = 0; i < phaseOne.cones().size(); i++) {
                Cone cone = phaseOne.cones().get(i);
                double[] dual = point.multipliers().cones().get(i);
                double sigma = dual[dual.length - 1];
                double[] u = Arrays.copyOf(dual, dual.length - 1);
                bound -= Dense.dot(u, cone.b()) + sigma * cone.d();
                Dense.addTransposed(cone.a(), Dense.plus(new double[u.length], -1, u), error);
                error = Dense.plus(error, -sigma, cone.c());
            }
            double[] inY = Arrays.copyOf(error, error.length - 1);
            return bound - radius * Dense.norm(inY) - Math.abs(error[error.length - 1]) * (1 + least);
        }

        private boolean recedes(List<Cone> cones, double[] d) {
            return cones.stream().allMatch(c -> {
                double scale = Dense.largest(c.a()) + Dense.norm(c.c());
                double[] along = Dense.times(c.a(), d);
                return Dense.dot(c.c(), d) - Dense.norm(along) >= -1e-4 * scale;
            });
        }

        private double nearest(List<Cone> cones, double[] y) {
            double nearest = Double.POSITIVE_INFINITY;
            for (Cone cone : cones) {
                nearest = Math.min(nearest, cone.slack(y));
            }
            return nearest;
        }

        private Cone halfSpace(double[] row, double side) {
            double[] c = Dense.plus(new double[row.length], -1, row);
            return new Cone(new double[1][row.length], new double[1], c, side);
        }

        private Cone ball(int k, double radius) {
            return new Cone(Dense.nullSpace(new double[0][], k), new double[k], new double[k], radius);
        }

        private ConvexSolution infeasibleCones(double violation, String who) {
            String reason = String.format(
                    Locale.ROOT,
                    "The constraints contradict each other: %s violates one of them by at least %.3g (weak duality).",
                    who,
                    violation);
            return unsolved(NlpStatus.INFEASIBLE, reason, new double[0], ConvexMultipliers.zero(form), violation);
        }

        // --- answers ---

        private ConvexSolution concluded(Optimality point) {
            double error = point.error(size);
            NlpStatus status;
            String reason;
            String measured = String.format(Locale.ROOT, "the KKT residual is %.2g", error);
            String early = stopped.isEmpty() ? "" : " (the interior-point method stopped early: " + stopped + ")";
            if (error <= tolerance) {
                status = NlpStatus.OPTIMAL;
                reason = "Solved: " + measured + ".";
            } else if (limited) {
                status = NlpStatus.ITERATION_LIMIT;
                reason = "Stopped at " + stopped + ": " + measured + ".";
            } else if (error <= ACCEPTABLE * tolerance) {
                status = NlpStatus.ACCEPTABLE;
                reason = "Nearly solved: " + measured + early + ".";
            } else {
                status = NlpStatus.NUMERICAL_FAILURE;
                reason = "Not solved: " + measured + early + ".";
            }
            return new ConvexSolution(
                    status,
                    reason,
                    point.x(),
                    form.objective().value(point.x()),
                    point.multipliers(),
                    point.residual(),
                    new double[0],
                    0,
                    iterations,
                    seconds());
        }

        private ConvexSolution unbounded(double[] x, double[] ray) {
            ConvexSolution none = unsolved(NlpStatus.UNBOUNDED, "", ray, ConvexMultipliers.zero(form), 0);
            return new ConvexSolution(
                    NlpStatus.UNBOUNDED,
                    "The objective falls without bound along a direction in which every constraint stays met.",
                    x,
                    Double.NEGATIVE_INFINITY,
                    none.multipliers(),
                    none.residual(),
                    ray,
                    0,
                    iterations,
                    seconds());
        }

        private ConvexSolution failure(String reason) {
            return unsolved(NlpStatus.NUMERICAL_FAILURE, reason, new double[0], ConvexMultipliers.zero(form), 0);
        }

        private ConvexSolution unsolved(
                NlpStatus status, String reason, double[] ray, ConvexMultipliers multipliers, double violation) {
            KktResidual unknown = new KktResidual(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            return new ConvexSolution(
                    status,
                    reason,
                    new double[constraints.variables()],
                    Double.NaN,
                    multipliers,
                    unknown,
                    ray,
                    violation,
                    iterations,
                    seconds());
        }

        private double seconds() {
            return (System.nanoTime() - begin) * 1e-9;
        }
    }
}
