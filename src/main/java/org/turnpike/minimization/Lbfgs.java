package org.turnpike.minimization;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limited-memory BFGS: the step −H g, H the inverse Hessian of BFGS from the last pairs s = u₊ − u, y = g₊ − g and H₀ = γ M⁻¹ by the two-loop
 * recursion, γ = sᵀy/yᵀM⁻¹y of the last pair; then a line search for the strong Wolfe conditions, which make sᵀy positive.
 *
 * <p>M is the inner product of J's space: numbers of steps then do not depend on the mesh. Another one, such as the Euclidean product of
 * implementations that know no space, can be taken for H₀; the norm of the gradient is that of J's space in any case.
 *
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu, Nocedal: On the limited memory BFGS method for large scale optimization</a>
 */
public final class Lbfgs {
    private static final String PAIRS = "pairs";
    private static final String NOTHING = "";

    private final int most;
    private final double tolerance;
    private final int iterationLimit;
    private final double timeLimit;
    private final @Nullable InnerProduct metric;

    /**
     * @param pairs how many are kept, 20 being usual
     * @param tolerance on the gradient's norm
     * @param timeLimit wall seconds, infinite for none
     * @param metric M of H₀, or null for that of J's space
     */
    public Lbfgs(int pairs, double tolerance, int iterationLimit, double timeLimit, @Nullable InnerProduct metric) {
        most = pairs;
        this.tolerance = tolerance;
        this.iterationLimit = iterationLimit;
        this.timeLimit = timeLimit;
        this.metric = metric;
    }

    /** Minimises from a start. */
    public Minimum minimize(SmoothFunction function, double[] start, DescentListener listener) {
        return minimize(function, start, Map.of(), 0, listener);
    }

    /**
     * The same; or goes on where an earlier descent was.
     *
     * @param memory as its last iterate gave it
     * @param iteration number of that iterate
     */
    public Minimum minimize(
            SmoothFunction function,
            double[] start,
            Map<String, double[]> memory,
            int iteration,
            DescentListener listener) {
        return new Descent(function, start, memory).run(iteration, listener);
    }

    /** One descent: the iterate and the pairs. */
    private final class Descent {
        private final SmoothFunction function;
        private final InnerProduct space;
        private final InnerProduct product;
        private final WolfeLineSearch search;
        private final int n;
        private final double[] u;
        private final double[] g;
        private final double[] d;
        private final double[] work;
        /** Rings of the last pairs; the newest is at {@link #newest}. */
        private final double[][] s;

        private final double[][] y;
        private final double[] sy;
        private final double[] factor;
        private int count;
        private int newest;
        private double scale = 1;
        private double value;
        private double norm;
        private double stepNorm;
        private long evaluations;

        Descent(SmoothFunction function, double[] start, Map<String, double[]> memory) {
            this.function = function;
            space = function.space();
            product = metric == null ? space : metric;
            search = new WolfeLineSearch(function);
            n = start.length;
            u = start.clone();
            g = new double[n];
            d = new double[n];
            work = new double[n];
            s = new double[most][n];
            y = new double[most][n];
            sy = new double[most];
            factor = new double[most];
            newest = most - 1;
            recall(memory.getOrDefault(PAIRS, new double[0]));
        }

        Minimum run(int first, DescentListener listener) {
            long begin = System.nanoTime();
            value = function.gradient(u, g);
            evaluations = 1;
            norm = space.dualNorm(g);
            if (!Double.isFinite(value) || !Double.isFinite(norm)) {
                return end(Termination.OVERFLOW, "The cost is not finite at the start.", first);
            }
            String remark = NOTHING;
            int steps = 1;
            for (int iteration = first; ; iteration++) {
                boolean goOn = listener.iterate(new DescentListener.Iterate(
                        iteration, value, norm, steps, stepNorm, Double.NaN, remark, u, this::memory));
                if (norm <= tolerance) {
                    return end(Termination.CONVERGED, "The gradient's norm is below the tolerance.", iteration);
                }
                if (!goOn) {
                    return end(Termination.INTERRUPTED, "Stopped on request.", iteration);
                }
                if (iteration >= iterationLimit) {
                    return end(Termination.ITERATION_LIMIT, "The limit on iterations was reached.", iteration);
                }
                if ((System.nanoTime() - begin) * 1e-9 >= timeLimit) {
                    return end(Termination.TIME_LIMIT, "The limit on time was reached.", iteration);
                }
                boolean found = step();
                steps = search.evaluations;
                remark = search.overflowed ? "overflow: step shortened" : NOTHING;
                if (!found && count > 0) {
                    // Pairs made of rounding errors: the gradient alone may still do.
                    count = 0;
                    found = step();
                    steps += search.evaluations;
                    remark = (search.overflowed ? "overflow: step shortened; " : NOTHING) + "memory cleared";
                }
                if (!found) {
                    return end(Termination.STALLED, stall(), iteration);
                }
                accept();
            }
        }

        private String stall() {
            return search.overflowed
                    ? "The line search found no step with a finite cost that reduces it."
                    : "No step along the gradient reduces the cost by more than rounding.";
        }

        private boolean step() {
            direction();
            double slope = InnerProduct.dot(g, d);
            if (!(slope < 0)) {
                search.evaluations = 0;
                search.overflowed = false;
                return false;
            }
            // The first direction has no scale of its own: a step of length 1 at most.
            double first = count > 0 ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
            boolean found = search.search(u, d, value, slope, first);
            evaluations += search.evaluations;
            return found;
        }

        /** d = −H g. */
        private void direction() {
            double[] q = work;
            System.arraycopy(g, 0, q, 0, n);
            for (int i = 0; i < count; i++) {
                int at = (newest - i + most) % most;
                factor[at] = InnerProduct.dot(s[at], q) / sy[at];
                axpy(-factor[at], y[at], q);
            }
            product.riesz(q, d);
            for (int j = 0; j < n; j++) {
                d[j] *= count > 0 ? -scale : -1;
            }
            for (int i = count - 1; i >= 0; i--) {
                int at = (newest - i + most) % most;
                axpy(-InnerProduct.dot(y[at], d) / sy[at] - factor[at], s[at], d);
            }
        }

        private void accept() {
            int at = (newest + 1) % most;
            for (int j = 0; j < n; j++) {
                s[at][j] = search.point[j] - u[j];
                y[at][j] = search.derivative[j] - g[j];
            }
            System.arraycopy(search.point, 0, u, 0, n);
            System.arraycopy(search.derivative, 0, g, 0, n);
            value = search.value;
            stepNorm = space.norm(s[at]);
            norm = space.dualNorm(g);
            remember(at);
        }

        /** Keeps the pair in a place if its curvature is positive beyond rounding. */
        private void remember(int at) {
            product.riesz(y[at], work);
            double yy = InnerProduct.dot(y[at], work);
            double curvature = InnerProduct.dot(s[at], y[at]);
            product.gram(s[at], work);
            double ss = InnerProduct.dot(s[at], work);
            if (curvature > 1e-14 * Math.sqrt(yy * ss)) {
                sy[at] = curvature;
                scale = curvature / yy;
                newest = at;
                count = Math.min(most, count + 1);
            } else {
                // The place was that of the oldest.
                count = Math.min(most - 1, count);
            }
        }

        private Map<String, double[]> memory() {
            double[] flat = new double[2 * n * count];
            for (int i = 0; i < count; i++) {
                int at = (newest - (count - 1 - i) + most) % most;
                System.arraycopy(s[at], 0, flat, 2 * n * i, n);
                System.arraycopy(y[at], 0, flat, 2 * n * i + n, n);
            }
            return Map.of(PAIRS, flat);
        }

        /** Pairs of an earlier descent, oldest first; with a shorter memory the last of them. */
        private void recall(double[] flat) {
            if (flat.length % (2 * n) != 0) {
                throw new IllegalArgumentException("pairs of another space: " + flat.length + " numbers for n = " + n);
            }
            int given = flat.length / (2 * n);
            for (int i = Math.max(0, given - most); i < given; i++) {
                int at = (newest + 1) % most;
                System.arraycopy(flat, 2 * n * i, s[at], 0, n);
                System.arraycopy(flat, 2 * n * i + n, y[at], 0, n);
                remember(at);
            }
        }

        private Minimum end(Termination termination, String reason, int iteration) {
            return new Minimum(
                    termination, reason, Arrays.copyOf(u, n), value, norm, iteration, evaluations, 0, Double.NaN);
        }
    }

    private static void axpy(double a, double[] x, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += a * x[j];
        }
    }
}
