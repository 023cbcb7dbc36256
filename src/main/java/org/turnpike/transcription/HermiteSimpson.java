package org.turnpike.transcription;

import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;

/**
 * Hermite–Simpson in separated form (Lobatto IIIA, 3 stages): x_m = (x + x₊)/2 + h (f − f₊)/8, x₊ = x + h (f + 4 f_m + f₊)/6,
 * ∫ℓ ≈ h (ℓ + 4 ℓ_m + ℓ₊)/6.
 *
 * <p>Unknowns: x and u at nodes and midpoints. Order 4. The condensed form eliminates x_m; separated is used because its
 * derivatives stay sparse and x_m can be bounded. Costate at the midpoint: −(multiplier of the Simpson defect).
 */
final class HermiteSimpson implements Scheme {
    @Override
    public String name() {
        return "hermite-simpson";
    }

    @Override
    public int order() {
        return 4;
    }

    @Override
    public Transcription transcribe(OptimalControlProblem problem, Mesh mesh) {
        Stencil stencil = new Stencil(
                CollocationPoints.of(0, 0.5, 1),
                new double[][] {{-0.5, 1, -0.5}, {-1, 0, 1}},
                new double[][] {{1.0 / 8, 0, -1.0 / 8}, {1.0 / 6, 4.0 / 6, 1.0 / 6}},
                new double[][] {{2.0 / 3, 0, -2.0 / 3, 0}, {0, 1, 0, 0}});
        return new Collocation(problem, mesh, stencil);
    }
}
