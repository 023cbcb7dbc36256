package org.turnpike.learning;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.problem.Reference;
import org.turnpike.problem.SolverSettings;

/**
 * What a problem file with a {@code learning} section says.
 *
 * @param model of the task, as the file says it
 * @param preparation fitted on the training part
 * @param training prepared samples, before they are padded to the model's width
 * @param test null if all samples are for training
 * @param testRows which samples of the source these are, counted from 0, ascending; empty if there are none
 * @param stored null unless the samples are on a cluster; then {@code training} and the task have but an excerpt of them
 * @param refinement of the layers, or null for the layers of the task
 */
public record LearningProblem(
        Path path,
        String name,
        @Nullable Reference reference,
        TrainingTask task,
        ModelSpecification model,
        LabelCoding.Kind coding,
        Preparation preparation,
        Dataset training,
        @Nullable Dataset test,
        int[] testRows,
        @Nullable StoredSamples stored,
        SolverSettings solver,
        @Nullable RefinementGoal refinement) {

    /** On the layers of the task. */
    public LearningProblem(
            Path path,
            String name,
            @Nullable Reference reference,
            TrainingTask task,
            ModelSpecification model,
            LabelCoding.Kind coding,
            Preparation preparation,
            Dataset training,
            @Nullable Dataset test,
            int[] testRows,
            SolverSettings solver) {
        this(path, name, reference, task, model, coding, preparation, training, test, testRows, null, solver, null);
    }

    /** The same samples and settings with other layers. */
    public LearningProblem onLayers(TrainingTask other, ModelSpecification specification) {
        return new LearningProblem(
                path,
                name,
                reference,
                other,
                specification,
                coding,
                preparation,
                training,
                test,
                testRows,
                stored,
                solver,
                refinement);
    }

    /** N, the number of samples for training. */
    public long samples() {
        return stored == null ? training.samples() : stored.samples();
    }

    /** As written in the file. */
    public String modelKind() {
        return model.kind();
    }
}
