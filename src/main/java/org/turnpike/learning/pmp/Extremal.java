package org.turnpike.learning.pmp;

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

    /** |u| at place k in the Euclidean norm. */
    public double norm(int k) {
        double square = 0;
        for (double value : controls[k]) {
            square += value * value;
        }
        return Math.sqrt(square);
    }
}
