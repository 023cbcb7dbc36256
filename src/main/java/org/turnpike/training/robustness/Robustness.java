package org.turnpike.training.robustness;

import java.util.List;

/**
 * Worst cases found and bounds, by radius.
 *
 * @param samples how many were perturbed
 * @param features that were perturbed
 * @param settings of the search
 * @param loss mean of the unperturbed samples
 * @param accuracy of the unperturbed samples; NaN for regression
 * @param levels by ascending radius
 * @param certified by sample: the radius below which the layers' bound keeps its class, 0 for a wrong class; empty for regression
 * @param certifiedByGronwall the same by Grönwall's bound; 0 where that does not apply
 */
public record Robustness(
        LipschitzBound bound,
        int samples,
        int features,
        ProjectedGradient.Settings settings,
        double loss,
        double accuracy,
        List<Level> levels,
        double[] certified,
        double[] certifiedByGronwall) {

    public Robustness {
        levels = List.copyOf(levels);
    }

    /**
     * One radius.
     *
     * @param loss the mean of each sample's largest loss found
     * @param accuracy the share of samples whose class no perturbation found has changed
     * @param certified the share whose class no perturbation can change, by the layers' bound
     * @param certifiedByGronwall by Grönwall's
     * @param largestChange of an output, found
     * @param meanChange the mean of each sample's largest
     * @param changeBound that no change can exceed, by the layers' bound
     * @param changeBoundByGronwall by Grönwall's
     */
    public record Level(
            double radius,
            double loss,
            double accuracy,
            double certified,
            double certifiedByGronwall,
            double largestChange,
            double meanChange,
            double changeBound,
            double changeBoundByGronwall) {}

    /** The share of certified radii that are above a radius; NaN for regression. */
    public static double share(double[] certified, double radius) {
        if (certified.length == 0) {
            return Double.NaN;
        }
        int count = 0;
        for (double value : certified) {
            count += value > radius ? 1 : 0;
        }
        return (double) count / certified.length;
    }
}
