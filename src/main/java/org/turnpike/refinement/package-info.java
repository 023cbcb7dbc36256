/**
 * Refinement of meshes: how large the error of a transcription is on each interval, and a better mesh.
 *
 * <p>With x̃, ũ the scheme's own interpolants, the dynamics are integrated again over each interval under ũ by Gauss collocation of
 * higher order, x̂(θ) = x_k + h ∫₀^θ f(x̂, ũ), and the relative local error of interval k is (Patterson, Hager, Rao 2015, eq. 21–23, who take
 * f(x̃, ũ) under the integral, which is blind to linear dynamics where the quadrature is exact; the scale of Betts 2010, eq. 4.158)
 *
 * <pre>
 *   ε_k = max_i |x̂_i − x̃_i| / (1 + max_t |x̃_i(t)|).
 * </pre>
 *
 * <p>The objective's error is estimated with the costates as weights (dual-weighted residuals, Becker, Rannacher 2001):
 *
 * <pre>
 *   J − J_h ≈ Σ_k c_k,   c_k = ∫ ℓ(x̃, ũ) + p·(f(x̃, ũ) − x̃′) dt − h Σ_j b_j ℓ_j.
 * </pre>
 *
 * <p>{@link org.turnpike.refinement.IntervalSplitting} refines schemes of fixed order (Betts 2010, section 4.7),
 * {@link org.turnpike.refinement.DegreeRefinement} also chooses the degree (Darby, Hager, Rao 2011; Patterson, Hager, Rao 2015; Liu,
 * Hager, Rao 2015). {@link org.turnpike.refinement.Switches} encloses jumps of controls by short intervals, and
 * {@link org.turnpike.refinement.Ringing} recognises controls that oscillate from point to point.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718577">Betts: Practical Methods for Optimal Control, 2nd ed., 2010</a>
 * @see <a href="https://doi.org/10.1002/oca.957">Darby, Hager, Rao: An hp-adaptive pseudospectral method, 2011</a>
 * @see <a href="https://doi.org/10.1002/oca.2114">Patterson, Hager, Rao: A ph mesh refinement method, 2015</a>
 * @see <a href="https://doi.org/10.1016/j.jfranklin.2015.05.028">Liu, Hager, Rao: Adaptive mesh refinement using non-smoothness
 *     detection and mesh size reduction, 2015</a>
 * @see <a href="https://doi.org/10.1017/S0962492901000010">Becker, Rannacher: An optimal control approach to a posteriori error
 *     estimation, 2001</a>
 */
@NullMarked
package org.turnpike.refinement;

import org.jspecify.annotations.NullMarked;
