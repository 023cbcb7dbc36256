package org.turnpike.transcription;

import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;

/**
 * Implicit midpoint: x₊ = x + h f(x_m, u), x_m = (x + x₊)/2, ∫ℓ ≈ h ℓ(x_m, u).
 *
 * <p>Unknowns: x at the nodes and x_m, u constant on each interval. Order 2, symplectic, A-stable. Costate at the midpoint:
 * −(multiplier of the step).
 */
final class ImplicitMidpoint implements Scheme {
    @Override
    public String name() {
        return "implicit-midpoint";
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public Transcription transcribe(OptimalControlProblem problem, Mesh mesh) {
        Stencil stencil = new Stencil(
                CollocationPoints.of(0.5),
                new double[][] {{-1, 0, 1}, {-0.5, 1, -0.5}},
                new double[][] {{1}, {0}},
                new double[][] {{1, 0}, {0, 0}});
        return new Collocation(problem, mesh, stencil);
    }
}
