package org.turnpike.minimization;

/**
 * What a descent ended with: a minimiser, or the best iterate of a failure.
 *
 * @param gradientNorm (gᵀM⁻¹g)^½ at u
 * @param evaluations of J, with or without derivative
 * @param products with ∇²J
 * @param leastCurvature the least vᵀ∇²Jv/vᵀMv seen along a conjugate-gradient direction at u, or NaN
 */
public record Minimum(
        Termination termination,
        String reason,
        double[] u,
        double value,
        double gradientNorm,
        int iterations,
        long evaluations,
        long products,
        double leastCurvature) {}
