package org.turnpike.nlp.convex;

import java.util.List;

/**
 * Multipliers with ∇f + Gᵀλ + Aᵀν − zLower + zUpper − Σ (Aᵢᵀuᵢ + σᵢcᵢ) = 0 at a solution, where λ, zLower, zUpper ≥ 0 and
 * |uᵢ| ≤ σᵢ (the second-order cone is its own dual).
 *
 * @param inequalities λ, m
 * @param equalities ν, p
 * @param lower zLower, n
 * @param upper zUpper, n
 * @param cones for each cone (uᵢ, σᵢ), σᵢ last
 */
public record ConvexMultipliers(
        double[] inequalities, double[] equalities, double[] lower, double[] upper, List<double[]> cones) {
    /** All zero. */
    static ConvexMultipliers zero(ConvexForm form) {
        LinearConstraints constraints = form.constraints();
        int n = constraints.variables();
        return new ConvexMultipliers(
                new double[constraints.h().length],
                new double[constraints.b().length],
                new double[n],
                new double[n],
                form.cones().stream().map(k -> new double[k.b().length + 1]).toList());
    }
}
