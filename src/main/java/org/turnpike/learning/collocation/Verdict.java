package org.turnpike.learning.collocation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Equal inputs give equal outputs, whatever the discrete equations allow. */
    private NlpSolution separable(NlpSolution solution) {
        if (task.formulation() != Formulation.EXACT) {
            return solution;
        }
        Map<List<Double>, Integer> first = new HashMap<>();
        for (int i = 0; i < task.samples(); i++) {
            List<Double> input = Arrays.stream(task.inputs()[i]).boxed().toList();
            Integer other = first.putIfAbsent(input, i);
            if (other != null && !Arrays.equals(task.targets()[other], task.targets()[i])) {
                return with(
                        solution,
                        NlpStatus.INFEASIBLE,
                        "The inputs of sample " + (other + 1) + " and sample " + (i + 1)
                                + " are equal and their targets are not: no control meets both.");
            }
        }
        return solution;
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
