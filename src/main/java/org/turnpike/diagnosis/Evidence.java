package org.turnpike.diagnosis;

import org.turnpike.nlp.IterationTrace;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.transcription.Transcription;

/**
 * What a failed solve leaves behind.
 *
 * @param problem as the user wrote it
 * @param transcription of the (smooth) problem
 * @param point the last one
 * @param trace of the iterations
 * @param options that the solver had
 */
public record Evidence(
        OptimalControlProblem problem,
        Transcription transcription,
        NlpSolution point,
        IterationTrace trace,
        NlpOptions options) {
    NonlinearProgram program() {
        return transcription.program();
    }
}
