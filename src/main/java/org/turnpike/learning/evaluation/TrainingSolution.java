package org.turnpike.learning.evaluation;

import org.turnpike.learning.LearningProblem;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.solution.Solution;

/** A trained network with everything a solution folder says of it. */
public record TrainingSolution(
        LearningProblem problem,
        NlpStatus status,
        String reason,
        double objective,
        TrainedNetwork network,
        TrainingMeasures measures,
        double kktResidual,
        SolverIdentity solver,
        int iterations,
        double linearAlgebraShare,
        Solution.Timing timing,
        Solution.Discretization discretization) {}
