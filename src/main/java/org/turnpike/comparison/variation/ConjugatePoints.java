package org.turnpike.comparison.variation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.linalg.Matrix;

/**
 * The Riccati test. The pairs (X, P) with (X, P)′ = M (X, P), integrated from the end backward, give K = P X⁻¹; components that
 * are fixed at the end begin with X = 0, P = e_i, the others with X = e_i, P = φ_yy e_i.
 *
 * <p>Steps are those of the implicit midpoint rule, which keep the symmetry of K exactly, and after each the columns are
 * orthonormalised, which leaves K as it is. At a conjugate point X is singular and an eigenvalue κ of K runs through −∞ to +∞. The phases
 * 2 arctan κ are continuous modulo 2π there: over a short step their sum changes little, but for 2π a conjugate point, which
 * counts multiple ones, too (the Maslov index). A phase that stays at π belongs to a direction in which the control never moves
 * the state, as along p in every problem of least time; it is no conjugate point.
 *
 * @see <a href="https://doi.org/10.1007/978-3-662-06404-7">Agrachev, Sachkov: Control Theory from the Geometric Viewpoint,
 *     chapter 21 (conjugate points and the Maslov index)</a>
 */
final class ConjugatePoints {
    /** ‖M‖ times a step. */
    private static final double TURN = 0.05;

    private static final double GENERIC = 2.399963;
    /** Rounding moves an angle of π to the other side of the cut; the cut lies this far beyond. */
    private static final double CUT = 1e-6;

    private static final int MOST_STEPS = 100_000;

    /**
     * The end of the test.
     *
     * @param problem in words if it could not be made, else null
     * @param time the first conjugate point met backward from the end; NaN if there is none
     * @param atStart (X, P) at the start; null if the test was not made
     */
    record Outcome(@Nullable String problem, double time, @Nullable Matrix atStart) {}

    private final Extremal extremal;
    private final FreeControls free;
    private final Scales scales;

    ConjugatePoints(Extremal extremal, FreeControls free) {
        this.extremal = extremal;
        this.free = free;
        scales = scales();
    }

    /**
     * @param fixedAtEnd by component of y
     * @param endCost φ_yy at the end, ny × ny
     */
    Outcome test(boolean[] fixedAtEnd, Matrix endCost) {
        int n = fixedAtEnd.length;
        Matrix z = atEnd(fixedAtEnd, scales.cost(endCost));
        double start = extremal.solution().startTime();
        double length = extremal.solution().finalTime() - start;
        double[] mesh = extremal.solution().trajectory().mesh();
        double phase = Double.NaN;
        int steps = 0;
        for (int interval = mesh.length - 2; interval >= 0; interval--) {
            double h = (mesh[interval + 1] - mesh[interval]) / length;
            Matrix middle = matrix(0.5 * (mesh[interval] + mesh[interval + 1]));
            if (middle == null) {
                return failure("H_uu is singular at t = %.4g", mesh[interval]);
            }
            int parts = (int) Math.min(500, Math.ceil(h * middle.largest() * n / TURN) + 1);
            for (int part = parts - 1; part >= 0; part--) {
                double t = mesh[interval] + (part + 0.5) / parts * (mesh[interval + 1] - mesh[interval]);
                Matrix m = matrix(t);
                Matrix next = m == null ? null : step(m, z, h / parts);
                if (next == null || ++steps > MOST_STEPS) {
                    return failure("the Riccati equation could not be integrated beyond t = %.4g", t);
                }
                z = next;
                double[] angles = phases(z, n);
                double now = angles == null ? Double.NaN : Arrays.stream(angles).sum();
                if (angles == null) {
                    return failure("the phases could not be computed at t = %.4g", t);
                }
                if (!Double.isNaN(phase) && Math.rint((now - phase) / (2 * Math.PI)) > 0) {
                    return new Outcome(null, t, null);
                }
                phase = now;
            }
        }
        return new Outcome(null, Double.NaN, scales.back(z));
    }

    /** Units of y, and of the cost, in which the parts of M are of like size, so that phases turn evenly. */
    private record Scales(double[] y, double cost) {
        /** In own units: y_i = s_i ŷ_i, p_i = c p̂_i/s_i. */
        Matrix matrix(Matrix m) {
            int n = y.length;
            double[] scaled = new double[4 * n * n];
            for (int i = 0; i < 2 * n; i++) {
                for (int j = 0; j < 2 * n; j++) {
                    scaled[i * 2 * n + j] = m.at(i, j) * unit(j) / unit(i);
                }
            }
            return Matrix.of(2 * n, 2 * n, scaled);
        }

        private double unit(int i) {
            return i < y.length ? y[i] : cost / y[i - y.length];
        }

        Matrix cost(Matrix form) {
            int n = y.length;
            double[] changed = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    changed[i * n + j] = form.at(i, j) * y[i] * y[j] / cost;
                }
            }
            return Matrix.of(n, n, changed);
        }

        /** (X, P) in the problem's units. */
        Matrix back(Matrix z) {
            double[] changed = new double[z.rows() * z.columns()];
            for (int i = 0; i < z.rows(); i++) {
                for (int j = 0; j < z.columns(); j++) {
                    changed[i * z.columns() + j] = z.at(i, j) * unit(i);
                }
            }
            return Matrix.of(z.rows(), z.columns(), changed);
        }
    }

    private Scales scales() {
        int n = extremal.variation().dimension();
        double[] y = extremal.sizes();
        Scales plain = new Scales(y, 1);
        double[] mesh = extremal.solution().trajectory().mesh();
        double gain = 0;
        double curvature = 0;
        for (int k = 0; k + 1 < mesh.length; k++) {
            Matrix m = unscaled(0.5 * (mesh[k] + mesh[k + 1]));
            if (m == null) {
                continue;
            }
            Matrix own = plain.matrix(m);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    gain = Math.max(gain, Math.abs(own.at(i, n + j)));
                    curvature = Math.max(curvature, Math.abs(own.at(n + i, j)));
                }
            }
        }
        // sqrt(gain · curvature) is a rate; one that is below 1/T does not matter.
        double cost = gain > 0 ? Math.max(Math.sqrt(curvature / gain), 1 / gain) : 1;
        return new Scales(y, cost);
    }

    private static Outcome failure(String format, double t) {
        return new Outcome(String.format(Locale.ROOT, format, t), Double.NaN, null);
    }

    private static Matrix atEnd(boolean[] fixed, Matrix endCost) {
        int n = fixed.length;
        double[] z = new double[2 * n * n];
        for (int j = 0; j < n; j++) {
            if (fixed[j]) {
                z[(n + j) * n + j] = 1;
                continue;
            }
            z[j * n + j] = 1;
            for (int i = 0; i < n; i++) {
                // A fixed component has no second derivative that counts.
                z[(n + i) * n + j] = fixed[i] ? 0 : endCost.at(i, j);
            }
        }
        return Matrix.of(2 * n, n, z);
    }

    private @Nullable Matrix matrix(double t) {
        Matrix m = unscaled(t);
        return m == null ? null : scales.matrix(m);
    }

    private @Nullable Matrix unscaled(double t) {
        return extremal.coefficients(t).withControls(free.at(t)).hamiltonianMatrix();
    }

    /** (I + h/2 M) z₋ = (I − h/2 M) z, then orthonormal columns. */
    private static @Nullable Matrix step(Matrix m, Matrix z, double h) {
        Matrix unit = Matrix.identity(m.rows());
        Matrix moved =
                unit.plus(m.times(h / 2)).solve(unit.minus(m.times(h / 2)).times(z));
        return moved == null ? null : moved.orthonormalBasis();
    }

    /**
     * The angles 2 arctan κ from an orthonormal pair, also where X is singular: those of the eigenvalues of the unitary matrix
     * (X + iP)(X + iP)ᵀ = R + iJ, whose real and imaginary parts commute. Angles just above −π count as π.
     */
    private static double @Nullable [] phases(Matrix z, int n) {
        Matrix x = z.rows(0, n);
        Matrix p = z.rows(n, 2 * n);
        Matrix real = x.times(x.transpose()).minus(p.times(p.transpose())).symmetricPart();
        Matrix imaginary = x.times(p.transpose()).symmetricPart().times(2);
        // Common eigenvectors are those of a combination in which no two different angles coincide.
        Matrix vectors = real.times(Math.cos(GENERIC))
                .plus(imaginary.times(Math.sin(GENERIC)))
                .symmetricEigenvectors();
        if (vectors == null) {
            return null;
        }
        Matrix cosines = vectors.transpose().times(real).times(vectors);
        Matrix sines = vectors.transpose().times(imaginary).times(vectors);
        double[] angles = new double[n];
        for (int i = 0; i < n; i++) {
            double angle = Math.atan2(sines.at(i, i), cosines.at(i, i));
            angles[i] = angle < CUT - Math.PI ? angle + 2 * Math.PI : angle;
        }
        return angles;
    }

    /** Which controls may move at a time. */
    @FunctionalInterface
    interface FreeControls {
        int[] at(double t);

        /** All of n. */
        static FreeControls all(int n) {
            int[] every = IntStream.range(0, n).toArray();
            return t -> every;
        }

        /** Those that are inside their bounds according to the arcs, control by control. */
        static FreeControls inside(List<List<double[]>> bang) {
            return t -> IntStream.range(0, bang.size())
                    .filter(c -> bang.get(c).stream().noneMatch(arc -> arc[0] <= t && t <= arc[1]))
                    .toArray();
        }
    }
}
