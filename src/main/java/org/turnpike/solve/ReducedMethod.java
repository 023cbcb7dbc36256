package org.turnpike.solve;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.problem.SolverSettings;
import org.turnpike.training.Checkpoint;
import org.turnpike.training.Cluster;
import org.turnpike.training.CostSource;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;

/** Solves a learning problem in the space of its controls, and measures the result. */
public final class ReducedMethod {
    private final TrainingMethods.Factory factory;
    private final CostSource costs;
    private final @Nullable Cluster cluster;

    /** The method that a problem's settings name. */
    public ReducedMethod(LearningProblem problem, CostSource costs) {
        this(TrainingMethods.of(problem.solver().method()), costs);
    }

    ReducedMethod(TrainingMethods.Factory factory, CostSource costs) {
        this(factory, costs, null);
    }

    private ReducedMethod(TrainingMethods.Factory factory, CostSource costs, @Nullable Cluster cluster) {
        this.factory = factory;
        this.costs = costs;
        this.cluster = cluster;
    }

    /** The method that a problem's settings name, on a cluster. */
    public static ReducedMethod on(Cluster cluster, LearningProblem problem) {
        StoredSamples stored = problem.stored();
        return new ReducedMethod(
                TrainingMethods.of(problem.solver().method()),
                stored == null ? cluster.costs() : cluster.costs(stored),
                cluster);
    }

    /**
     * What a training is told, and whom it tells.
     *
     * @param digest of the problem, for checkpoints
     * @param resumed where to go on from, or null to begin at the problem's start
     * @param interruption whether somebody wants to stop
     * @param listener told of iterates
     * @param checkpoints where checkpoints go
     */
    public record Session(
            String digest,
            @Nullable Checkpoint resumed,
            BooleanSupplier interruption,
            DescentListener listener,
            Consumer<Checkpoint> checkpoints) {}

    /** Trains; a failure is a status of the result. */
    public TrainingSolution solve(LearningProblem problem, double parseSeconds, Session session) {
        TrainingTask task = problem.task();
        SolverSettings settings = problem.solver();
        Checkpoint resumed = session.resumed();
        double before = resumed == null ? 0 : resumed.seconds();
        // As if there had been one run.
        long begin = System.nanoTime() - Math.round(1e9 * before);
        CheckpointSchedule schedule = new CheckpointSchedule(
                iterate -> session.listener().iterate(iterate)
                        && !session.interruption().getAsBoolean(),
                session.checkpoints(),
                session.digest(),
                settings.method().label(),
                settings.training().checkpoint(),
                settings.training().iterations(),
                settings.timeLimit(),
                before);
        LowestIterate lowest = new LowestIterate(schedule);
        TrainingRun run = new TrainingRun(
                resumed == null ? new ControlSpace(task).start(task) : resumed.u(),
                resumed == null ? Map.of() : resumed.memory(),
                resumed == null ? 0 : resumed.iteration(),
                settings.tolerance(),
                settings.training().iterations(),
                settings.timeLimit(),
                lowest);
        InterruptibleCosts interruptible = new InterruptibleCosts(costs, session.interruption());
        TrainedControls trained;
        try (HeldOutError held = HeldOutError.of(problem, interruptible)) {
            TrainingMethod method = factory.of(settings.training(), held);
            trained = trained(method, task, interruptible, run, lowest);
        }
        return new TrainingResult(problem, trained, cluster).solution(parseSeconds, schedule.seconds(), begin);
    }

    private static TrainedControls trained(
            TrainingMethod method, TrainingTask task, CostSource costs, TrainingRun run, LowestIterate lowest) {
        try {
            return method.train(task, costs, run);
        } catch (InterruptibleCosts.Interrupted e) {
            return new TrainedControls(task, lowest.minimum(run.start()), task.horizon());
        }
    }

    /** Keeps the iterate with the least cost, in case the method cannot say what it is. */
    private static final class LowestIterate implements DescentListener {
        private final DescentListener listener;
        private double[] u = new double[0];
        private double value = Double.POSITIVE_INFINITY;
        private double gradientNorm = Double.NaN;
        private int last;

        LowestIterate(DescentListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean iterate(Iterate iterate) {
            last = iterate.number();
            if (iterate.value() < value) {
                value = iterate.value();
                gradientNorm = iterate.gradientNorm();
                u = iterate.u().clone();
            }
            return listener.iterate(iterate);
        }

        Minimum minimum(double[] start) {
            boolean known = u.length == start.length;
            return new Minimum(
                    Termination.INTERRUPTED,
                    "Stopped amid an iteration; this is the best iterate before it.",
                    known ? u : start,
                    known ? value : Double.NaN,
                    gradientNorm,
                    last,
                    0,
                    0,
                    Double.NaN);
        }
    }
}
