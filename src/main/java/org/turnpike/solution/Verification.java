package org.turnpike.solution;

import org.jspecify.annotations.Nullable;

/**
 * The checks that every solution carries. NaN stands for a check that does not apply.
 *
 * @param dynamicsError largest difference at the mesh's nodes between the state and a re-integration of x′ = f(x, u(t), p, t)
 *     with an adaptive high-order method over each interval from its left node, each component relative to 1 + max |x_i|
 * @param horizonError the same for one re-integration over the whole horizon
 * @param constraintViolation the worst constraint or bound by name and time, recomputed from the problem; null if there is none
 * @param kktResidual largest entry of ∇L and of the complementarity products, unscaled, divided by max(1, largest multiplier)
 * @param hamiltonianDrift max − min of H along the trajectory where H must be constant (autonomous, no active
 *     time-dependent data), relative to 1 + max |H|; NaN otherwise
 * @param argminResidual largest decrease of H over admissible controls at the nodes, relative to 1 + |H|
 */
public record Verification(
        double dynamicsError,
        double horizonError,
        @Nullable Violation constraintViolation,
        double kktResidual,
        double hamiltonianDrift,
        double argminResidual) {

    /** A violated (or the worst satisfied to rounding) constraint: its text, where, and by how much (≥ 0). */
    public record Violation(String name, double time, double amount) {}
}
