package org.turnpike.problem;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a problem file says: the problem and how to solve it.
 *
 * @param problem of a file with phases the stacked one
 * @param phases what {@code problem} is stacked from; null for a problem of one phase
 */
public record ProblemFile(
        Path path,
        OptimalControlProblem problem,
        TranscriptionSettings transcription,
        SolverSettings solver,
        @Nullable StackedProblem phases) {

    /** A problem of one phase. */
    public ProblemFile(
            Path path, OptimalControlProblem problem, TranscriptionSettings transcription, SolverSettings solver) {
        this(path, problem, transcription, solver, null);
    }

    /** The same with other first ideas of its solution; the phases are the same. */
    public ProblemFile with(OptimalControlProblem other) {
        return new ProblemFile(path, other, transcription, solver, phases);
    }

    /** The same on another mesh. */
    public ProblemFile with(TranscriptionSettings other) {
        return new ProblemFile(path, problem, other, solver, phases);
    }
}
