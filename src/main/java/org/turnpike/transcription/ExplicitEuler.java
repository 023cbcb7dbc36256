package org.turnpike.transcription;

import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;

/**
 * Explicit Euler: x₊ = x + h f(x, u), ∫ℓ ≈ h ℓ(x, u) (left rectangle).
 *
 * <p>Unknowns: x at the nodes, u constant on each interval. Order 1. Conditionally stable. Costate of interval k:
 * p_{k+1} = −λ_k, the multiplier of its defect, without division.
 */
final class ExplicitEuler implements Scheme {
    @Override
    public String name() {
        return "euler";
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Transcription transcribe(OptimalControlProblem problem, Mesh mesh) {
        Stencil stencil = new Stencil(
                CollocationPoints.of(0), new double[][] {{-1, 1}}, new double[][] {{1}}, new double[][] {{1, 0}});
        return new Collocation(problem, mesh, stencil);
    }
}
