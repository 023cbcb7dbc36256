package org.turnpike.learning.classifier;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.convex.ConvexForm;
import org.turnpike.nlp.convex.ConvexProgram;
import org.turnpike.nlp.convex.ConvexSolution;
import org.turnpike.nlp.convex.ConvexSolver;
import org.turnpike.nlp.convex.LinearConstraints;
import org.turnpike.nlp.convex.LinearProgram;
import org.turnpike.nlp.convex.QuadraticProgram;

/**
 * J(w) = 1/N Σ loss(wᵀxᵢ + β, yᵢ) + λ|w|ₚᵖ as a convex program in the unknowns
 *
 * <ul>
 *   <li>(w, β) for p = 2 or λ = 0;
 *   <li>(a, b, β), w = a − b, a, b ≥ 0, for p = 1: then |w|₁ = Σ (a + b) at the minimum;
 *   <li>and, with the absolute loss, e ∈ ℝᴺ with −eᵢ ≤ wᵀxᵢ + β − yᵢ ≤ eᵢ.
 * </ul>
 */
record TrainingProgram(Samples samples, Loss loss, double lambda, Penalty penalty) {
    static TrainingProgram of(double[][] x, double[] y, Loss loss, double lambda, Penalty penalty, boolean bias) {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("lambda must be a number of at least 0, found " + lambda);
        }
        return new TrainingProgram(Samples.of(x, y, bias, loss == Loss.LOGISTIC), loss, lambda, penalty);
    }

    /** Whether w is written as a − b. */
    private boolean split() {
        return penalty == Penalty.L1 && lambda > 0;
    }

    /** The number of unknowns that the weights are made of. */
    private int coefficients() {
        return samples.weights() + (split() ? samples.features() : 0);
    }

    /** The inputs as rows over the coefficients, so that z = row · unknowns. */
    private double[][] design() {
        if (!split()) {
            return samples.x();
        }
        int d = samples.features();
        double[][] design = new double[samples.count()][coefficients()];
        for (int i = 0; i < design.length; i++) {
            double[] row = samples.x()[i];
            for (int j = 0; j < d; j++) {
                design[i][j] = row[j];
                design[i][d + j] = -row[j];
            }
            if (samples.bias()) {
                design[i][2 * d] = 1;
            }
        }
        return design;
    }

    /** (w, β) of the program's unknowns. */
    double[] weights(double[] unknowns) {
        if (!split()) {
            return Arrays.copyOf(unknowns, samples.weights());
        }
        int d = samples.features();
        double[] w = new double[samples.weights()];
        for (int j = 0; j < d; j++) {
            w[j] = unknowns[j] - unknowns[d + j];
        }
        if (samples.bias()) {
            w[d] = unknowns[2 * d];
        }
        return w;
    }

    /** J at (w, β). */
    double objective(double[] w) {
        double sum = 0;
        for (int i = 0; i < samples.count(); i++) {
            sum += loss.of(LogisticObjective.dot(samples.x()[i], w), samples.y()[i]);
        }
        double norm = 0;
        for (int j = 0; j < samples.features(); j++) {
            norm += penalty == Penalty.L1 ? Math.abs(w[j]) : w[j] * w[j];
        }
        return sum / samples.count() + lambda * norm;
    }

    /** The program; its objective is J, for the squared loss without the constant 1/N Σ yᵢ². */
    ConvexForm form() {
        return switch (loss) {
            case SQUARED -> squared();
            case ABSOLUTE -> absolute();
            case LOGISTIC ->
                new ConvexProgram(
                        new LogisticObjective(design(), samples.y(), curvature(), slope()), bounds(coefficients()));
        };
    }

    /** The penalty's diagonal second derivatives. */
    private double[] curvature() {
        double[] diagonal = new double[coefficients()];
        if (penalty == Penalty.L2) {
            Arrays.fill(diagonal, 0, samples.features(), 2 * lambda);
        }
        return diagonal;
    }

    /** The penalty's linear part. */
    private double[] slope() {
        double[] slope = new double[coefficients()];
        if (split()) {
            Arrays.fill(slope, 0, 2 * samples.features(), lambda);
        }
        return slope;
    }

    private LinearConstraints bounds(int unknowns) {
        LinearConstraints free = LinearConstraints.none(unknowns);
        if (split()) {
            Arrays.fill(free.lower(), 0, 2 * samples.features(), 0);
        }
        return free;
    }

    private ConvexForm squared() {
        double[][] design = design();
        int n = coefficients();
        double weight = 2.0 / samples.count();
        double[][] p = new double[n][n];
        double[] q = slope();
        double[] curvature = curvature();
        for (int i = 0; i < design.length; i++) {
            double[] row = design[i];
            for (int j = 0; j < n; j++) {
                q[j] -= weight * samples.y()[i] * row[j];
                for (int k = 0; k <= j; k++) {
                    p[j][k] += weight * row[j] * row[k];
                    p[k][j] = p[j][k];
                }
            }
        }
        for (int j = 0; j < n; j++) {
            p[j][j] += curvature[j];
        }
        return new QuadraticProgram(p, q, bounds(n));
    }

    private ConvexForm absolute() {
        double[][] design = design();
        int count = samples.count();
        int n = coefficients();
        double[][] g = new double[2 * count][n + count];
        double[] h = new double[2 * count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < n; j++) {
                g[2 * i][j] = design[i][j];
                g[2 * i + 1][j] = -design[i][j];
            }
            g[2 * i][n + i] = -1;
            g[2 * i + 1][n + i] = -1;
            h[2 * i] = samples.y()[i];
            h[2 * i + 1] = -samples.y()[i];
        }
        double[] q = Arrays.copyOf(slope(), n + count);
        Arrays.fill(q, n, n + count, 1.0 / count);
        LinearConstraints constraints = bounds(n + count).withInequalities(g, h);
        if (penalty == Penalty.L1 || lambda == 0) {
            return new LinearProgram(q, constraints);
        }
        double[][] p = new double[n + count][n + count];
        double[] curvature = curvature();
        for (int j = 0; j < n; j++) {
            p[j][j] = curvature[j];
        }
        return new QuadraticProgram(p, q, constraints);
    }

    /**
     * The logistic loss's infimum is not attained, without a penalty, if some w has yᵢ wᵀxᵢ ≥ 0 for all samples and &gt; 0 for one:
     * along it the loss falls for ever (Albert, Anderson 1984); with a penalty, if that w is the bias alone. Null if there is none.
     */
    @Nullable
    ConvexSolution unattained() {
        if (loss != Loss.LOGISTIC) {
            return null;
        }
        if (samples.bias() && samples.oneLabel()) {
            String reason = String.format(
                    Locale.ROOT,
                    "All samples have the label %.0f: the bias is not penalised, and the loss falls for ever as it grows.",
                    samples.y()[0]);
            return ConvexSolution.none(NlpStatus.UNBOUNDED, reason, form(), new double[0]);
        }
        if (lambda > 0) {
            return null;
        }
        double[][] rows = samples.signed(-1);
        double[] sum = new double[samples.weights()];
        for (double[] row : rows) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += row[j];
            }
        }
        LinearConstraints halves = LinearConstraints.none(sum.length).withInequalities(rows, new double[rows.length]);
        ConvexSolution found = new ConvexSolver().solve(new LinearProgram(sum, halves));
        if (found.status() != NlpStatus.UNBOUNDED) {
            return null;
        }
        String reason = String.format(
                Locale.ROOT,
                "Without a penalty the logistic loss has no minimiser: the data can be separated, and along w = %s it falls for ever.",
                Arrays.toString(found.ray()));
        return ConvexSolution.none(NlpStatus.UNBOUNDED, reason, form(), found.ray());
    }
}
