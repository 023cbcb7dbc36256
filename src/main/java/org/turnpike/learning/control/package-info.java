/**
 * The controls of all layers as one vector, with the inner product of the penalty.
 *
 * <p>Controls constant on a layer have ⟨u, v⟩ = Σ_k h_k Σ_j ω_j u_kj v_kj (h = 1 for discrete models), ω the model's penalty weights: that of L²(0, T)
 * on any mesh. Controls linear on a layer (H1) have one value a node of each phase and ⟨u, v⟩ = ∫ u·v + u′·v′. A trained output matrix P
 * is appended with the product of its entries. In this product the penalty λ⟨u, u⟩ has the Hessian 2λ times the identity.
 */
@NullMarked
package org.turnpike.learning.control;

import org.jspecify.annotations.NullMarked;
