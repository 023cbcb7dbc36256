package org.turnpike.learning.evaluation;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.classifier.LinearClassifier;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;

/** x ↦ wᵀx + β of prepared features. */
public record LinearModel(LinearClassifier classifier, Preparation preparation, @Nullable LabelCoding coding)
        implements TrainedModel {
    /** The classifier that training ended with. */
    public static LinearModel of(LinearProblem problem, LinearClassifier classifier) {
        return new LinearModel(
                classifier, problem.preparation(), problem.training().coding(problem.coding()));
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public UnaryOperator<double[]> predictor() {
        return features -> new double[] {classifier.value(preparation.apply(features))};
    }
}
