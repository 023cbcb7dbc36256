package org.turnpike.learning.pmp;

/**
 * How far an indirect solution may go.
 *
 * @param tolerance on the relative residual
 * @param seconds wall time, infinite for none
 * @param evaluations sweeps or integrations
 */
public record IndirectLimits(double tolerance, double seconds, long evaluations) {
    /** Tolerance 1e-10, a minute, 10⁶ evaluations. */
    public static final IndirectLimits DEFAULT = new IndirectLimits(1e-10, 60, 1_000_000);

    /** A clock that starts now. */
    Deadline start() {
        return new Deadline(this, System.nanoTime());
    }

    /** The limits from a point in time on. */
    record Deadline(IndirectLimits limits, long begin) {
        double seconds() {
            return (System.nanoTime() - begin) * 1e-9;
        }

        boolean passed(long evaluations) {
            return evaluations >= limits.evaluations || seconds() >= limits.seconds;
        }
    }
}
