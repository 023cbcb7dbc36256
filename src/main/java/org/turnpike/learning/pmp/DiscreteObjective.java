package org.turnpike.learning.pmp;

import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;

/**
 * J(u)/(2λ), J = error + λ⟨u, u⟩ on the layers: scaled so that its gradient in the inner product is the residual of u_k = argmin H_k.
 *
 * <p>u_k ↦ H_k is λ|u_k|² + Σ p·f, whose minimum for f affine in u is u_k = −g_k/(2λ). The residual is r = u + M⁻¹g/(2λ) = M⁻¹∇J/(2λ), M the inner
 * product of the penalty, so that r = 0 is both the maximum principle and the stationarity of J. For f that is not affine in u,
 * r = 0 says ∂H_k/∂u_k = 0.
 */
final class DiscreteObjective implements SmoothFunction {
    final ControlSpace space;
    final DiscreteHamiltonianSystem system;
    private final double lambda;
    private final double[] image;
    /** Whether the system's states are those of the last gradient. */
    private boolean there;

    private boolean curved;
    private final double[] point;
    long evaluations;

    DiscreteObjective(TrainingTask task) {
        space = new ControlSpace(task);
        system = new DiscreteHamiltonianSystem(task, space);
        lambda = task.lambda();
        image = new double[space.size()];
        point = new double[space.size()];
    }

    @Override
    public ControlSpace space() {
        return space;
    }

    /** J(u)/(2λ); not finite where the states overflow. */
    @Override
    public double value(double[] u) {
        evaluations++;
        system.forward(u);
        there = false;
        space.gram(u, image);
        return system.errorCost() / (2 * lambda) + InnerProduct.dot(u, image) / 2;
    }

    @Override
    public double gradient(double[] u, double[] g) {
        System.arraycopy(u, 0, point, 0, u.length);
        double value = value(point);
        evaluations++;
        system.backward(g);
        there = true;
        curved = false;
        for (int j = 0; j < g.length; j++) {
            g[j] = image[j] + g[j] / (2 * lambda);
        }
        return value;
    }

    /** M v + C v/(2λ), C the error's second derivative. */
    @Override
    public void product(double[] v, double[] out) {
        if (!there) {
            gradient(point, out);
        }
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
