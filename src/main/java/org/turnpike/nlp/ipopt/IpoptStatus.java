package org.turnpike.nlp.ipopt;

import org.turnpike.nlp.NlpStatus;

/** Ipopt's return codes ({@code ApplicationReturnStatus} of IpReturnCodes_inc.h) and what they mean here. */
enum IpoptStatus {
    SOLVE_SUCCEEDED(0, NlpStatus.OPTIMAL, "The first-order conditions hold to the tolerance."),
    SOLVED_TO_ACCEPTABLE_LEVEL(
            1, NlpStatus.ACCEPTABLE, "The tolerance could not be reached, but the looser acceptable tolerance was."),
    INFEASIBLE_PROBLEM_DETECTED(
            2,
            NlpStatus.INFEASIBLE,
            "The iteration came to a point where the violation of the constraints has a local minimum that is not zero."),
    SEARCH_DIRECTION_TOO_SMALL(
            3, NlpStatus.NUMERICAL_FAILURE, "The steps became too small to go on, before the tolerance was reached."),
    DIVERGING_ITERATES(4, NlpStatus.UNBOUNDED, "The unknowns grow beyond every bound: the objective has no minimum."),
    USER_REQUESTED_STOP(5, NlpStatus.INTERRUPTED, "The iteration was stopped on request; the last iterate is kept."),
    FEASIBLE_POINT_FOUND(
            6,
            NlpStatus.ACCEPTABLE,
            "There are as many equations as unknowns, and a point that satisfies them was found."),
    MAXIMUM_ITERATIONS_EXCEEDED(
            -1, NlpStatus.ITERATION_LIMIT, "The limit on iterations was reached before the tolerance."),
    RESTORATION_FAILED(
            -2,
            NlpStatus.NUMERICAL_FAILURE,
            "The search for a point that satisfies the constraints failed, yet it is not clear that there is none."),
    ERROR_IN_STEP_COMPUTATION(
            -3, NlpStatus.NUMERICAL_FAILURE, "No step could be computed: the linear system is too badly conditioned."),
    MAXIMUM_CPU_TIME_EXCEEDED(-4, NlpStatus.ITERATION_LIMIT, "The time limit was reached before the tolerance."),
    MAXIMUM_WALL_TIME_EXCEEDED(-5, NlpStatus.ITERATION_LIMIT, "The time limit was reached before the tolerance."),
    NOT_ENOUGH_DEGREES_OF_FREEDOM(
            -10,
            NlpStatus.NUMERICAL_FAILURE,
            "There are more equality constraints than unknowns that are free to move."),
    INVALID_PROBLEM_DEFINITION(-11, NlpStatus.NUMERICAL_FAILURE, "Ipopt finds the program inconsistent in itself."),
    INVALID_OPTION(-12, NlpStatus.NUMERICAL_FAILURE, "Ipopt cannot work with this combination of options."),
    INVALID_NUMBER_DETECTED(
            -13,
            NlpStatus.NUMERICAL_FAILURE,
            "A value or a derivative is undefined (NaN or infinite) where it is needed."),
    UNRECOVERABLE_EXCEPTION(-100, NlpStatus.NUMERICAL_FAILURE, "Ipopt gave up with an internal error."),
    NON_IPOPT_EXCEPTION(-101, NlpStatus.NUMERICAL_FAILURE, "A library that Ipopt uses failed."),
    INSUFFICIENT_MEMORY(-102, NlpStatus.NUMERICAL_FAILURE, "There is not enough memory for the linear systems."),
    INTERNAL_ERROR(-199, NlpStatus.NUMERICAL_FAILURE, "Ipopt failed with an internal error.");

    private final int code;
    private final NlpStatus status;
    private final String reason;

    IpoptStatus(int code, NlpStatus status, String reason) {
        this.code = code;
        this.status = status;
        this.reason = reason;
    }

    /** The status of a code; an unknown code is an internal error. */
    static IpoptStatus of(int code) {
        for (IpoptStatus each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return INTERNAL_ERROR;
    }

    int code() {
        return code;
    }

    NlpStatus status() {
        return status;
    }

    /** One sentence. */
    String reason() {
        return reason;
    }
}
