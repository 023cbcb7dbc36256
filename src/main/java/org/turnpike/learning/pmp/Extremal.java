package org.turnpike.learning.pmp;

import java.util.Arrays;
import org.turnpike.learning.TrainingTask;

/**
 * A solution of the conditions of the maximum principle, or the best iterate of a failure; check {@link #status}.
 *
 * @param times of the nodes: of the K + 1 layers' ends, or of the shooting's output
 * @param controls by layer, or by node if there are as many as times
 * @param states nodes × N × width
 * @param costates nodes × N × width: p, the gradient of the cost-to-go
 * @param objective the cost of these controls
 * @param end T, or T*, after which the control is 0
 * @param residual what is left of the conditions, relative: |u − argmin H| / (1 + |u|) in the norm of the penalty for the discrete
 *     principle, the last Newton correction for the continuous one
 * @param iterations Newton steps
 * @param evaluations sweeps over all samples and layers, or integrations of all segments
 */
public record Extremal(
        IndirectStatus status,
        String reason,
        TrainingTask task,
        double[] times,
        double[][] controls,
        double[][][] states,
        double[][][] costates,
        double objective,
        double end,
        double residual,
        int iterations,
        long evaluations,
        double seconds) {

    /** Whether there is one control a node, rather than one a layer. */
    public boolean nodal() {
        return controls.length == times.length;
    }

    /** u at time t: that of the layer, or the cubic through the four nodes about t. */
    public double[] control(double t) {
        int k = Arrays.binarySearch(times, t);
        k = Math.max(0, Math.min(times.length - 2, k >= 0 ? k : -k - 2));
        if (!nodal()) {
            return controls[k].clone();
        }
        return interpolated(controls, k, t);
    }

    /** x of a sample at time t, by the cubic through the four nodes about t. */
    public double[] state(int sample, double t) {
        double[][] path = new double[times.length][];
        for (int q = 0; q < path.length; q++) {
            path[q] = states[q][sample];
        }
        int k = Arrays.binarySearch(times, t);
        k = Math.max(0, Math.min(times.length - 2, k >= 0 ? k : -k - 2));
        return interpolated(path, k, t);
    }

    private double[] interpolated(double[][] values, int k, double t) {
        int points = Math.min(4, times.length);
        int first = Math.max(0, Math.min(times.length - points, k - 1));
        double[] result = new double[values[0].length];
        for (int a = first; a < first + points; a++) {
            double basis = 1;
            for (int b = first; b < first + points; b++) {
                basis *= a == b ? 1 : (t - times[b]) / (times[a] - times[b]);
            }
            for (int j = 0; j < result.length; j++) {
                result[j] += basis * values[a][j];
            }
        }
        return result;
    }

    /** |u| at place k in the Euclidean norm. */
    public double norm(int k) {
        double square = 0;
        for (double value : controls[k]) {
            square += value * value;
        }
        return Math.sqrt(square);
    }
}
