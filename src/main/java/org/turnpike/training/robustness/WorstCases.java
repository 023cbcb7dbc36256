package org.turnpike.training.robustness;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Output;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.SampleLoss;

/**
 * The worst that has been seen of each sample: its loss, the margin of its class, the change of its output. Balls grow, so that what was found in a
 * smaller one counts in a larger one.
 */
final class WorstCases {
    private final PerturbedSamples samples;
    private final BallNorm norm;
    private final double[][] matrix;
    private final SampleLoss loss;
    private final double[][] clean;
    private final double[] worstLoss;
    private final double[] margin;
    private final double[] change;

    WorstCases(Network network, PerturbedSamples samples, BallNorm norm) {
        this.samples = samples;
        this.norm = norm;
        Output output = network.output();
        matrix = output.matrix();
        loss = new SampleLoss(output, samples.loss());
        int n = samples.count();
        clean = new double[n][output.size()];
        worstLoss = new double[n];
        margin = new double[n];
        change = new double[n];
        Arrays.fill(worstLoss, Double.NEGATIVE_INFINITY);
        Arrays.fill(margin, Double.POSITIVE_INFINITY);
    }

    /** Takes the last states of the unperturbed samples. */
    void start(double[][] last) {
        for (int i = 0; i < clean.length; i++) {
            loss.output(last[i], clean[i]);
        }
        see(last);
    }

    /** Takes the last states of perturbed samples. */
    void see(double[][] last) {
        double[] z = new double[matrix.length];
        for (int i = 0; i < last.length; i++) {
            double value = loss.of(last[i], samples.targets()[i]);
            worstLoss[i] = Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.max(worstLoss[i], value);
            loss.output(last[i], z);
            for (int c = 0; c < z.length; c++) {
                z[c] -= clean[i][c];
            }
            double difference = norm.of(z);
            change[i] = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(change[i], difference);
            int[] classes = samples.classes();
            if (classes != null) {
                double m = Margins.of(matrix, last[i], classes[i]);
                margin[i] = Double.isNaN(m) ? Double.NEGATIVE_INFINITY : Math.min(margin[i], m);
            }
        }
    }

    /** Outputs of the unperturbed samples. */
    double[][] clean() {
        return clean;
    }

    double meanLoss() {
        return mean(worstLoss);
    }

    double meanChange() {
        return mean(change);
    }

    double largestChange() {
        double largest = 0;
        for (double value : change) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The share of samples whose class nothing seen has changed; NaN for regression. */
    double accuracy() {
        int @Nullable [] classes = samples.classes();
        if (classes == null) {
            return Double.NaN;
        }
        int right = 0;
        for (int i = 0; i < margin.length; i++) {
            right += Margins.decides(margin[i], classes[i], matrix.length) ? 1 : 0;
        }
        return (double) right / margin.length;
    }
}
