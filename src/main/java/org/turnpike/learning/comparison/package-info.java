/**
 * A direct solution of a training task beside the maximum principle.
 *
 * <p>Like is compared with like: the direct solution satisfies the maximum principle of its own layers to the solver's tolerance, or it is no
 * solution, and its reduced Hessian tells a minimum from a saddle. The continuous principle differs from both by the discretisation, which is
 * reported. Around the target of a problem SL* with N samples the linearised canonical equations have the rates
 *
 * <pre>
 *   μ_j = √(eig_j(Σ_i F_iᵀ ∇²φ_i F_i)/(2λ)),   F_i = ∂f/∂u(x̄_i, 0);   for P = id: √(eig_j(G)/(λN)), G_ij = 1 + σ(x̄_i)·σ(x̄_j)
 *   on layers   cosh(ν h) = 1 + (μh)²/2 (Euler: ν = (2/h) asinh(μh/2)),   tanh(νh/2) = μh/2 (midpoint),   cosh(νh) (1 − (μh)²/6) = 1 + (μh)²/3 (rk4)
 * </pre>
 *
 * <p>μ_min is the rate of |u| and of the error's root, φ has twice that.
 *
 * @see <a href="https://arxiv.org/abs/2008.02491">Esteve, Geshkovski, Pighin, Zuazua: Large-time asymptotics in deep learning</a>
 */
@NullMarked
package org.turnpike.learning.comparison;

import org.jspecify.annotations.NullMarked;
