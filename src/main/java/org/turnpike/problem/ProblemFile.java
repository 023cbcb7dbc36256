package org.turnpike.problem;

import java.nio.file.Path;

/** What a problem file says: the problem and how to solve it. */
public record ProblemFile(
        Path path, OptimalControlProblem problem, TranscriptionSettings transcription, SolverSettings solver) {}
