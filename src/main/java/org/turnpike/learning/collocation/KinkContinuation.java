package org.turnpike.learning.collocation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.DirectTraining.Outcome;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.model.SmoothedKinks;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;

/**
 * Trains networks whose activations have kinks.
 *
 * <p>Where optimal arguments lie beside the kinks, Newton's method converges on the program as it is. Where they lie on kinks, it jumps from
 * side to side; then the kinks are smoothed, ε from 0.1 down to 1e-6, each program started from the last one's solution, and the program as it is
 * is tried again from there. If that fails, too, the smoothed solution is the answer, and its status says that it proves no optimality.
 */
final class KinkContinuation {
    private static final double COARSEST = 0.1;

    private static final double FINEST = 1e-6;
    /** Arguments near kinks shrink like ε: with a larger step they would start far from where they end. */
    private static final double FACTOR = 0.7;

    private static final double GENTLEST = 0.95;
    private static final int STEP = 60;
    /** Newton's method needs tens of iterations, or does not converge. */
    private static final int ATTEMPT = 100;

    private final NlpSolver solver;
    private final NlpOptions options;
    private int iterations;
    private double seconds;
    private double evaluationSeconds;
    private double setUpSeconds;

    KinkContinuation(NlpSolver solver, NlpOptions options) {
        this.solver = solver;
        this.options = options;
    }

    /** Whether an activation of the task has a kink. */
    static boolean concerns(TrainingTask task) {
        LayerPatterns patterns = new LayerPatterns(task, COARSEST, false);
        for (int k = 0; k < task.layers(); k++) {
            if (!patterns.kinks(k).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    Outcome train(TrainingTask task, IterationListener listener) {
        Outcome first = attempt(task, listener, ATTEMPT);
        if (first.solution().status() != NlpStatus.ITERATION_LIMIT
                && first.solution().status() != NlpStatus.NUMERICAL_FAILURE) {
            return first;
        }
        Outcome smoothed = null;
        double epsilon = Double.NaN;
        double factor = FACTOR;
        for (double next = COARSEST; next >= FINEST && factor <= GENTLEST; ) {
            TrainingTask easier = from(task.withModel(smooth(task, next, smoothed)), smoothed);
            Outcome outcome = attempt(easier, listener, smoothed == null ? options.iterationLimit() : STEP);
            if (outcome.solution().status().solved()) {
                smoothed = outcome;
                epsilon = next;
            } else if (smoothed == null || seconds >= options.timeLimit()) {
                break;
            } else {
                factor = Math.sqrt(factor);
            }
            next = epsilon * factor;
        }
        if (smoothed == null) {
            return total(first, first.solution().status(), first.solution().reason(), first.network());
        }
        // Free switching times would start where the file says, not where the smoothed program ended.
        if (!task.phases().free()) {
            Outcome exact = attempt(from(task, smoothed), listener, ATTEMPT);
            if (exact.solution().status().solved()) {
                return total(exact, exact.solution().status(), exact.solution().reason(), exact.network());
            }
        }
        TrainedNetwork network = smoothed.network();
        double margin = smoothed.program().kinkMargin(smoothed.solution().z());
        return total(
                smoothed,
                NlpStatus.ACCEPTABLE,
                String.format(
                        Locale.ROOT,
                        "Stationary with the kinks of the activation smoothed by %.0e; the least argument is %.1e from a kink, "
                                + "where there is no derivative: that does not prove optimality.",
                        epsilon,
                        margin),
                new TrainedNetwork(
                        task, network.controls(), network.outputMatrix(), network.states(), network.times()));
    }

    private static SmoothedKinks smooth(TrainingTask task, double epsilon, @Nullable Outcome last) {
        double[] switches = last == null ? new double[0] : last.network().switches();
        return new SmoothedKinks(task.model(), epsilon, switches);
    }

    private Outcome attempt(TrainingTask task, IterationListener listener, int limit) {
        NlpOptions limited = new NlpOptions(
                options.tolerance(),
                Math.min(limit, options.iterationLimit()),
                options.timeLimit() - seconds,
                options.solverOptions());
        Outcome outcome = new DirectTraining(solver, limited).trainOnce(task, listener);
        iterations += outcome.solution().iterations();
        seconds += outcome.solution().seconds();
        evaluationSeconds += outcome.solution().evaluationSeconds();
        setUpSeconds += outcome.setUpSeconds();
        return outcome;
    }

    /** The task, started where another ended. */
    private static TrainingTask from(TrainingTask task, @Nullable Outcome last) {
        if (last == null) {
            return task;
        }
        TrainedNetwork network = last.network();
        boolean switched = network.end() < task.horizon();
        Output output = task.output();
        ControlStart.Bang bang = switched ? new ControlStart.Bang(network.controls(), network.end()) : null;
        return task.withOutput(new Output(network.outputMatrix(), output.trained(), output.nonlinearity()))
                .withStart(new ControlStart.Restart(network.controls(), bang));
    }

    private Outcome total(Outcome last, NlpStatus status, String reason, TrainedNetwork network) {
        NlpSolution s = last.solution();
        return new Outcome(
                new NlpSolution(
                        status,
                        reason,
                        s.objective(),
                        s.z(),
                        s.multipliers(),
                        iterations,
                        seconds,
                        evaluationSeconds,
                        s.solver()),
                last.program(),
                network,
                setUpSeconds);
    }
}
