package org.turnpike.transcription;

import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.LagrangeBasis;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;

/**
 * Gauss–Legendre collocation of s stages in derivative form: with L the Lagrange basis on 0, c₁ … c_s,
 * Σ_m L_m′(c_j) X_m = h f_j and x₊ = x + h Σ b_j f_j.
 *
 * <p>Unknowns: x at the nodes and stages, u at the stages. Order 2s at the nodes, A-stable, symplectic; no control at the nodes.
 * Costates come from the multipliers of both kinds of rows, divided by the weights.
 */
final class GaussLegendre implements Scheme {
    private final int stages;

    GaussLegendre(int stages) {
        this.stages = stages;
    }

    @Override
    public String name() {
        return "gauss-legendre-" + stages;
    }

    @Override
    public int order() {
        return 2 * stages;
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
        return Collocation.varying(problem, mesh, stages, GaussLegendre::stencil);
    }

    private static Stencil stencil(int stages) {
        CollocationPoints gauss = CollocationPoints.gaussLegendre(stages);
        double[] nodes = new double[stages + 1];
        System.arraycopy(gauss.points(), 0, nodes, 1, stages);
        double[][] states = new double[stages + 1][stages + 2];
        double[][] slopes = new double[stages + 1][stages];
        double[][] adjoint = new double[stages + 1][stages + 1];
        for (int j = 0; j < stages; j++) {
            adjoint[j][j] = gauss.weights()[j];
            adjoint[j][stages] = -gauss.weights()[j];
            for (int m = 0; m <= stages; m++) {
                states[j][m] = LagrangeBasis.derivative(nodes, m, j + 1);
            }
            slopes[j][j] = 1;
            slopes[stages][j] = gauss.weights()[j];
        }
        adjoint[stages][stages] = 1;
        states[stages][0] = -1;
        states[stages][stages + 1] = 1;
        return new Stencil(gauss, states, slopes, adjoint);
    }
}
