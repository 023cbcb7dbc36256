package org.turnpike.learning.evaluation;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.data.LabelCoding;

/**
 * What becomes of training samples if the trained control drives the differential equation itself, integrated at a tolerance, rather than
 * the layers that it was trained with. NaN for what does not apply.
 *
 * @param tolerance of the integrator
 * @param samples how many samples were propagated, taken evenly
 * @param evaluations of f a sample, on average
 * @param largestDifference to the layers' last state, relative to 1 + |x| componentwise: the largest of all samples and components
 * @param meanDifference the mean over the samples of each one's largest
 * @param trainingError φ(x(T)) of these samples
 * @param layersError the same by the layers
 * @param trainAccuracy the share of these samples decided rightly
 * @param layersAccuracy the same by the layers
 * @param runningError ∫φ of these samples, for formulations that have it in their cost
 * @param failure why the first samples of which this is so did not reach their end; empty if all did
 */
public record AdaptiveMeasures(
        double tolerance,
        int samples,
        double evaluations,
        double largestDifference,
        double meanDifference,
        double trainingError,
        double layersError,
        double trainAccuracy,
        double layersAccuracy,
        double runningError,
        String failure) {
    /** Of the integrator, where nobody says otherwise. */
    public static final double TOLERANCE = 1e-8;

    private static final int MOST_SAMPLES = 100;
    private static final int FEWEST_SAMPLES = 10;
    /** Samples times layers that are to be spent: some tenths of a second, with the multiply-adds of wide networks. */
    private static final double STEPS = 5000;

    private static final double WORK = 1e8;

    private static final double EVALUATIONS_PER_LAYER = 16;
    /** Samples that share their steps, whose overhead outweighs that of small networks. */
    private static final int TOGETHER = 25;

    /** The samples that are propagated, evenly from all. */
    public static int[] rows(TrainingTask task) {
        double controls = 0;
        for (int k = 0; k < task.layers(); k++) {
            controls += task.model().controls(k);
        }
        double affordable = Math.min(STEPS / task.layers(), WORK / (EVALUATIONS_PER_LAYER * controls));
        int most = (int) Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, affordable));
        int[] rows = new int[Math.min(most, task.samples())];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (int) ((long) i * task.samples() / rows.length);
        }
        return rows;
    }

    /** Propagates at {@link #TOLERANCE}; null for discrete networks, which have no differential equation. */
    public static @Nullable AdaptiveMeasures of(LearningProblem problem, TrainedNetwork trained) {
        return problem.task().model().continuous() ? of(problem, trained, TOLERANCE) : null;
    }

    /** The same at another tolerance, for continuous models. */
    public static AdaptiveMeasures of(LearningProblem problem, TrainedNetwork trained, double tolerance) {
        TrainingTask task = problem.task();
        Network network = Network.of(problem, trained);
        SampleLoss loss = new SampleLoss(
                new Output(trained.outputMatrix(), false, task.output().nonlinearity()), task.loss());
        boolean running = task.formulation().running();
        AdaptivePropagation flow = new AdaptivePropagation(network, running ? loss : null, tolerance);
        ForwardPass layers = new ForwardPass(network);
        int[] rows = rows(task);
        double[][] flowOutputs = new double[rows.length][task.output().size()];
        double[][] layerOutputs = new double[rows.length][task.output().size()];
        double[] sums = new double[5];
        double largest = 0;
        String failure = "";
        for (int from = 0; from < rows.length; from += TOGETHER) {
            int count = Math.min(TOGETHER, rows.length - from);
            double[][] inputs = new double[count][];
            double[][] targets = new double[count][];
            for (int i = 0; i < count; i++) {
                inputs[i] = task.inputs()[rows[from + i]];
                targets[i] = task.targets()[rows[from + i]];
            }
            AdaptivePropagation.End end = flow.end(inputs, targets);
            failure = failure.isEmpty() ? end.failure() : failure;
            for (int i = 0; i < count; i++) {
                double[] state = end.states()[i];
                double[][] states = layers.states(inputs[i]);
                double[] last = states[states.length - 1];
                double difference = difference(state, last);
                largest = Double.isNaN(difference) ? difference : Math.max(largest, difference);
                sums[0] += end.evaluations();
                sums[1] += difference;
                sums[2] += loss.of(state, targets[i]);
                sums[3] += loss.of(last, targets[i]);
                sums[4] += end.running()[i];
                loss.output(state, flowOutputs[from + i]);
                loss.output(last, layerOutputs[from + i]);
            }
        }
        double n = rows.length;
        return new AdaptiveMeasures(
                tolerance,
                rows.length,
                sums[0] / n,
                largest,
                sums[1] / n,
                sums[2] / n,
                sums[3] / n,
                accuracy(problem, rows, flowOutputs),
                accuracy(problem, rows, layerOutputs),
                running ? sums[4] / n : Double.NaN,
                failure);
    }

    /** The part of the cost that is a mean over samples; 0 where the end is prescribed. */
    public double cost(TrainingTask task) {
        return switch (task.formulation()) {
            case SL1 -> trainingError;
            case SL_STAR, L1 -> runningError;
            case EXACT -> 0;
        };
    }

    private static double difference(double[] flow, double[] layers) {
        double worst = 0;
        for (int c = 0; c < layers.length; c++) {
            double difference = Math.abs(flow[c] - layers[c]) / (1 + Math.abs(flow[c]));
            worst = difference <= worst ? worst : difference;
        }
        return worst;
    }

    private static double accuracy(LearningProblem problem, int[] rows, double[][] outputs) {
        int[] classes = problem.training().classes();
        if (classes == null) {
            return Double.NaN;
        }
        int[] chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = classes[rows[i]];
        }
        return new LabelCoding(problem.coding(), problem.training().classNames()).accuracy(outputs, chosen);
    }
}
