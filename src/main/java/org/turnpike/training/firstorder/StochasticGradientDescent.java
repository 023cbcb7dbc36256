package org.turnpike.training.firstorder;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.BestIterate;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.training.CostSource;
import org.turnpike.training.Minibatches;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;

/** The loop over epochs and minibatches; what a step is, an {@link UpdateRule} says. */
final class StochasticGradientDescent {
    private final EpochSettings settings;
    private final @Nullable ToDoubleFunction<double[]> monitor;

    StochasticGradientDescent(EpochSettings settings, @Nullable ToDoubleFunction<double[]> monitor) {
        this.settings = settings;
        this.monitor = monitor;
    }

    /** @throws IllegalArgumentException if minibatches are asked of samples that cannot be taken a few at a time */
    TrainedControls train(
            TrainingTask task, CostSource costs, TrainingRun run, Function<ControlSpace, UpdateRule> rule) {
        ControlSpace space = new ControlSpace(task);
        try (SampleCost cost = costs.of(task)) {
            Minimum minimum = new Epochs(space, cost, task.lambda(), run, rule.apply(space)).run();
            return new TrainedControls(task, minimum, task.horizon());
        }
    }

    /** One training. */
    private final class Epochs {
        private final ControlSpace space;
        private final PenalizedCost whole;
        private final @Nullable Minibatches batches;
        private final double lambda;
        private final TrainingRun run;
        private final UpdateRule rule;
        private final BestIterate best;
        private final int samples;
        private final SampleOrder order;
        private final double[] u;
        private final double[] g;
        private final double[] batchGradient;
        private final double[] image;
        private double value;
        private double norm;
        private long evaluations;

        Epochs(ControlSpace space, SampleCost cost, double lambda, TrainingRun run, UpdateRule rule) {
            this.space = space;
            this.lambda = lambda;
            this.run = run;
            this.rule = rule;
            whole = new PenalizedCost(cost, space, lambda);
            boolean all = settings.batch() == EpochSettings.WHOLE || settings.batch() >= cost.samples();
            if (!all && !(cost instanceof Minibatches)) {
                throw new IllegalArgumentException(
                        "minibatches need samples that can be taken a few at a time, not those of a cluster");
            }
            batches = all ? null : (Minibatches) cost;
            samples = all ? 0 : Math.toIntExact(cost.samples());
            order = new SampleOrder(samples, settings.seed());
            u = run.start().clone();
            g = new double[u.length];
            batchGradient = new double[u.length];
            image = new double[u.length];
            best = new BestIterate(u.length);
            rule.recall(run.memory());
            best.recall(run.memory());
        }

        Minimum run() {
            long begin = System.nanoTime();
            double before = Double.NaN;
            for (int epoch = run.iteration(); ; epoch++) {
                value = whole.gradient(u, g);
                norm = space.dualNorm(g);
                evaluations++;
                if (!Double.isFinite(value) || !Double.isFinite(norm)) {
                    return overflow(epoch);
                }
                // A run that goes on has judged its start before.
                if (epoch > run.iteration() || run.memory().isEmpty()) {
                    best.judge(u, value, norm, monitor == null ? value : monitor.applyAsDouble(u), epoch, least());
                }
                DescentListener.Iterate iterate = new DescentListener.Iterate(
                        epoch, value, norm, steps(), before, Double.NaN, remark(epoch), u, this::memory);
                boolean goOn = run.listener().iterate(iterate);
                if (norm <= run.tolerance()) {
                    return new Minimum(
                            Termination.CONVERGED,
                            "The gradient's norm is below the tolerance.",
                            u,
                            value,
                            norm,
                            epoch,
                            evaluations,
                            0,
                            Double.NaN);
                }
                EarlyStopping stopping = settings.earlyStopping();
                if (stopping != null && epoch - best.number() >= stopping.patience()) {
                    return best(
                            Termination.EARLY_STOP,
                            "The monitored value has not improved since epoch " + best.number() + ".",
                            epoch);
                }
                if (!goOn) {
                    return best(Termination.INTERRUPTED, "Stopped on request.", epoch);
                }
                if (epoch >= run.iterationLimit()) {
                    return best(Termination.ITERATION_LIMIT, "The limit on epochs was reached.", epoch);
                }
                if ((System.nanoTime() - begin) * 1e-9 >= run.timeLimit()) {
                    return best(Termination.TIME_LIMIT, "The limit on time was reached.", epoch);
                }
                before = epoch(epoch);
            }
        }

        private double least() {
            EarlyStopping stopping = settings.earlyStopping();
            return stopping == null ? 0 : stopping.minimum();
        }

        private int steps() {
            return batches == null ? 1 : (samples + settings.batch() - 1) / settings.batch();
        }

        private String remark(int epoch) {
            return monitor == null || best.number() == epoch ? "" : "best in epoch " + best.number();
        }

        /** One epoch; how far u went. */
        private double epoch(int epoch) {
            double[] from = u.clone();
            int steps = steps();
            if (batches == null) {
                rule.update(u, g, settings.learningRate().at(epoch, 1));
            } else {
                int[] permutation = order.of(epoch);
                for (int b = 0; b < steps; b++) {
                    int first = b * settings.batch();
                    int count = Math.min(settings.batch(), samples - first);
                    batches.gradient(u, batchGradient, permutation, first, count);
                    space.gram(u, image);
                    for (int j = 0; j < u.length; j++) {
                        batchGradient[j] += 2 * lambda * image[j];
                    }
                    double done = epoch + (double) b / steps;
                    rule.update(u, batchGradient, settings.learningRate().at(done, 1.0 / steps));
                }
                evaluations++;
            }
            for (int j = 0; j < u.length; j++) {
                from[j] = u[j] - from[j];
            }
            return space.norm(from);
        }

        private Map<String, double[]> memory() {
            Map<String, double[]> memory = new HashMap<>(rule.memory());
            memory.putAll(best.memory());
            return memory;
        }

        private Minimum overflow(int epoch) {
            if (best.number() < 0) {
                return new Minimum(
                        Termination.OVERFLOW,
                        "The cost is not finite at the start.",
                        u,
                        value,
                        norm,
                        epoch,
                        evaluations,
                        0,
                        Double.NaN);
            }
            return best(
                    Termination.DIVERGED,
                    "The cost is not finite after epoch " + epoch + ": the learning rate is too high.",
                    epoch);
        }

        private Minimum best(Termination termination, String reason, int epoch) {
            return best.minimum(termination, reason, epoch, evaluations);
        }
    }
}
