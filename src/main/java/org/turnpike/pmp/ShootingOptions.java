package org.turnpike.pmp;

/**
 * Options of shooting.
 *
 * @param tolerance of integrations, relative to the components' sizes; Newton's corrections are 10 times as large
 * @param iterationLimit Newton steps of one structure
 * @param evaluationLimit calls of vector fields in all
 * @param timeLimit wall seconds
 * @param growth largest amplification of a segment's start that is accepted; segments are halved until it is met
 */
public record ShootingOptions(
        double tolerance, int iterationLimit, long evaluationLimit, double timeLimit, double growth) {
    /** 1e-11, 100 steps, 50 million evaluations, 60 seconds, amplification 1,000. */
    public static final ShootingOptions DEFAULT = new ShootingOptions(1e-11, 100, 50_000_000L, 60, 1e3);
}
