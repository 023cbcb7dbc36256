package org.turnpike.learning.classifier;

import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.convex.ConvexSolution;

/**
 * A linear classifier with what is known of its training.
 *
 * @param classifier trained only if the status says so, else the best that is known
 * @param objective of the formulation, evaluated from its definition
 * @param hull for {@link LargestMargin} the weights of {@link MaxMargin#hull}; otherwise empty
 * @param solution of the convex program
 */
public record LinearFit(
        NlpStatus status,
        String reason,
        LinearClassifier classifier,
        double objective,
        double[] hull,
        ConvexSolution solution) {}
