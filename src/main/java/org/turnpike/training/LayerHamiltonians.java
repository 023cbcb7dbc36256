package org.turnpike.training;

import org.turnpike.learning.control.ControlSpace;

/**
 * States and costates of all samples along the layers of a task, and the Hamiltonian of one layer at a time, for methods built on the maximum principle.
 *
 * <p>p is the gradient of the cost-to-go of C = (1/N) Σ_i c_i: p_{i,k} = F_xᵀ p_{i,k+1} + ∇φ terms, of the order 1/N. The penalty of the control is no
 * part of this.
 */
public interface LayerHamiltonians {
    /** The space of u. */
    ControlSpace space();

    /** Runs all samples forward; C(u), not finite where states overflow. */
    double forward(double[] u);

    /** Costates along the states of the last {@link #forward}; ∂C/∂u into {@code g}. */
    void backward(double[] u, double[] g);

    /** x_{i,k}, N × width, sample by sample; k = 0 … K. */
    double[] states(int k);

    /** p_{i,k}, N × width, sample by sample; k = 0 … K. */
    double[] costates(int k);

    /** Whether F_k is affine in u_k, so that the Hamiltonians are quadratic. */
    boolean affine(int k);

    /**
     * The augmented Hamiltonian of layer k at the states and costates of the last {@link #backward} (of the control ū),
     *
     * <pre>
     *   Σ_i p_{i,k+1}·F(x_i, v) + ρ/(2hN) Σ_i |x_{i,k+1} − F(x_i, v)|² + ρN/(2h) Σ_i |F_x(x_i, ū)ᵀp_{i,k+1} − F_x(x_i, v)ᵀp_{i,k+1}|²,
     * </pre>
     *
     * and its derivative by v into {@code g}. For ρ = 0 the Hamiltonian; at v = ū the derivative is ∂C/∂u_k whatever ρ is. The factors make ρ
     * independent of the number of samples and of the mesh.
     *
     * @param v the controls of the layer alone
     */
    double hamiltonian(int k, double[] v, double rho, double[] g);
}
