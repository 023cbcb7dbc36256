package org.turnpike.solve;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.SampleErrors;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.minimization.Minimum;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.solution.Solution;
import org.turnpike.training.Cluster;
import org.turnpike.training.TrainedControls;

/**
 * What training in the reduced space ended with, measured by a forward pass of its own.
 *
 * @param cluster where samples are stored, or null
 */
record TrainingResult(LearningProblem problem, TrainedControls trained, @Nullable Cluster cluster) {
    /** Values of states that are kept for pictures and trajectories: as many as {@code trajectory.csv} shows. */
    private static final long MOST_VALUES = 1_000_000;
    /** Relative to the tolerance, and absolute: where rounding ends a descent there, it is a solution to a looser tolerance. */
    private static final double LOOSER = 100;

    private static final double ACCEPTABLE = 1e-6;

    /**
     * The solution.
     *
     * @param seconds of training, in all runs that led here
     * @param begin of the call, nanoseconds
     */
    TrainingSolution solution(double parseSeconds, double seconds, long begin) {
        TrainingTask task = trained.task();
        Minimum minimum = trained.minimum();
        ControlSpace space = new ControlSpace(task);
        TrainedNetwork plain = new TrainedNetwork(
                task,
                space.byRow(minimum.u()),
                space.outputMatrix(minimum.u()),
                new double[0][][],
                task.phases().nodes(trained.end()));
        SampleErrors errors = errors(Network.of(problem, plain), task);
        TrainedNetwork network = new TrainedNetwork(
                task, plain.controls(), plain.outputMatrix(), errors.states(), plain.times(), errors);
        TrainingMeasures measures = TrainingMeasures.of(problem, network, errors, minimum.value());
        SolutionMethod method = problem.solver().method();
        return new TrainingSolution(
                problem,
                status(minimum),
                reason(minimum),
                minimum.value(),
                network,
                measures,
                minimum.gradientNorm(),
                new SolverIdentity(
                        "Turnpike reduced space",
                        method.label(),
                        method == SolutionMethod.REDUCED ? "conjugate gradients" : "none"),
                minimum.iterations(),
                Double.NaN,
                new Solution.Timing(parseSeconds, 0, seconds, parseSeconds + (System.nanoTime() - begin) * 1e-9),
                new Solution.Discretization(
                        task.model().continuous() ? task.integrator().name() : "discrete",
                        task.layers(),
                        space.size(),
                        0,
                        0,
                        0));
    }

    /** Errors of all samples, and the states of those that are here. */
    private SampleErrors errors(Network network, TrainingTask task) {
        boolean running = task.formulation().running();
        SampleErrors here = SampleErrors.of(
                network,
                task.loss(),
                task.inputs(),
                task.targets(),
                problem.training().classes(),
                running,
                kept(task));
        StoredSamples stored = problem.stored();
        if (stored == null || cluster == null) {
            return here;
        }
        SampleErrors all = cluster.errors(stored, network, task.loss(), running);
        return new SampleErrors(all.nodes(), all.running(), all.accuracy(), here.states());
    }

    private static int kept(TrainingTask task) {
        int widest = 0;
        for (int k = 0; k <= task.layers(); k++) {
            widest = Math.max(widest, task.model().width(k));
        }
        return (int) Math.min(task.samples(), Math.max(1, MOST_VALUES / ((task.layers() + 1L) * widest)));
    }

    private NlpStatus status(Minimum minimum) {
        double looser = Math.max(ACCEPTABLE, LOOSER * problem.solver().tolerance());
        return switch (minimum.termination()) {
            case CONVERGED -> NlpStatus.OPTIMAL;
            case STALLED -> minimum.gradientNorm() <= looser ? NlpStatus.ACCEPTABLE : NlpStatus.NUMERICAL_FAILURE;
            case ITERATION_LIMIT, TIME_LIMIT -> NlpStatus.ITERATION_LIMIT;
            case INTERRUPTED -> NlpStatus.INTERRUPTED;
            // What the user asked for, but no stationary point: the reason says so.
            case EARLY_STOP -> NlpStatus.ACCEPTABLE;
            case INFEASIBLE -> NlpStatus.INFEASIBLE;
            case OVERFLOW, DIVERGED -> NlpStatus.NUMERICAL_FAILURE;
        };
    }

    private static String reason(Minimum minimum) {
        if (minimum.evaluations() == 0) {
            return minimum.reason();
        }
        return String.format(
                Locale.ROOT,
                "%s Gradient norm %.1e, after %d evaluations of the cost%s.",
                minimum.reason(),
                minimum.gradientNorm(),
                minimum.evaluations(),
                minimum.products() == 0 ? "" : " and " + minimum.products() + " products with its second derivative");
    }
}
