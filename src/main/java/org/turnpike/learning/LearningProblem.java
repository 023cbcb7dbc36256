package org.turnpike.learning;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.problem.Reference;
import org.turnpike.problem.SolverSettings;

/**
 * What a problem file with a {@code learning} section says.
 *
 * @param modelKind as written in the file
 * @param training prepared samples, before they are padded to the model's width
 * @param test null if all samples are for training
 */
public record LearningProblem(
        Path path,
        String name,
        @Nullable Reference reference,
        TrainingTask task,
        String modelKind,
        LabelCoding.Kind coding,
        Dataset training,
        @Nullable Dataset test,
        SolverSettings solver) {}
