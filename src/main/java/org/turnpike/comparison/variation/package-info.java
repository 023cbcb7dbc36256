/**
 * The second variation along an extremal: is it a minimum?
 *
 * <p>With H = ℓ + pᵀf, y = (x, q), q the parameters and free end times, and derivatives taken along the extremal, a neighbouring
 * solution costs more by half of
 *
 * <pre>
 *   ∫ δyᵀ Q δy + 2 δuᵀ S δy + δuᵀ R δu dτ + δyᵀ φ_yy δy at both ends,    δy′ = A δy + B δu,
 *   A = f_y, B = f_u, Q = H_yy, S = H_uy, R = H_uu.
 * </pre>
 *
 * <p>Strengthened Legendre–Clebsch condition: R &gt; 0. Then the form is positive if and only if the Riccati equation
 * −K′ = Q + AᵀK + KA − (S + BᵀK)ᵀ R⁻¹ (S + BᵀK) has a solution on the whole horizon (Jacobi: no conjugate point) whose value at
 * the start is positive on the directions that are free there.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718577">Betts, chapter 4</a>
 * @see <a href="https://doi.org/10.1201/9781315137667">Bryson, Ho: Applied Optimal Control, chapter 6 (second variation)</a>
 * @see <a href="https://doi.org/10.1007/BF02192163">Maurer, Pickenhain: Second-order sufficient conditions for control
 *     problems with mixed control-state constraints (controls at their bounds drop out of B)</a>
 */
@NullMarked
package org.turnpike.comparison.variation;

import org.jspecify.annotations.NullMarked;
