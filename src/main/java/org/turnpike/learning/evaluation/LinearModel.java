package org.turnpike.learning.evaluation;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.Output;
import org.turnpike.learning.classifier.LinearClassifier;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.mesh.ButcherTableau;

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

    /** The same as a network: one layer that is affine. */
    public Network network() {
        double[] w = classifier.weights();
        double[] u = Arrays.copyOf(w, w.length + 1);
        u[w.length] = classifier.bias();
        return new Network(
                ModelSpecification.perceptron("mlp", Activation.IDENTITY, new int[] {w.length, 1}),
                1,
                1,
                ButcherTableau.euler(),
                false,
                new double[][] {u},
                Output.identity(1),
                preparation,
                coding);
    }
}
