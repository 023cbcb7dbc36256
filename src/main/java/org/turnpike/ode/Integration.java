package org.turnpike.ode;

/**
 * The end of an integration.
 *
 * @param reason one sentence: how it ended
 * @param time the end time asked for, or how far the last attempt came
 * @param state x at the end time; NaN in every component unless {@code status} is {@link Status#COMPLETED}
 * @param evaluations calls of the right-hand side, attempts with undefined values included
 */
public record Integration(Status status, String reason, double time, double[] state, int evaluations) {
    /** How an integration ended. */
    public enum Status {
        /** The end time was reached within the tolerance. */
        COMPLETED,
        /** f is not finite on the way, however short the steps. */
        UNDEFINED,
        /** The tolerance asks for steps below the spacing of floating-point times. */
        STEP_UNDERFLOW,
        /** The limit on evaluations was reached. */
        EVALUATION_LIMIT
    }

    /** Whether {@link #state} is x at the end time. */
    public boolean completed() {
        return status == Status.COMPLETED;
    }
}
