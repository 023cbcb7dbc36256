/**
 * The turnpike: the best steady state, and whether a trajectory stays near it.
 *
 * <p>Static optimum (x̄, ū, p̄): min ℓ(x, u) subject to f(x, u) = 0, bounds and path constraints, with p̄ the multipliers of
 * f = 0, so that H_x = 0 and H_u = 0 there. Linearised about it, the maximum principle's equations are z′ = M z,
 *
 * <pre>
 *   M = [A − B R⁻¹ S, −B R⁻¹ Bᵀ; −Q + Sᵀ R⁻¹ S, −(A − B R⁻¹ S)ᵀ],
 * </pre>
 *
 * with eigenvalues in pairs ±λ. If none is on the imaginary axis (M is hyperbolic), μ = min |Re λ|, optimal trajectories over long horizons obey
 *
 * <pre>
 *   |x(t) − x̄| + |u(t) − ū| + |p(t) − p̄| ≤ C (e^{−μ (t − t₀)} + e^{−μ (t_f − t)})
 * </pre>
 *
 * with C independent of the horizon. Where H is affine in u there is no such M: the turnpike is a singular arc, met exactly
 * after a finite time.
 *
 * @see <a href="https://doi.org/10.1016/j.jde.2014.09.005">Trélat, Zuazua: The turnpike property in finite-dimensional
 *     nonlinear optimal control, 2015</a>
 * @see <a href="https://doi.org/10.1016/bs.hna.2021.12.011">Faulwasser, Grüne: Turnpike properties in optimal control, 2022</a>
 */
@NullMarked
package org.turnpike.comparison.steady;

import org.jspecify.annotations.NullMarked;
