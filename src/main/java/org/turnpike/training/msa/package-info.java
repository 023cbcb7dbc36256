/**
 * Training by the maximum principle: the method of successive approximations (MSA) and its extended form (E-MSA).
 *
 * <p>An iteration computes the states x of all samples forward and the costates p backward along the last control ū, and then, each layer on its own,
 *
 * <pre>
 *   u_k = argmin_v  λ h |v|² + Σ_i p_{i,k+1}·F_k(x_{i,k}, v)
 *                   + ρ/2 · h/N · Σ_i ( |ẋ_i − f(x_i, v)|² + |N (ṗ_i + f_xᵀ(x_i, v) p_{i,k+1})|² ),
 * </pre>
 *
 * <p>ẋ and ṗ the difference quotients along ū. With ρ = 0 it is the MSA: its fixed points satisfy the maximum principle, but it converges only for short
 * horizons or strong penalties, since errors of x and p feed back (bias only, SL*: contraction by 4T²/(π²λ)). The terms with ρ
 * (E-MSA) hold v where the old states and costates nearly remain true: the cost falls for ρ large enough.
 *
 * <p>F affine in u: a quadratic function, minimised by conjugate gradients to rounding. Otherwise at most so many iterations of L-BFGS, as its authors do.
 *
 * <p><b>Relaxation</b>, u = ū + θ (u* − ū) with θ halved until J falls enough, makes either of them a method of descent, for a convex Hamiltonian
 * with a proof: H(u*) &lt; H(ū) gives ⟨∇J, u* − ū⟩ &lt; 0.
 *
 * @see <a href="https://arxiv.org/abs/1710.09513">Li, Chen, Tai, E: Maximum principle based algorithms for deep learning. J. Mach. Learn. Res. 18, 2018</a>
 * @see <a href="https://doi.org/10.1002/oca.4660030201">Chernousko, Lyubushin: Method of successive approximations for solution of optimal control problems</a>
 * @see <a href="https://doi.org/10.1137/0324034">Bonnans: On an algorithm for optimal control using Pontryagin's maximum principle</a>
 */
@NullMarked
package org.turnpike.training.msa;

import org.jspecify.annotations.NullMarked;
