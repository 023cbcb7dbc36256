package org.turnpike.learning.pmp;

import org.turnpike.learning.TrainingTask;

/**
 * J(u) = error + λ⟨u, u⟩ on the layers, with the residual of u_k = argmin H_k and products with the Hessian.
 *
 * <p>u_k ↦ H_k is λ|u_k|² + Σ p·f, whose minimum for f affine in u is u_k = −g_k/(2λ). The residual is r = u + M⁻¹g/(2λ), M the inner product
 * of the penalty; ∇J = 2λ M r, so that r = 0 is both the maximum principle and the stationarity of J. For f that is not affine in u,
 * r = 0 says ∂H_k/∂u_k = 0.
 */
final class DiscreteObjective {
    final ControlSpace space;
    final DiscreteHamiltonianSystem system;
    private final double lambda;
    private final double[] image;
    /** The derivative of the error's cost by the controls, of the last {@link #residual}. */
    final double[] g;

    private boolean curved;
    long evaluations;

    DiscreteObjective(TrainingTask task) {
        space = new ControlSpace(task);
        system = new DiscreteHamiltonianSystem(task, space);
        lambda = task.lambda();
        image = new double[space.size()];
        g = new double[space.size()];
    }

    /** J(u); not finite where the states overflow. */
    double value(double[] u) {
        evaluations++;
        system.forward(u);
        space.gram(u, image);
        return system.errorCost() + lambda * ControlSpace.dot(u, image);
    }

    /** r at the u of the last {@link #value} into {@code r}. */
    void residual(double[] u, double[] r) {
        evaluations++;
        system.backward(g);
        space.riesz(g, r);
        for (int j = 0; j < r.length; j++) {
            r[j] = u[j] + r[j] / (2 * lambda);
        }
        curved = false;
    }

    /** (∇²J v)/(2λ) = M v + C v/(2λ) into {@code out}, at the u of the last {@link #residual}. */
    void product(double[] v, double[] out) {
        evaluations++;
        if (!curved) {
            system.curve();
            curved = true;
        }
        system.product(v, out);
        space.gram(v, image);
        for (int j = 0; j < out.length; j++) {
            out[j] = image[j] + out[j] / (2 * lambda);
        }
    }

    double lambda() {
        return lambda;
    }
}
