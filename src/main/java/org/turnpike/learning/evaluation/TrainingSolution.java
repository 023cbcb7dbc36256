package org.turnpike.learning.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LearningProblem;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.solution.Solution;

/**
 * A trained network with everything a solution folder says of it.
 *
 * @param adaptive the control's flow beside the layers; null for discrete models
 * @param meshes on which the problem was solved one after another, the last one's solution being this; empty without refinement
 */
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
        Solution.Discretization discretization,
        @Nullable AdaptiveMeasures adaptive,
        List<RefinedMesh> meshes) {

    public TrainingSolution {
        meshes = List.copyOf(meshes);
    }

    /** A solution on one mesh; its control is propagated adaptively here. */
    public TrainingSolution(
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
            Solution.Discretization discretization) {
        this(
                problem,
                status,
                reason,
                objective,
                network,
                measures,
                kktResidual,
                solver,
                iterations,
                linearAlgebraShare,
                timing,
                discretization,
                AdaptiveMeasures.of(problem, network),
                List.of());
    }
}
