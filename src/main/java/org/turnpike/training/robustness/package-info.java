/**
 * How much a trained network's outputs change if its inputs do: worst cases that are found, beside bounds that hold.
 *
 * <p><b>Found.</b> max ℓ(ψ(P x(T)), y) over |x(0) − x₀| ≤ r is climbed by projected gradients, with the gradient p(0) of the adjoint recursion: the step is
 * α p/|p|₂ in the Euclidean norm and α sign p in the maximum norm, the steepest of length α in either, α = 2.5 r/steps, followed by the projection onto the ball; from
 * the unperturbed input and from random points of the ball. The best of all iterates counts. What is found is a lower bound of the worst case.
 *
 * <p><b>Bounds.</b> By Grönwall's lemma two solutions of x′ = σ(w x + b) or w σ(x) + b differ at the end by at most exp(L ∫|w|) times what they differ at the start, L the
 * Lipschitz constant of σ and |w| the matrix norm. For the layers themselves: |δX_l| ≤ γ_l |δx_k|, γ_l = 1 + h Σ_j |a_lj| Λ_j γ_j, Λ = L |w|, and
 * |δx_{k+1}| ≤ |E| (1 + h Σ_l |b_l| Λ_l γ_l) |δx_k|; with Euler's scheme Π (1 + h L |w_k|). A discrete layer has L |w|, or 1 + L |w| with the identity
 * added. Outputs: times |P|, and the Lipschitz constant of ψ. A sample whose class is right by the margin m = min_c (P_y − P_c) x is certified for
 * radii below m/(|P_y − P_c|_* × bound), |·|_* the dual norm: no perturbation in that ball changes its class.
 *
 * @see <a href="https://arxiv.org/abs/1706.06083">Mądry, Makelov, Schmidt, Tsipras, Vladu: Towards deep learning models resistant to
 *     adversarial attacks, ICLR 2018</a>
 * @see <a href="https://doi.org/10.2307/1967124">Grönwall: Note on the derivatives with respect to a parameter of the solutions of a system of differential
 *     equations</a>
 * @see <a href="https://doi.org/10.1007/978-3-540-78862-1">Hairer, Nørsett, Wanner: Solving Ordinary Differential Equations I, section I.10</a>
 */
@NullMarked
package org.turnpike.training.robustness;

import org.jspecify.annotations.NullMarked;
