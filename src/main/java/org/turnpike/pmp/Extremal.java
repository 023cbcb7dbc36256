package org.turnpike.pmp;

import java.util.List;
import org.turnpike.pmp.shooting.AffineInvariantNewton;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/**
 * A solution of the maximum principle's boundary-value problem, or the best iterate towards one.
 *
 * @param structure with the times found
 * @param trajectory states and costates of the problem (without those of parameters and integrals)
 * @param parameters of the problem
 * @param objective in the user's sense
 * @param jumps heights ν by junction, 0 where the costate is continuous
 * @param residual largest shooting residual
 * @param iterations Newton steps
 * @param segments of the shooting
 */
public record Extremal(
        AffineInvariantNewton.Status status,
        ExtremalStructure structure,
        Trajectory trajectory,
        double[] parameters,
        double objective,
        double[] jumps,
        List<Solution.Arc> arcs,
        List<ArcCheck> checks,
        double residual,
        int iterations,
        int segments) {

    /**
     * The second-order condition of one component on one arc.
     *
     * @param kind "Legendre–Clebsch" (H_uu &gt; 0 on interior arcs), "Kelley" ((−1)^k ∂/∂u Φ^{(2k)} &gt; 0 on singular arcs of order k)
     *     or "multiplier" (μ ≥ 0 on constraints)
     * @param order k or q
     * @param least smallest value on the arc
     */
    public record ArcCheck(int arc, String control, String kind, int order, double least) {}

    /** Whether a bang arc joins a singular one of even order, which an optimum does only by infinitely many switches. */
    public boolean chattering() {
        return Chattering.in(this);
    }

    /** The same, marked as a failure: it solves a neighbouring problem, not this one. */
    Extremal unfinished(AffineInvariantNewton.Status failure) {
        return new Extremal(
                failure,
                structure,
                trajectory,
                parameters,
                objective,
                jumps,
                arcs,
                checks,
                residual,
                iterations,
                segments);
    }

    /** Whether the shooting equations are solved. */
    public boolean converged() {
        return status == AffineInvariantNewton.Status.CONVERGED;
    }
}
