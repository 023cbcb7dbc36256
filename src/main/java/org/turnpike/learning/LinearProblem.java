package org.turnpike.learning;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.classifier.LinearFormulation;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.problem.Reference;
import org.turnpike.problem.SolverSettings;

/**
 * What a problem file with a linear model says: x ↦ wᵀx + β is to be trained as a convex program.
 *
 * @param bias whether there is a β; it is never penalised
 * @param preparation fitted on the training part
 * @param training prepared samples with one target each
 * @param test null if all samples are for training
 * @param testRows which samples of the source these are, counted from 0, ascending; empty if there are none
 */
public record LinearProblem(
        Path path,
        String name,
        @Nullable Reference reference,
        LinearFormulation formulation,
        boolean bias,
        LabelCoding.Kind coding,
        Preparation preparation,
        Dataset training,
        @Nullable Dataset test,
        int[] testRows,
        SolverSettings solver) {

    /** The one target of each sample. */
    public static double[] targets(Dataset data) {
        double[] y = new double[data.samples()];
        for (int i = 0; i < y.length; i++) {
            y[i] = data.targets()[i][0];
        }
        return y;
    }
}
