package org.turnpike.learning.classifier;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.convex.Cone;
import org.turnpike.nlp.convex.ConvexForm;
import org.turnpike.nlp.convex.ConvexMethod;
import org.turnpike.nlp.convex.ConvexSolution;
import org.turnpike.nlp.convex.ConvexSolver;
import org.turnpike.nlp.convex.LinearConstraints;
import org.turnpike.nlp.convex.LinearProgram;
import org.turnpike.nlp.convex.QuadraticProgram;
import org.turnpike.nlp.convex.SecondOrderConeProgram;

/**
 * The separator of largest margin, max over |w|ₚ = 1 of minᵢ yᵢ (wᵀxᵢ + β): |w|ₚ → min subject to yᵢ (wᵀxᵢ + β) ≥ 1, whose
 * solution divided by its norm is the direction, and the inverse of its norm the margin.
 *
 * @param status optimal, or infeasible if the data are not linearly separable
 * @param classifier the separator of unit norm; zero if there is none
 * @param margin minᵢ yᵢ (wᵀxᵢ + β) of it; 0 if there is none
 * @param hull weights of the samples, ≥ 0 and of sum 1: at the optimum those of the point Σ αᵢ yᵢ xᵢ that realises the margin
 *     (positive at support vectors only); if not separable, those with Σ αᵢ yᵢ xᵢ = 0 (and Σ αᵢ yᵢ = 0 with a bias), the proof, or
 *     zeros if the solver gives none
 * @param solution of the convex program
 */
public record MaxMargin(
        NlpStatus status,
        String reason,
        LinearClassifier classifier,
        double margin,
        double[] hull,
        ConvexSolution solution) {

    /** Without bias. */
    public static MaxMargin fit(double[][] x, double[] y, Norm norm) {
        return fit(x, y, norm, false);
    }

    /** With bias, if it is asked for, by {@link ConvexSolver}. */
    public static MaxMargin fit(double[][] x, double[] y, Norm norm, boolean bias) {
        return fit(x, y, norm, bias, new ConvexSolver());
    }

    /** @throws IllegalArgumentException if a label is not ±1 or an input not a number */
    public static MaxMargin fit(double[][] x, double[] y, Norm norm, boolean bias, ConvexMethod method) {
        Samples samples = Samples.of(x, y, bias, true);
        ConvexForm form = form(samples, norm);
        if (bias && samples.oneLabel()) {
            return oneLabel(samples, form);
        }
        ConvexSolution solution = method.solve(form);
        double[] unknowns = solution.x();
        double[] w = new double[samples.weights()];
        for (int j = 0; j < w.length; j++) {
            w[j] = norm == Norm.L2 ? unknowns[j] : unknowns[split(samples, j)] - opposite(samples, unknowns, j);
        }
        return of(samples, w, norm, solution);
    }

    /** The same as {@link #fit(double[][], double[], Norm, boolean)} in the Euclidean norm, by a second-order cone: t → min, |w| ≤ t. */
    public static MaxMargin fitByCone(double[][] x, double[] y, boolean bias) {
        Samples samples = Samples.of(x, y, bias, true);
        ConvexSolution solution = new ConvexSolver().solve(cone(samples));
        return of(samples, Arrays.copyOf(solution.x(), samples.weights()), Norm.L2, solution);
    }

    static ConvexForm form(Samples samples, Norm norm) {
        return norm == Norm.L2 ? quadratic(samples) : linear(samples);
    }

    private static MaxMargin oneLabel(Samples samples, ConvexForm form) {
        String reason = String.format(
                Locale.ROOT,
                "All samples have the label %.0f: with a bias every hyperplane far enough away separates them, and the margin has no"
                        + " bound.",
                samples.y()[0]);
        return new MaxMargin(
                NlpStatus.UNBOUNDED,
                reason,
                new LinearClassifier(new double[samples.features()], 0),
                Double.POSITIVE_INFINITY,
                new double[samples.count()],
                ConvexSolution.none(NlpStatus.UNBOUNDED, reason, form, new double[0]));
    }

    private static MaxMargin of(Samples samples, double[] w, Norm norm, ConvexSolution solution) {
        int d = samples.features();
        double[] direction = Arrays.copyOf(w, d);
        double[] hull = hull(solution);
        if (solution.status() == NlpStatus.INFEASIBLE) {
            boolean proved = isProof(samples, hull);
            String reason = String.format(
                    Locale.ROOT,
                    "The data are not linearly separable%s: %s",
                    samples.bias() ? "" : " by a hyperplane through the origin",
                    proved
                            ? "the convex combination of the y_i x_i with the weights " + positive(hull) + " is zero."
                            : solution.reason());
            LinearClassifier none = new LinearClassifier(new double[d], 0);
            return new MaxMargin(
                    NlpStatus.INFEASIBLE, reason, none, 0, proved ? hull : new double[samples.count()], solution);
        }
        double length = norm.of(direction);
        double factor = length > 0 ? 1 / length : 0;
        for (int j = 0; j < d; j++) {
            direction[j] *= factor;
        }
        LinearClassifier classifier = new LinearClassifier(direction, samples.bias() ? factor * w[d] : 0);
        // value() reads the d features only; the last entry of a row may be the bias's 1.
        double margin = classifier.margin(samples.x(), samples.y(), norm);
        return new MaxMargin(solution.status(), solution.reason(), classifier, margin, hull, solution);
    }

    /** Whether Σ αᵢ yᵢ xᵢ = 0 up to rounding: not every solver ends with certificates. */
    private static boolean isProof(Samples samples, double[] hull) {
        double[][] signed = samples.signed(1);
        double[] sum = new double[samples.weights()];
        double total = 0;
        double largest = 0;
        for (int i = 0; i < hull.length; i++) {
            total += hull[i];
            for (int j = 0; j < sum.length; j++) {
                sum[j] += hull[i] * signed[i][j];
                largest = Math.max(largest, Math.abs(signed[i][j]));
            }
        }
        return total > 0.5 && Norm.L2.of(sum) <= 1e-9 * largest;
    }

    private static double[] hull(ConvexSolution solution) {
        double[] alpha = solution.multipliers().inequalities().clone();
        double sum = 0;
        for (double a : alpha) {
            sum += a;
        }
        for (int i = 0; sum > 0 && i < alpha.length; i++) {
            alpha[i] /= sum;
        }
        return alpha;
    }

    private static String positive(double[] hull) {
        StringBuilder text = new StringBuilder();
        int listed = 0;
        for (int i = 0; i < hull.length; i++) {
            if (hull[i] > 1e-6 && listed++ < 5) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%.4g of sample %d", hull[i], i + 1));
            }
        }
        return listed > 5 ? text + ", and " + (listed - 5) + " more" : text.toString();
    }

    private static double[] minusOnes(int n) {
        double[] h = new double[n];
        Arrays.fill(h, -1);
        return h;
    }

    /** ½|w|² → min. */
    static ConvexForm quadratic(Samples samples) {
        int n = samples.weights();
        double[][] p = new double[n][n];
        for (int j = 0; j < samples.features(); j++) {
            p[j][j] = 1;
        }
        LinearConstraints constraints =
                LinearConstraints.none(n).withInequalities(samples.signed(-1), minusOnes(samples.count()));
        return new QuadraticProgram(p, new double[n], constraints);
    }

    /** Σ (a + b) → min in (a, b, β), w = a − b, a, b ≥ 0. */
    static ConvexForm linear(Samples samples) {
        int d = samples.features();
        int n = d + samples.weights();
        double[][] signed = samples.signed(-1);
        double[][] g = new double[samples.count()][n];
        for (int i = 0; i < g.length; i++) {
            for (int j = 0; j < samples.weights(); j++) {
                g[i][split(samples, j)] = signed[i][j];
                if (j < d) {
                    g[i][d + j] = -signed[i][j];
                }
            }
        }
        LinearConstraints constraints = LinearConstraints.none(n).withInequalities(g, minusOnes(g.length));
        double[] c = new double[n];
        Arrays.fill(c, 0, 2 * d, 1);
        Arrays.fill(constraints.lower(), 0, 2 * d, 0);
        return new LinearProgram(c, constraints);
    }

    private static int split(Samples samples, int j) {
        return j < samples.features() ? j : j + samples.features();
    }

    private static double opposite(Samples samples, double[] unknowns, int j) {
        return j < samples.features() ? unknowns[samples.features() + j] : 0;
    }

    /** t → min in (w, β, t), |w| ≤ t. */
    static SecondOrderConeProgram cone(Samples samples) {
        int n = samples.weights();
        double[][] signed = samples.signed(-1);
        double[][] g = new double[signed.length][];
        for (int i = 0; i < g.length; i++) {
            g[i] = Arrays.copyOf(signed[i], n + 1);
        }
        double[] t = new double[n + 1];
        t[n] = 1;
        double[][] identity = new double[samples.features()][n + 1];
        for (int j = 0; j < identity.length; j++) {
            identity[j][j] = 1;
        }
        LinearConstraints constraints = LinearConstraints.none(n + 1).withInequalities(g, minusOnes(g.length));
        return new SecondOrderConeProgram(
                t, List.of(new Cone(identity, new double[identity.length], t.clone(), 0)), constraints);
    }
}
