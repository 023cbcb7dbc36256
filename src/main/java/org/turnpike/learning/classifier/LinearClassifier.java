package org.turnpike.learning.classifier;

import java.util.Arrays;
import org.turnpike.nlp.convex.ConvexForm;
import org.turnpike.nlp.convex.ConvexMethod;
import org.turnpike.nlp.convex.ConvexSolution;
import org.turnpike.nlp.convex.ConvexSolver;

/**
 * x ↦ wᵀx + β; the class is its sign.
 *
 * @param weights w
 * @param bias β, 0 if there is none
 */
public record LinearClassifier(double[] weights, double bias) {
    /**
     * A trained classifier.
     *
     * @param classifier trained only if the solution's status says so
     * @param objective J(w), evaluated from its definition
     * @param solution of the convex program that was solved; its unknowns are those of the formulation
     */
    public record Fit(LinearClassifier classifier, double objective, ConvexSolution solution) {}

    /** Minimises J(w) = 1/N Σ loss(wᵀxᵢ, yᵢ) + λ|w|ₚᵖ, without bias. */
    public static Fit fit(double[][] x, double[] y, Loss loss, double lambda, Penalty penalty) {
        return fit(x, y, loss, lambda, penalty, false);
    }

    /** With bias, if it is asked for, by {@link ConvexSolver}. */
    public static Fit fit(double[][] x, double[] y, Loss loss, double lambda, Penalty penalty, boolean bias) {
        return fit(x, y, loss, lambda, penalty, bias, new ConvexSolver());
    }

    /**
     * Minimises J(w) = 1/N Σ loss(wᵀxᵢ + β, yᵢ) + λ|w|ₚᵖ. With the logistic loss there is no minimiser, and the status is unbounded,
     * if λ = 0 and the samples can be separated, or if all labels are the same and there is a bias, which is not penalised.
     *
     * @param lambda λ ≥ 0
     * @throws IllegalArgumentException if the samples or λ are not what the loss can take
     */
    public static Fit fit(
            double[][] x, double[] y, Loss loss, double lambda, Penalty penalty, boolean bias, ConvexMethod method) {
        TrainingProgram program = TrainingProgram.of(x, y, loss, lambda, penalty, bias);
        ConvexForm form = program.form();
        ConvexSolution solution = program.unattained();
        if (solution == null) {
            solution = method.solve(form);
        }
        double[] w = program.weights(solution.x());
        int features = program.samples().features();
        LinearClassifier classifier = new LinearClassifier(Arrays.copyOf(w, features), bias ? w[features] : 0);
        return new Fit(classifier, program.objective(w), solution);
    }

    /** wᵀx + β. */
    public double value(double[] x) {
        double sum = bias;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * x[j];
        }
        return sum;
    }

    /** min yᵢ (wᵀxᵢ + β)/|w|ₚ, the smallest signed distance to the hyperplane; 0 without a hyperplane. */
    public double margin(double[][] x, double[] y, Norm norm) {
        double length = norm.of(weights);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            least = Math.min(least, y[i] * value(x[i]));
        }
        return length > 0 ? least / length : 0;
    }

    /** (w, β). */
    double[] withBias() {
        double[] all = Arrays.copyOf(weights, weights.length + 1);
        all[weights.length] = bias;
        return all;
    }

    /** 1 where wᵀx + β ≥ 0, otherwise −1. */
    public int label(double[] x) {
        return value(x) >= 0 ? 1 : -1;
    }
}
