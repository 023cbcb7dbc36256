/**
 * A training task as a sparse nonlinear program in the full space: states of all samples and controls of all layers are unknowns.
 *
 * <p>With a Runge–Kutta method (a, b, c) and h = T/K, for sample i and layer k,
 *
 * <pre>
 *   X_j − x_{i,k} − h Σ_l a_jl f(X_l, u_k) = 0,    x_{i,k+1} − x_{i,k} − h Σ_l b_l f(X_l, u_k) = 0,
 *   ∫ φ ≈ Σ_k h Σ_l b_l φ(X_l),     ∫ |u|² = h Σ_k |u_k|²,
 * </pre>
 *
 * <p>In a switched system h = τ_j/K_j in phase j, where the duration τ_j may be an unknown, and x_{i,k+1} = E (x_{i,k} + h Σ_l b_l f(X_l, u_k)) at its
 * end. All is linear in the values of one pattern over (sample × layer × stage). The program's size is N·K·d, its Hessian couples samples only
 * through the controls. Nonsmooth terms are exact: |e| = e + 2v with v ≥ 0, e + v ≥ 0; a Euclidean norm by √(|e|² + ε²)
 * with ε → 0 along a chain of programs, and in the formulation L1 by the free switching time, which needs no norm at all.
 */
@NullMarked
package org.turnpike.learning.collocation;

import org.jspecify.annotations.NullMarked;
