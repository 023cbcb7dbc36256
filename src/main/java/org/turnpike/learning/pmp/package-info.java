/**
 * Pontryagin's maximum principle for training tasks: N samples that share one control.
 *
 * <p>With H = Σ_i p_i·f(x_i, u) + φ(x) (if the error runs) + λ R(u), minimised over u, g = Σ_i f_u(x_i, u)ᵀ p_i and φ = (1/N) Σ loss(P x_i, y_i):
 *
 * <pre>
 *   x_i′ = f(x_i, u),   p_i′ = −f_x(x_i, u)ᵀ p_i − [∇_i φ],   p_i(T) = ∇_i φ (SL1), 0 (SL*, L1), in the range of Pᵀ (exact)
 *   L2          ∂H/∂u = 0; f affine in u: u = −g/(2λ)
 *   H1          u″ = u + g/(2λ), u′(0) = u′(T) = 0
 *   |u| ≤ M     λ|u| in the cost: u = −M g/|g| where |g| &gt; λ, 0 where |g| &lt; λ, undetermined where |g| = λ
 * </pre>
 *
 * <p>Two principles: the discrete one of the layers, whose solution is that of the nonlinear program of the direct method, and the
 * continuous one, a boundary-value problem solved by multiple shooting, from which the former differs by the discretisation.
 *
 * @see <a href="https://arxiv.org/abs/2008.02491">Esteve, Geshkovski, Pighin, Zuazua: Large-time asymptotics in deep learning</a>
 * @see <a href="https://www.jmlr.org/papers/v18/17-653.html">Li, Chen, Tai, E: Maximum principle based algorithms for deep learning</a>
 */
@NullMarked
package org.turnpike.learning.pmp;

import org.jspecify.annotations.NullMarked;
