package org.turnpike.nlp;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixSparseCSC;
import org.turnpike.linalg.SparseCholesky;
import org.turnpike.linalg.SparseMatrix;
import org.turnpike.linalg.TridiagonalEigenvalues;

/**
 * The second-order conditions at a first-order point: the curvature dᵀ W d, W = ∇²L, on the directions d that the active
 * constraints leave.
 *
 * <p>Active for certain are fixed unknowns, equations, and limits whose multiplier exceeds their slack; A holds their gradients, and
 * d ranges over A d = 0. <em>Minimum</em>: W is positive there, by Finsler's lemma exactly if W + ρ AᵀA is positive definite for
 * large ρ, which a sparse Cholesky factorisation decides; limits with neither multiplier nor slack are left out, so that the
 * directions are more than need be. <em>Saddle</em>: a direction with A d = 0, now with those limits too, and dᵀ W d &lt; 0, along which
 * the other limits leave room for a decrease that is more than the solver's tolerance; it is found by a
 * Lanczos iteration with W projected onto the kernel of A and then checked by itself. <em>Undecided</em>: neither, as where the
 * objective is flat in some direction, or at an interior-point solution in a degenerate corner.
 *
 * @param curvature the least dᵀ W d / dᵀ d that was found, relative to the largest in magnitude; NaN if none was looked for
 * @param reason one sentence
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal, Wright: Numerical Optimization, 2nd ed., section 12.5</a>
 * @see <a href="https://doi.org/10.1137/1.9780898719857">Bai et al.: Templates for the Solution of Algebraic Eigenvalue
 *     Problems, section 4.4 (Lanczos)</a>
 */
public record ReducedHessian(Kind kind, double curvature, String reason) {
    /** What the curvature says. */
    public enum Kind {
        MINIMUM,
        SADDLE,
        UNDECIDED
    }

    /** Curvature below this share of the largest is not told from zero. */
    private static final double FLAT = 1e-9;

    private static final double[] PENALTIES = {1e2, 1e4, 1e6};
    private static final int LANCZOS_STEPS = 120;
    /** Beyond so many entries, products of rows that couple all unknowns would fill the memory. */
    private static final long MOST_ENTRIES = 30_000_000;

    /** A decrease of the objective that is no rounding and no tolerance, relative to 1 + |f|. */
    private static final double DECREASE = 1e-7;

    /** The longest step for which the quadratic model is believed, relative to 1 + max |z|. */
    private static final double TRUSTED = 0.1;

    /** At a first-order point. */
    public static ReducedHessian of(NonlinearProgram program, double[] z, Multipliers multipliers) {
        DMatrixSparseCSC hessian = program.newHessian();
        program.hessian(z, 1, multipliers.constraints(), hessian);
        DMatrixSparseCSC jacobian = program.newJacobian();
        program.jacobian(z, jacobian);
        ActiveSet strict = new ActiveSet(program, z, multipliers, false);
        ActiveSet weak = new ActiveSet(program, z, multipliers, true);
        SparseMatrix w = SparseMatrix.symmetric(hessian, strict.keptColumns());
        double size = w.largest();
        if (!Double.isFinite(size)) {
            return new ReducedHessian(Kind.UNDECIDED, Double.NaN, "A second derivative is undefined.");
        }
        if (strict.free() == 0) {
            return new ReducedHessian(Kind.MINIMUM, Double.NaN, "Every unknown is at a limit with a multiplier.");
        }
        SparseMatrix a = SparseMatrix.part(jacobian, strict.keptRows(), strict.keptColumns())
                .withUnitRows();
        if (a.entriesOfSquare() > MOST_ENTRIES) {
            return new ReducedHessian(
                    Kind.UNDECIDED, Double.NaN, "Too many unknowns share a constraint for a sparse factorisation.");
        }
        double unit = size > 0 ? size : 1;
        for (double penalty : PENALTIES) {
            if (SparseCholesky.positiveDefinite(w.plusSquare(a, penalty * unit).plusDiagonal(-FLAT * unit))) {
                return new ReducedHessian(
                        Kind.MINIMUM,
                        Double.NaN,
                        String.format(
                                Locale.ROOT,
                                "The reduced Hessian is positive definite (%d unknowns, %d active constraints).",
                                strict.free(),
                                a.rows()));
            }
        }
        return leastCurvature(
                SparseMatrix.symmetric(hessian, weak.keptColumns()),
                SparseMatrix.part(jacobian, weak.keptRows(), weak.keptColumns()).withUnitRows(),
                new Room(program, z, multipliers, jacobian, weak));
    }

    /** What the limits that are not active allow along a direction. */
    private record Room(
            NonlinearProgram program, double[] z, Multipliers multipliers, DMatrixSparseCSC jacobian, ActiveSet weak) {
        /** The decrease of the quadratic model over the longest admissible step, less what multipliers of inactive limits take. */
        double decrease(double[] direction, double curvature) {
            double[] full = new double[z.length];
            int[] columns = weak.keptColumns();
            double largest = 0;
            double size = 0;
            for (int j = 0; j < columns.length; j++) {
                full[columns[j]] = direction[j];
                largest = Math.max(largest, Math.abs(direction[j]));
            }
            for (double value : z) {
                size = Math.max(size, Math.abs(value));
            }
            double step = TRUSTED * (1 + size) / largest;
            double slope = 0;
            double[] lower = program.variableLower();
            double[] upper = program.variableUpper();
            for (int j : columns) {
                step = Math.min(step, Math.min(z[j] - lower[j], upper[j] - z[j]) / Math.abs(full[j]));
                slope += Math.abs(full[j])
                        * (multipliers.lower()[j] + multipliers.upper()[j]);
            }
            double[] c = new double[program.constraints()];
            program.constraints(z, c);
            double[] change = SparseMatrix.of(jacobian).times(full);
            double[] rowLower = program.constraintLower();
            double[] rowUpper = program.constraintUpper();
            for (int i = 0; i < c.length; i++) {
                if (!weak.holds(i)) {
                    step = Math.min(step, Math.min(c[i] - rowLower[i], rowUpper[i] - c[i]) / Math.abs(change[i]));
                    slope += Math.abs(change[i] * multipliers.constraints()[i]);
                }
            }
            return -0.5 * curvature * step * step - slope * step;
        }
    }

    /** Lanczos with full reorthogonalisation on P W P, P = I − Aᵀ(AAᵀ)⁻¹A. */
    private static ReducedHessian leastCurvature(SparseMatrix w, SparseMatrix a, Room room) {
        int n = w.columns();
        SparseCholesky gram = SparseCholesky.of(a.gram().plusDiagonal(1e-12));
        if (gram == null || n == 0) {
            return new ReducedHessian(Kind.UNDECIDED, Double.NaN, "The active constraints are dependent.");
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] start = new double[n];
        Arrays.setAll(start, i -> random.nextDouble() - 0.5);
        double[] q = project(a, gram, start);
        if (!(norm(q) > 1e-10 * norm(start))) {
            return new ReducedHessian(
                    Kind.MINIMUM, Double.NaN, "The active constraints leave no direction: the point is a vertex.");
        }
        scale(q, 1 / norm(q));
        int steps = Math.min(LANCZOS_STEPS, n);
        double[][] basis = new double[steps][];
        double[] diagonal = new double[steps];
        double[] off = new double[steps];
        int count = 0;
        while (count < steps) {
            basis[count] = q;
            double[] next = project(a, gram, w.times(q));
            diagonal[count] = dot(next, q);
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j <= count; j++) {
                    add(next, -dot(next, basis[j]), basis[j]);
                }
            }
            off[count] = norm(next);
            count++;
            double reach = Math.abs(diagonal[0]) + off[0];
            if (!(off[count - 1] > 1e-12 * reach)) {
                break;
            }
            scale(next, 1 / off[count - 1]);
            q = next;
        }
        TridiagonalEigenvalues ritz = TridiagonalEigenvalues.of(diagonal, off, count);
        if (ritz == null) {
            return new ReducedHessian(Kind.UNDECIDED, Double.NaN, "The least curvature could not be computed.");
        }
        double[] direction = new double[n];
        for (int j = 0; j < count; j++) {
            add(direction, ritz.leastVector()[j], basis[j]);
        }
        direction = project(a, gram, direction);
        double curvature = dot(direction, w.times(direction)) / dot(direction, direction);
        double relative = curvature / Math.max(ritz.largestMagnitude(), Double.MIN_NORMAL);
        double leak = norm(a.times(direction)) / norm(direction);
        double objective = room.program().objective(room.z());
        boolean leads =
                room.decrease(direction, curvature * dot(direction, direction)) > DECREASE * (1 + Math.abs(objective));
        if (relative < -FLAT && leak < 1e-8 && leads) {
            return new ReducedHessian(
                    Kind.SADDLE,
                    relative,
                    String.format(
                            Locale.ROOT,
                            "A direction that keeps all active constraints has negative curvature, %.1e of the largest.",
                            relative));
        }
        return new ReducedHessian(
                Kind.UNDECIDED,
                relative,
                String.format(
                        Locale.ROOT,
                        relative < -FLAT
                                ? "A direction of curvature %.1e of the largest is cut off by limits almost at once."
                                : "The objective is flat to working precision: least curvature %.1e of the largest.",
                        relative));
    }

    private static double[] project(SparseMatrix a, SparseCholesky gram, double[] v) {
        double[] result = v.clone();
        // Twice: the second pass removes what rounding left of the first.
        for (int pass = 0; pass < 2 && a.rows() > 0; pass++) {
            double[] correction = a.transposeTimes(gram.solve(a.times(result)));
            add(result, -1, correction);
        }
        return result;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static void add(double[] x, double factor, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += factor * y[i];
        }
    }

    private static void scale(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }
}
