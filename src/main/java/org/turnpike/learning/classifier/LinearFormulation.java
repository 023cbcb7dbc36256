package org.turnpike.learning.classifier;

import org.turnpike.nlp.convex.ConvexForm;
import org.turnpike.nlp.convex.ConvexMethod;

/** What makes one linear classifier better than another. */
public sealed interface LinearFormulation permits PenalizedError, LargestMargin {
    /**
     * The convex program.
     *
     * @param x N × d
     * @param y N targets, or labels ±1
     * @throws IllegalArgumentException if the samples are not what the formulation can take
     */
    ConvexForm form(double[][] x, double[] y, boolean bias);

    /** Trains; a failure is a status of the result. */
    LinearFit fit(double[][] x, double[] y, boolean bias, ConvexMethod method);

    /** What {@link LinearFit#objective} is for given weights; the larger, the better if {@link #maximizes}. */
    double objective(LinearClassifier classifier, double[][] x, double[] y);

    /** Whether the objective is maximised. */
    boolean maximizes();

    /** The norm in which distances to the hyperplane are told. */
    Norm norm();

    /** The error of one output: its loss, or where there is none 1 if it is on the wrong side and 0 if not. */
    double error(double z, double y);
}
