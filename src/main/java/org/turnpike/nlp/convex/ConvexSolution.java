package org.turnpike.nlp.convex;

import org.turnpike.nlp.KktResidual;
import org.turnpike.nlp.NlpStatus;

/**
 * What {@link ConvexSolver} found.
 *
 * @param reason one sentence
 * @param x the solution; after a failure the last point known, or zeros
 * @param objective f(x)
 * @param multipliers at a solution those of stationarity; if the linear constraints are infeasible, Farkas' certificate:
 *     λ, zLower, zUpper ≥ 0 of sum 1 (per unit of the rows' norm) and ν with Gᵀλ + Aᵀν − zLower + zUpper = 0 and
 *     hᵀλ + bᵀν − lᵀzLower + uᵀzUpper &lt; 0; otherwise zeros
 * @param residual the KKT residual at x with these multipliers, computed from the program itself; NaN if it was not solved
 * @param ray if unbounded, a direction d along which a feasible point stays feasible and f falls; otherwise empty
 * @param violation if infeasible, a lower bound on the largest violation at any point, in units of the rows' norm; otherwise 0
 * @param iterations Newton steps of the interior-point method
 * @param seconds wall time
 */
public record ConvexSolution(
        NlpStatus status,
        String reason,
        double[] x,
        double objective,
        ConvexMultipliers multipliers,
        KktResidual residual,
        double[] ray,
        double violation,
        int iterations,
        double seconds) {

    /**
     * The answer to a program of which it is known without an iteration that it has no solution: zeros in place of a point.
     *
     * @param ray empty if none is known
     */
    public static ConvexSolution none(NlpStatus status, String reason, ConvexForm form, double[] ray) {
        return new ConvexSolution(
                status,
                reason,
                new double[form.constraints().variables()],
                Double.NaN,
                ConvexMultipliers.zero(form),
                new KktResidual(Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                ray,
                0,
                0,
                0);
    }
}
