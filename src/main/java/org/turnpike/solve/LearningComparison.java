package org.turnpike.solve;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.comparison.DirectExtremal;
import org.turnpike.learning.comparison.TrainingComparison;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.pmp.DiscreteMaximumPrinciple;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.learning.pmp.IndirectLimits;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpSolver;

/** Solves a learning problem directly and by the maximum principle, and compares. */
public final class LearningComparison {
    private static final int FEWEST = 8;

    private final NlpSolver solver;
    private final IndirectLimits limits;

    public LearningComparison(NlpSolver solver, IndirectLimits limits) {
        this.solver = solver;
        this.limits = limits;
    }

    /** The direct solution and the comparison. */
    public record Outcome(TrainingSolution direct, TrainingComparison comparison) {}

    /** Compares; failures are statuses of the parts, and then the verdict is that they disagree. */
    public Outcome compare(LearningProblem problem, double parseSeconds, IterationListener listener) {
        LearningMethod method = new LearningMethod(solver);
        LearningMethod.Outcome direct = method.outcome(problem, parseSeconds, listener);
        Extremal extremal = DirectExtremal.of(direct.training());
        Extremal coarse = DiscreteMaximumPrinciple.inapplicable(problem.task()) == null
                ? null
                : coarse(method, problem, direct.training());
        return new Outcome(
                direct.solution(),
                TrainingComparison.of(extremal, coarse, problem.solver().tolerance(), limits));
    }

    /** The direct solution on half as many layers, started from that on all. */
    private static @Nullable Extremal coarse(
            LearningMethod method, LearningProblem problem, DirectTraining.Outcome fine) {
        TrainingTask task = problem.task();
        if (task.layers() < FEWEST || !task.model().continuous()) {
            return null;
        }
        int layers = task.layers() / 2;
        double[][] controls = new double[layers + 1][];
        for (int k = 0; k <= layers; k++) {
            controls[k] =
                    fine.network().controls()[Math.min(2 * k, fine.network().controls().length - 1)];
        }
        TrainingTask half = task.onLayers(layers, task.model(), new ControlStart.Given(controls));
        LearningProblem coarse = problem.onLayers(half, problem.model());
        return DirectExtremal.of(
                method.outcome(coarse, 0, IterationListener.SILENT).training());
    }
}
