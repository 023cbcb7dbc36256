package org.turnpike.solve;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.comparison.DirectExtremal;
import org.turnpike.learning.comparison.TrainedByExtremal;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.pmp.ContinuousMaximumPrinciple;
import org.turnpike.learning.pmp.DiscreteMaximumPrinciple;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.learning.pmp.IndirectLimits;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.solution.Solution;

/** Solves a learning problem by the maximum principle: that of its layers, and the continuous one; from a direct solution, or without any. */
public final class LearningShooting {
    private final IndirectLimits limits;

    public LearningShooting(IndirectLimits limits) {
        this.limits = limits;
    }

    /**
     * What shooting ended with.
     *
     * @param solution the network of the discrete principle's controls, or, where that is not written, of the continuous one's at the layers'
     *     middles; its objective and status are that principle's. Null if there is no iterate at all
     */
    public record Shot(@Nullable TrainingSolution solution, Extremal discrete, Extremal continuous) {
        /** Whether the solution is the continuous one's. */
        public boolean principalIsContinuous() {
            return DiscreteMaximumPrinciple.inapplicable(discrete.task()) != null;
        }
    }

    /** Solves from the file's start; a failure is a status of the result. */
    public Shot solve(LearningProblem problem, double parseSeconds) {
        return solve(problem, null, parseSeconds);
    }

    /** Solves from a direct solution. */
    public Shot solve(LearningProblem problem, NlpSolver solver, double parseSeconds, IterationListener listener) {
        LearningMethod.Outcome direct = new LearningMethod(solver).outcome(problem, parseSeconds, listener);
        return solve(problem, DirectExtremal.of(direct.training()), parseSeconds);
    }

    private Shot solve(LearningProblem problem, @Nullable Extremal start, double parseSeconds) {
        long begin = System.nanoTime();
        TrainingTask task = problem.task();
        DiscreteMaximumPrinciple principle = new DiscreteMaximumPrinciple(task, limits);
        Extremal discrete = start == null ? principle.solve() : principle.solve(start.controls(), start.end());
        Extremal continuous = new ContinuousMaximumPrinciple(task, limits)
                .solve(discrete.status().converged() ? discrete : start);
        boolean layered = DiscreteMaximumPrinciple.inapplicable(task) == null;
        Extremal principal = layered ? discrete : continuous;
        if (principal.times().length < 2) {
            return new Shot(null, discrete, continuous);
        }
        double seconds = (System.nanoTime() - begin) * 1e-9;
        TrainedNetwork network = TrainedByExtremal.network(principal);
        boolean sobolev = task.regularization() == Regularization.H1;
        TrainingSolution solution = new TrainingSolution(
                problem,
                status(principal),
                principal.reason(),
                principal.objective(),
                network,
                TrainingMeasures.of(problem, network),
                principal.residual(),
                new SolverIdentity(
                        "Turnpike maximum principle",
                        layered ? "discrete" : "continuous",
                        layered && task.formulation() != Formulation.L1 ? "conjugate gradients" : "banded LU"),
                principal.iterations(),
                0,
                new Solution.Timing(parseSeconds, 0, seconds, parseSeconds + seconds),
                new Solution.Discretization(
                        layered
                                ? task.model().continuous() ? task.integrator().name() : "discrete"
                                : "multiple shooting",
                        task.layers(),
                        (task.layers() + (sobolev ? 1 : 0)) * task.model().controls(0),
                        0,
                        0,
                        0));
        return new Shot(solution, discrete, continuous);
    }

    private static NlpStatus status(Extremal extremal) {
        return switch (extremal.status()) {
            case CONVERGED -> NlpStatus.OPTIMAL;
            case LIMIT -> NlpStatus.ITERATION_LIMIT;
            case STALLED, DIVERGED, SINGULAR, OVERFLOW, UNDEFINED_LAW, NOT_APPLICABLE -> NlpStatus.NUMERICAL_FAILURE;
        };
    }
}
