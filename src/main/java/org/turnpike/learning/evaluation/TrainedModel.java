package org.turnpike.learning.evaluation;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;

/** What was trained, with all that is needed to predict. */
public sealed interface TrainedModel permits Network, LinearModel {
    /** What is done to raw features before the model sees them. */
    Preparation preparation();

    /** How outputs become classes, null for regression. */
    @Nullable
    LabelCoding coding();

    /** The number of outputs. */
    int outputs();

    /** From raw features to outputs; not for use by several threads at once. */
    UnaryOperator<double[]> predictor();
}
