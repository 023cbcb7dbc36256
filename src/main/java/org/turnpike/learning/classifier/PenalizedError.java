package org.turnpike.learning.classifier;

import org.turnpike.nlp.convex.ConvexForm;
import org.turnpike.nlp.convex.ConvexMethod;

/** 1/N Σ loss(wᵀxᵢ + β, yᵢ) + λ|w|ₚᵖ → min; β is not penalised. */
public record PenalizedError(Loss loss, double lambda, Penalty penalty) implements LinearFormulation {
    @Override
    public ConvexForm form(double[][] x, double[] y, boolean bias) {
        return TrainingProgram.of(x, y, loss, lambda, penalty, bias).form();
    }

    @Override
    public LinearFit fit(double[][] x, double[] y, boolean bias, ConvexMethod method) {
        LinearClassifier.Fit fit = LinearClassifier.fit(x, y, loss, lambda, penalty, bias, method);
        return new LinearFit(
                fit.solution().status(),
                fit.solution().reason(),
                fit.classifier(),
                fit.objective(),
                new double[0],
                fit.solution());
    }

    @Override
    public double objective(LinearClassifier classifier, double[][] x, double[] y) {
        return TrainingProgram.of(x, y, loss, lambda, penalty, true).objective(classifier.withBias());
    }

    @Override
    public boolean maximizes() {
        return false;
    }

    @Override
    public Norm norm() {
        return Norm.L2;
    }

    @Override
    public double error(double z, double y) {
        return loss.of(z, y);
    }
}
