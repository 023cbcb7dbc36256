package org.turnpike.comparison;

/**
 * The largest difference of one quantity.
 *
 * @param name of the state, control or costate
 * @param amount relative, ≥ 0; NaN if the quantity is not defined in one of the solutions
 * @param time where it is largest, in the direct solution's time; NaN for quantities without a time
 */
public record Gap(String name, double amount, double time) {
    /** Whether the difference is larger than {@code tolerance} or undefined. */
    public boolean exceeds(double tolerance) {
        return !(amount <= tolerance);
    }
}
