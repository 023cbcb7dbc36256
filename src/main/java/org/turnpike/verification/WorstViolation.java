package org.turnpike.verification;

import org.jspecify.annotations.Nullable;
import org.turnpike.problem.Range;
import org.turnpike.solution.Verification.Violation;

/**
 * The largest of many violations, by amount relative to 1 + |bound|; the amount kept is the absolute one. While nothing is
 * violated, the constraint with the least relative slack is kept, with amount 0.
 */
final class WorstViolation {
    private String name = "";
    private double time = Double.NaN;
    private double amount;
    private double relative = Double.NEGATIVE_INFINITY;

    /** Takes {@code value} into account; an undefined value violates every bound by an infinite amount. */
    void consider(String constraint, Range range, double value, double at) {
        if (Double.isNaN(value)) {
            keep(constraint + " (undefined)", at, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
            return;
        }
        if (range.lower() > Double.NEGATIVE_INFINITY) {
            double below = range.lower() - value;
            keep(constraint, at, below, below / (1 + Math.abs(range.lower())));
        }
        if (range.upper() < Double.POSITIVE_INFINITY) {
            double above = value - range.upper();
            keep(constraint, at, above, above / (1 + Math.abs(range.upper())));
        }
    }

    private void keep(String constraint, double at, double signedAmount, double signedRelative) {
        if (signedRelative > relative) {
            name = constraint;
            time = at;
            amount = Math.max(0, signedAmount);
            relative = signedRelative;
        }
    }

    /** Null if nothing was ever bounded. */
    @Nullable
    Violation violation() {
        return relative == Double.NEGATIVE_INFINITY ? null : new Violation(name, time, amount);
    }
}
