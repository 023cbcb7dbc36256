package org.turnpike.transcription;

import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.LagrangeBasis;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;

/**
 * Radau IIA collocation of s stages in derivative form: with L the Lagrange basis on 0, c₁ … c_s = 1,
 * Σ_m L_m′(c_j) X_m = h f_j; the last stage is the next node.
 *
 * <p>Unknowns: x at nodes and inner stages, u at the stages (an interval's last one at its right end, not shared). Order 2s − 1 at
 * the nodes, L-stable. Costate at stage j: −(multiplier of its row)/b_j.
 */
final class Radau implements Scheme {
    private final int stages;

    Radau(int stages) {
        this.stages = stages;
    }

    @Override
    public String name() {
        return "radau-" + stages;
    }

    @Override
    public int order() {
        return 2 * stages - 1;
    }

    @Override
    public int ownStages() {
        return stages;
    }

    @Override
    public boolean variesStages() {
        return true;
    }

    @Override
    public Transcription transcribe(OptimalControlProblem problem, Mesh mesh) {
        return Collocation.varying(problem, mesh, stages, Radau::stencil);
    }

    private static Stencil stencil(int stages) {
        CollocationPoints radau = CollocationPoints.radau(stages);
        double[] nodes = new double[stages + 1];
        System.arraycopy(radau.points(), 0, nodes, 1, stages);
        double[][] states = new double[stages][stages + 1];
        double[][] slopes = new double[stages][stages];
        double[][] adjoint = new double[stages][stages + 1];
        for (int j = 0; j < stages; j++) {
            adjoint[j][j] = radau.weights()[j];
            for (int m = 0; m <= stages; m++) {
                states[j][m] = LagrangeBasis.derivative(nodes, m, j + 1);
            }
            slopes[j][j] = 1;
        }
        return new Stencil(radau, states, slopes, adjoint);
    }
}
