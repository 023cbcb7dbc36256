package org.turnpike.learning.evaluation;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;

/**
 * What is said of a trained network; NaN for what does not apply.
 *
 * @param trainingError φ at the end, the mean loss
 * @param trainAccuracy share of samples decided rightly
 * @param l1 ∫|u|, |u| Euclidean, or the quadrature's for functions on a grid (sums without h for discrete models; the trapezoidal rule for controls that are linear on a layer)
 * @param l2 (∫|u|²)^½
 * @param h1 (∫|u|² + |u′|²)^½, for controls that are continuous
 * @param max the largest |u| of a layer
 * @param switchTime where the control goes off
 * @param decay the rate at which φ decays exponentially (SL*)
 * @param propagationError largest difference of the program's last states to a forward propagation, relative to 1 + |x|; where the states are
 *     no unknowns, the difference of the objective to one computed by a forward pass and from the norms above, relative to 1 + |J|
 */
public record TrainingMeasures(
        double trainingError,
        double testError,
        double trainAccuracy,
        double testAccuracy,
        double l1,
        double l2,
        double h1,
        double max,
        double switchTime,
        ExponentialDecay decay,
        double propagationError) {

    /** Measures a network on its samples. */
    public static TrainingMeasures of(LearningProblem problem, TrainedNetwork network) {
        TrainingTask task = problem.task();
        double[][] last = network.states()[task.layers()];
        double[][] outputs = network.outputs(last);
        ForwardPass pass = new ForwardPass(Network.of(problem, network));
        Dataset test = problem.test();
        double testError = Double.NaN;
        double testAccuracy = Double.NaN;
        if (test != null) {
            double[][] z = network.outputs(lastStates(pass, test.inputs()));
            testError = network.error(z, test.targets());
            testAccuracy = accuracy(problem, test, z);
        }
        return of(
                network,
                network.error(outputs, task.targets()),
                testError,
                accuracy(problem, problem.training(), outputs),
                testAccuracy,
                propagationError(lastStates(pass, task.inputs()), last));
    }

    /**
     * Measures a network of which only the controls were unknowns.
     *
     * @param errors of the training samples
     * @param objective J as the method knows it
     */
    public static TrainingMeasures of(
            LearningProblem problem, TrainedNetwork network, SampleErrors errors, double objective) {
        Dataset test = problem.test();
        SampleErrors held = test == null
                ? null
                : SampleErrors.of(
                        Network.of(problem, network),
                        problem.task().loss(),
                        test.inputs(),
                        test.targets(),
                        test.classes(),
                        false,
                        0);
        int last = problem.task().layers();
        TrainingMeasures measures = of(
                network,
                errors.nodes()[last],
                held == null ? Double.NaN : held.nodes()[last],
                errors.accuracy(),
                held == null ? Double.NaN : held.accuracy(),
                Double.NaN);
        double again = measures.objective(network, errors);
        return measures.with(Math.abs(again - objective) / (1 + Math.abs(objective)));
    }

    private static TrainingMeasures of(
            TrainedNetwork network,
            double trainingError,
            double testError,
            double trainAccuracy,
            double testAccuracy,
            double propagationError) {
        double l1 = 0;
        double square = 0;
        double max = 0;
        for (int k = 0; k < network.task().layers(); k++) {
            double h = network.step(k);
            double left = network.norm(k);
            double right = network.nextNorm(k);
            l1 += h * (left + right) / 2;
            square += h * meanSquare(network, k);
            max = Math.max(max, Math.max(left, right));
        }
        return new TrainingMeasures(
                trainingError,
                testError,
                trainAccuracy,
                testAccuracy,
                l1,
                Math.sqrt(square),
                sobolev(network),
                max,
                switchTime(network, max),
                decay(network),
                propagationError);
    }

    private TrainingMeasures with(double difference) {
        return new TrainingMeasures(
                trainingError, testError, trainAccuracy, testAccuracy, l1, l2, h1, max, switchTime, decay, difference);
    }

    /** The cost from these measures; NaN for penalties that are not among them. */
    private double objective(TrainedNetwork network, SampleErrors errors) {
        TrainingTask task = network.task();
        double size =
                switch (task.regularization()) {
                    case L2 -> l2 * l2;
                    case H1 -> h1 * h1;
                    case L1 ->
                        task.bound() != null && task.bound().norm() == ControlBound.Norm.EUCLIDEAN ? l1 : Double.NaN;
                };
        if (task.output().trained()) {
            for (double[] row : network.outputMatrix()) {
                for (double entry : row) {
                    size += entry * entry;
                }
            }
        }
        double error =
                switch (task.formulation()) {
                    case SL1 -> trainingError;
                    case SL_STAR, L1 -> errors.running();
                    case EXACT -> 0;
                };
        return error + task.lambda() * size;
    }

    private static double accuracy(LearningProblem problem, Dataset data, double[][] outputs) {
        int @Nullable [] classes = data.classes();
        return classes == null
                ? Double.NaN
                : new LabelCoding(problem.coding(), data.classNames()).accuracy(outputs, classes);
    }

    /** The mean of |u|² over a layer on which u is linear from a to b: (|a|² + a·b + |b|²)/3. */
    private static double meanSquare(TrainedNetwork network, int k) {
        double[] a = network.control(k);
        double[] b = network.nextControl(k);
        return (network.product(k, a, a) + network.product(k, a, b) + network.product(k, b, b)) / 3;
    }

    private static double sobolev(TrainedNetwork network) {
        if (!network.linearControl()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < network.task().layers(); k++) {
            double h = network.step(k);
            double[] rise = network.nextControl(k).clone();
            for (int j = 0; j < rise.length; j++) {
                rise[j] -= network.control(k)[j];
            }
            sum += h * meanSquare(network, k) + network.product(k, rise, rise) / h;
        }
        return Math.sqrt(sum);
    }

    /** The end of the last layer whose control is not negligible. */
    private static double switchTime(TrainedNetwork network, double max) {
        if (network.task().formulation() != Formulation.L1) {
            return Double.NaN;
        }
        int last = network.task().layers();
        while (last > 0 && network.norm(last - 1) <= 1e-3 * max) {
            last--;
        }
        return network.time(last);
    }

    private static ExponentialDecay decay(TrainedNetwork network) {
        TrainingTask task = network.task();
        if (task.formulation() != Formulation.SL_STAR) {
            return ExponentialDecay.none("Only the formulation SL* promises exponential decay.");
        }
        double[] t = new double[task.layers() + 1];
        double[] phi = new double[t.length];
        for (int k = 0; k < t.length; k++) {
            t[k] = network.time(k);
            phi[k] = network.error(k);
        }
        return ExponentialDecay.fit(t, phi);
    }

    /** The states after the last layer, sample by sample. */
    private static double[][] lastStates(ForwardPass pass, double[][] inputs) {
        double[][] last = new double[inputs.length][];
        for (int i = 0; i < last.length; i++) {
            double[][] states = pass.states(inputs[i]);
            last[i] = states[states.length - 1];
        }
        return last;
    }

    private static double propagationError(double[][] again, double[][] last) {
        double worst = 0;
        for (int i = 0; i < last.length; i++) {
            for (int c = 0; c < last[i].length; c++) {
                worst = Math.max(worst, Math.abs(again[i][c] - last[i][c]) / (1 + Math.abs(last[i][c])));
            }
        }
        return worst;
    }
}
