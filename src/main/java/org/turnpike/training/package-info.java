/**
 * Training in the reduced space: the controls are the only unknowns, states follow by recursion.
 *
 * <p>With x_{i,k+1} = F_k(x_{i,k}, u_k) and J(u) = (1/N) Σ_i c_i(u) + λ⟨u, u⟩ the derivative comes from the discrete adjoint p_k = F_xᵀ p_{k+1} + ∇φ and the
 * product with the second derivative from the linearised recursion and a second-order adjoint; each costs O(N K) operations. This is the
 * discretisation of the collocation route with explicit integrators: values, gradients and optima are the same.
 *
 * @see <a href="https://doi.org/10.1007/s002110000178">Hager: Runge–Kutta methods in optimal control and the transformed adjoint system</a>
 * @see <a href="https://doi.org/10.1162/neco.1994.6.1.147">Pearlmutter: Fast exact multiplication by the Hessian</a>
 */
@NullMarked
package org.turnpike.training;

import org.jspecify.annotations.NullMarked;
