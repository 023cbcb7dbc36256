package org.turnpike.learning.evaluation;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.classifier.LinearClassifier;
import org.turnpike.learning.classifier.Norm;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;

/**
 * What is said of a linear model; NaN for what does not apply.
 *
 * @param trainingError the mean loss; for the largest margin, which has no loss, the share of samples on the wrong side
 * @param trainAccuracy share of samples decided rightly
 * @param l1 |w|₁, without the bias
 * @param l2 |w|₂, without the bias
 * @param max max |wⱼ|, without the bias
 * @param zeros the number of weights that are exactly 0
 * @param margin min yᵢ (wᵀxᵢ + β)/|w| of the training samples, in the formulation's norm: negative if one is on the wrong side; NaN
 *     for regression
 */
public record LinearMeasures(
        double trainingError,
        double testError,
        double trainAccuracy,
        double testAccuracy,
        double l1,
        double l2,
        double max,
        int zeros,
        double margin) {

    /** Measures a classifier on a problem's samples. */
    public static LinearMeasures of(LinearProblem problem, LinearClassifier classifier) {
        Dataset training = problem.training();
        double max = 0;
        int zeros = 0;
        for (double w : classifier.weights()) {
            max = Math.max(max, Math.abs(w));
            zeros += w == 0 ? 1 : 0;
        }
        return new LinearMeasures(
                error(problem, classifier, training),
                error(problem, classifier, problem.test()),
                accuracy(problem, classifier, training),
                accuracy(problem, classifier, problem.test()),
                Norm.L1.of(classifier.weights()),
                Norm.L2.of(classifier.weights()),
                max,
                zeros,
                training.isClassification()
                        ? classifier.margin(
                                training.inputs(),
                                LinearProblem.targets(training),
                                problem.formulation().norm())
                        : Double.NaN);
    }

    private static double error(LinearProblem problem, LinearClassifier classifier, @Nullable Dataset data) {
        if (data == null) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < data.samples(); i++) {
            sum += problem.formulation().error(classifier.value(data.inputs()[i]), data.targets()[i][0]);
        }
        return sum / data.samples();
    }

    private static double accuracy(LinearProblem problem, LinearClassifier classifier, @Nullable Dataset data) {
        int @Nullable [] classes = data == null ? null : data.classes();
        if (data == null || classes == null) {
            return Double.NaN;
        }
        double[][] outputs = new double[classes.length][1];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i][0] = classifier.value(data.inputs()[i]);
        }
        return new LabelCoding(problem.coding(), data.classNames()).accuracy(outputs, classes);
    }
}
