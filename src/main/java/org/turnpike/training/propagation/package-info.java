/**
 * Forward recursion, discrete adjoint and second-order adjoint of a training task, many samples at once.
 *
 * <p>For stages X_l = x_k + h Σ_j a_lj F_j, F_l = f(X_l, u), x_{k+1} = E (x_k + h Σ b_l F_l), and the cost Σ_k Σ_l α h b_l φ(X_l) + β φ(x_K):
 *
 * <pre>
 *   F̄_l = h (b_l Eᵀp_{k+1} + Σ_{j>l} a_jl X̄_j),   X̄_l = f_xᵀ F̄_l + α h b_l ∇φ(X_l),   p_k = Eᵀp_{k+1} + Σ_l X̄_l,   g += f_uᵀ F̄_l
 *   δ: the same recursions linearised; f_xᵀ δF̄ + (f_xx δx + f_xu δu)ᵀF̄ and so on.
 * </pre>
 *
 * <p>f is one affine map and one activation, f = σ(A(q∘x)) or A(σ(x)), A(v) = w v + b. With V the input of A, Q the adjoint of its output, D = σ′ and
 * C = σ″ times the adjoint of σ's value all products need no more than the arrays V, D, Q, C of each layer and stage:
 *
 * <pre>
 *   A(σ(x)):     δV = D∘δx,   δF = w δV + δw V + δb;        δX̄ += D∘(wᵀδQ + δwᵀQ) + C∘δx,   δQ = δF̄
 *   σ(A(q∘x)):   δV = q∘δx,   δF = D∘(w δV + δw V + δb);    δX̄ += q∘(wᵀδQ + δwᵀQ),   δQ = D∘δF̄ + C∘(w δV + δw V + δb)
 *   δg_w += δQ Vᵀ + Q δVᵀ,    δg_b += Σ δQ
 * </pre>
 *
 * <p><b>Layout.</b> Samples are innermost: a state of width d of n samples is d arrays of length n. One array a component, rather than one for
 * all with offsets, and loops with few operations are what HotSpot's compiler turns into vector instructions (measured: 0.11 ns a
 * multiply-add against 0.4 with offsets; tanh 2.3 ns against 15 in one large loop and 28 for Math.tanh).
 *
 * <p><b>Memory.</b> Samples are worked through in blocks. If all blocks' arrays fit into a budget they are kept between a gradient and its products;
 * otherwise only the inputs are (the checkpoint), and a product runs its block forward and backward again, in the cache.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898717761">Griewank, Walther: Evaluating derivatives, chapters 10 and 12</a>
 */
@NullMarked
package org.turnpike.training.propagation;

import org.jspecify.annotations.NullMarked;
