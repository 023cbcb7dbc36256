package org.turnpike.refinement;

/**
 * Errors of a transcription by interval.
 *
 * @param states K: ε_k, relative
 * @param nodes K: the same at the interval's right node alone, where a scheme has its highest order
 * @param objective K: |c_k|
 */
public record LocalErrors(double[] states, double[] nodes, double[] objective) {

    /** max ε_k, at nodes alone or also inside the intervals. */
    public double largest(boolean inside) {
        return largest(inside ? states : nodes);
    }

    /** Σ |c_k|. */
    public double objectiveError() {
        double sum = 0;
        for (double value : objective) {
            sum += value;
        }
        return sum;
    }

    private static double largest(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    /**
     * By interval: the largest error in units of what is allowed there; above 1 the interval is too coarse.
     *
     * @param tolerance on ε_k
     * @param objectiveTolerance on Σ |c_k|, shared alike by the intervals
     * @param inside whether errors inside intervals count, not only those at nodes
     */
    public double[] ratios(double tolerance, double objectiveTolerance, boolean inside) {
        double[] ratios = new double[states.length];
        for (int k = 0; k < ratios.length; k++) {
            double share = objective[k] * ratios.length / objectiveTolerance;
            double ratio = Math.max((inside ? states[k] : nodes[k]) / tolerance, share);
            ratios[k] = Double.isNaN(ratio) ? Double.MAX_VALUE : ratio;
        }
        return ratios;
    }
}
