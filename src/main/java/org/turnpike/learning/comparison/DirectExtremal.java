package org.turnpike.learning.comparison;

import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.pmp.DiscreteMaximumPrinciple;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.learning.pmp.IndirectLimits;
import org.turnpike.learning.pmp.IndirectStatus;
import org.turnpike.nlp.NlpSolution;

/** A direct solution in the terms of the maximum principle: costates are minus the multipliers of the layers' equations. */
public final class DirectExtremal {
    private DirectExtremal() {}

    /** Its status is that of the solver: converged, a limit, or stalled. The first costate, which no multiplier belongs to, by recursion. */
    public static Extremal of(DirectTraining.Outcome outcome) {
        NlpSolution solution = outcome.solution();
        TrainedNetwork network = outcome.network();
        TrainingTask task = network.task();
        int layers = task.layers();
        double[] times = new double[layers + 1];
        double[][][] costates = new double[layers + 1][][];
        double[][][] after = outcome.program().costates(solution.multipliers().constraints());
        for (int k = 0; k <= layers; k++) {
            times[k] = network.time(k);
            costates[k] = after[Math.max(0, k - 1)];
        }
        if (DiscreteMaximumPrinciple.inapplicable(task) == null && task.formulation() != Formulation.L1) {
            costates[0] = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT)
                    .evaluated(network.controls())
                    .costates()[0];
        }
        IndirectStatus status =
                switch (solution.status()) {
                    case OPTIMAL, ACCEPTABLE -> IndirectStatus.CONVERGED;
                    case ITERATION_LIMIT, INTERRUPTED -> IndirectStatus.LIMIT;
                    case INFEASIBLE, UNBOUNDED, NUMERICAL_FAILURE -> IndirectStatus.STALLED;
                };
        return new Extremal(
                status,
                solution.reason(),
                task,
                times,
                network.controls(),
                network.states(),
                costates,
                solution.objective(),
                task.formulation() == Formulation.L1 ? network.end() : times[layers],
                Double.NaN,
                solution.iterations(),
                0,
                solution.seconds());
    }
}
