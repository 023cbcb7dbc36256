package org.turnpike.minimization;

/** Why a descent ended. */
public enum Termination {
    /** The gradient's norm is below the tolerance. */
    CONVERGED,
    /** No step reduces J by more than rounding. */
    STALLED,
    /** A monitored value did not improve any more; the best iterate is returned. */
    EARLY_STOP,
    /** The iterates of a method without a test of decrease move away, or J becomes infinite on the way; the best iterate is returned. */
    DIVERGED,
    ITERATION_LIMIT,
    TIME_LIMIT,
    /** J is not finite at the start. */
    OVERFLOW,
    /** The constraints cannot be met, or not from where the descent came. */
    INFEASIBLE,
    /** The listener said stop. */
    INTERRUPTED
}
