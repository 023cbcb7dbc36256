package org.turnpike.learning.comparison;

import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.pmp.Extremal;

/**
 * The turnpike estimate s(t) = √(φ(x(t)) − φ(x(T))) + |u(t)| ≤ C (e^{−μt} + e^{−μ(T−t)}) of a problem SL*, whose turnpike is "no error that a
 * control can remove, no control".
 *
 * @param rate μ: the smaller of the fitted rates of both terms
 * @param constant the least C, divided by s(0); moderate if the estimate says something
 * @param share of the horizon on which s is below 1 % of s(0)
 */
public record TurnpikeBound(double rate, double constant, double share) {
    private static final double NEAR = 0.01;

    /** The estimate for an extremal; NaN where it is not one of SL*, or no rate could be fitted. */
    public static TurnpikeBound of(Extremal extremal, DecayRates rates) {
        TrainingTask task = extremal.task();
        double rate = Math.min(rates.error(), rates.control());
        if (task.formulation() != Formulation.SL_STAR || !(rate > 0)) {
            return new TurnpikeBound(Double.NaN, Double.NaN, Double.NaN);
        }
        TrainingError error = new TrainingError(task);
        double end = task.horizon();
        double last = error.of(extremal.states()[extremal.states().length - 1]);
        double worst = 0;
        double first = 0;
        double near = 0;
        for (int k = 0; k < extremal.controls().length; k++) {
            double t = extremal.times()[k];
            double excess = Math.max(0, error.of(extremal.states()[k]) - last);
            double size = Math.sqrt(excess) + extremal.norm(k);
            first = k == 0 ? size : first;
            worst = Math.max(worst, size / (Math.exp(-rate * t) + Math.exp(-rate * (end - t))));
            double next = extremal.times()[Math.min(k + 1, extremal.times().length - 1)];
            near += size < NEAR * first ? next - t : 0;
        }
        return new TurnpikeBound(rate, worst / first, near / end);
    }
}
