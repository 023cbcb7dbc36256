package org.turnpike.learning.collocation;

import java.util.Locale;
import org.turnpike.learning.ContradictorySamples;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStatus;

/** What a solution of the discrete equations says about the training task: the solver knows only the program. */
final class Verdict {
    /** Activations closer to their kink than this are on it. */
    private static final double KINK = 1e-7;

    private final TrainingTask task;
    private final TrainingProgram program;

    Verdict(TrainingTask task, TrainingProgram program) {
        this.task = task;
        this.program = program;
    }

    /** The solution, with another status and reason where the solver's would be wrong. */
    NlpSolution on(NlpSolution solution) {
        return separable(onFlow(differentiable(solution)));
    }

    /** On a kink the gradient that the solver saw is one of many: that is no proof of optimality. */
    private NlpSolution differentiable(NlpSolution solution) {
        if (solution.status() != NlpStatus.OPTIMAL || program.kinkMargin(solution.z()) > KINK) {
            return solution;
        }
        return with(
                solution,
                NlpStatus.ACCEPTABLE,
                "The first-order conditions hold for one choice of derivative at a kink of the activation, where an argument is 0; "
                        + "that does not prove optimality.");
    }

    /** Stages of an implicit method that no flow leads to are no network. */
    private NlpSolution onFlow(NlpSolution solution) {
        if (!solution.status().solved()) {
            return solution;
        }
        StageSolutions stages = new StageSolutions(program.network(solution.z()));
        int layer = stages.spuriousLayer();
        if (layer == 0) {
            return solution;
        }
        String where = "The equations of " + task.integrator().name() + " hold in layer " + layer
                + " with stages far from the differential equation's flow";
        return task.formulation() == Formulation.EXACT
                ? with(
                        solution,
                        NlpStatus.INFEASIBLE,
                        String.format(
                                Locale.ROOT,
                                "%s, which misses a target by %.2g: no exact control was found. Either none exists, or more layers are needed.",
                                where,
                                stages.missedBy()))
                : with(solution, NlpStatus.ACCEPTABLE, where + ": the layers are too long for these controls.");
    }

    private NlpSolution separable(NlpSolution solution) {
        String contradiction = task.formulation() == Formulation.EXACT ? ContradictorySamples.in(task) : null;
        return contradiction == null ? solution : with(solution, NlpStatus.INFEASIBLE, contradiction);
    }

    static NlpSolution with(NlpSolution solution, NlpStatus status, String reason) {
        return new NlpSolution(
                status,
                reason,
                solution.objective(),
                solution.z(),
                solution.multipliers(),
                solution.iterations(),
                solution.seconds(),
                solution.evaluationSeconds(),
                solution.solver());
    }
}
