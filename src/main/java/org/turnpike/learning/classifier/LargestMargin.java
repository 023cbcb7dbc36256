package org.turnpike.learning.classifier;

import org.turnpike.nlp.convex.ConvexForm;
import org.turnpike.nlp.convex.ConvexMethod;

/** minᵢ yᵢ (wᵀxᵢ + β) → max over |w|ₚ = 1. */
public record LargestMargin(Norm norm) implements LinearFormulation {
    @Override
    public ConvexForm form(double[][] x, double[] y, boolean bias) {
        return MaxMargin.form(Samples.of(x, y, bias, true), norm);
    }

    @Override
    public LinearFit fit(double[][] x, double[] y, boolean bias, ConvexMethod method) {
        MaxMargin found = MaxMargin.fit(x, y, norm, bias, method);
        return new LinearFit(
                found.status(), found.reason(), found.classifier(), found.margin(), found.hull(), found.solution());
    }

    @Override
    public double objective(LinearClassifier classifier, double[][] x, double[] y) {
        return classifier.margin(x, y, norm);
    }

    @Override
    public boolean maximizes() {
        return true;
    }

    @Override
    public double error(double z, double y) {
        return (z > 0) == (y > 0) ? 0 : 1;
    }
}
