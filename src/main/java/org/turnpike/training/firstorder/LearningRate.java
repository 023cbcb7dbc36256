package org.turnpike.training.firstorder;

/**
 * η as a function of the epochs done, η(t) = initial · schedule(t) · min(1, (t + s)/warm-up), s the share of one step in an epoch.
 *
 * @param warmUp epochs in which η grows linearly from 0; 0 for none
 */
public record LearningRate(double initial, Schedule schedule, double warmUp) {

    public LearningRate {
        if (!(initial > 0) || !(warmUp >= 0)) {
            throw new IllegalArgumentException("a learning rate is positive and its warm-up is not negative");
        }
    }

    /** A constant one. */
    public static LearningRate constant(double value) {
        return new LearningRate(value, Schedule.CONSTANT, 0);
    }

    /**
     * η of a step.
     *
     * @param epochs done before the step, with the share of the present one
     * @param share of one step in an epoch
     */
    public double at(double epochs, double share) {
        double warmth = warmUp == 0 ? 1 : Math.min(1, (epochs + share) / warmUp);
        return initial * warmth * schedule.factor(epochs);
    }
}
