package org.turnpike.transcription;

import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;

/**
 * Trapezoid (Lobatto IIIA, 2 stages): x₊ = x + h (f + f₊)/2, ∫ℓ ≈ h (ℓ + ℓ₊)/2.
 *
 * <p>Unknowns: x and u at the nodes, shared by neighbours. Order 2, A-stable. Costate at a node: weighted mean of the negative
 * multipliers of the two adjoining defects.
 */
final class Trapezoid implements Scheme {
    @Override
    public String name() {
        return "trapezoid";
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public Transcription transcribe(OptimalControlProblem problem, Mesh mesh) {
        Stencil stencil = new Stencil(
                CollocationPoints.of(0, 1), new double[][] {{-1, 1}}, new double[][] {{0.5, 0.5}}, new double[][] {
                    {0.5, 0.5, 0}
                });
        return new Collocation(problem, mesh, stencil);
    }
}
