package org.turnpike.pmp.shooting;

/** What a solver may still spend: evaluations of vector fields and time. Not for several threads. */
public final class Budget {
    private final long evaluationLimit;
    private final long deadline;
    private long evaluations;
    private long integrations;

    /**
     * @param evaluationLimit calls of vector fields
     * @param seconds wall time from now on; may be infinite
     */
    public Budget(long evaluationLimit, double seconds) {
        this.evaluationLimit = evaluationLimit;
        deadline = seconds < 1e9 ? System.nanoTime() + (long) (seconds * 1e9) : Long.MAX_VALUE;
    }

    /** Whether a limit is reached. */
    public boolean exhausted() {
        return evaluations >= evaluationLimit || deadline != Long.MAX_VALUE && System.nanoTime() > deadline;
    }

    void countEvaluation() {
        evaluations++;
    }

    void countIntegration() {
        integrations++;
    }

    /** Calls of vector fields so far. */
    public long evaluations() {
        return evaluations;
    }

    /** Initial-value problems so far. */
    public long integrations() {
        return integrations;
    }
}
