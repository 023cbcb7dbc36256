package org.turnpike.learning.comparison;

import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.pmp.Extremal;

/**
 * The first integral of a solution for f homogeneous in u, which is what H being constant says without the costates: |u| for SL1 and exact,
 * φ(x) − λ|u|² for SL*. On layers it drifts by the discretisation.
 *
 * @param law what is constant; empty if none of these is
 * @param drift largest less smallest value
 * @param size the largest |term| in it
 */
public record Conservation(String law, double drift, double size) {
    private static final Conservation NONE = new Conservation("", Double.NaN, Double.NaN);

    /** Along an extremal; on a layer φ is the mean of its ends'. */
    public static Conservation of(Extremal extremal) {
        TrainingTask task = extremal.task();
        boolean covered = task.model().continuous()
                && task.model().homogeneous()
                && task.formulation() != Formulation.L1
                && task.regularization() == Regularization.L2
                && extremal.states().length > 1;
        if (!covered) {
            return NONE;
        }
        boolean running = task.formulation() == Formulation.SL_STAR;
        TrainingError error = new TrainingError(task);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double size = 0;
        for (int k = 0; k < extremal.controls().length; k++) {
            double value;
            if (running) {
                double phi = error.of(extremal.states()[k]);
                phi = extremal.nodal() ? phi : (phi + error.of(extremal.states()[k + 1])) / 2;
                double penalty = task.lambda() * weightedSquare(task, extremal.controls()[k]);
                value = phi - penalty;
                size = Math.max(size, Math.max(phi, penalty));
            } else {
                value = Math.sqrt(weightedSquare(task, extremal.controls()[k]));
                size = Math.max(size, value);
            }
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new Conservation(running ? "phi - lambda |u|^2" : "|u|", high - low, size);
    }

    private static double weightedSquare(TrainingTask task, double[] u) {
        double sum = 0;
        for (int j = 0; j < u.length; j++) {
            sum += task.model().penaltyWeight(0, j) * u[j] * u[j];
        }
        return sum;
    }

    /** The drift relative to the size. */
    public double relative() {
        return size == 0 ? 0 : drift / size;
    }
}
