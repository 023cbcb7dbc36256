/**
 * Supervised learning as optimal control.
 *
 * <p>N samples follow one control: x_i′ = f(x_i, u) or x_i⁺ = f(x_i, u), x_i(0) given. With the training error φ(x) = (1/N) Σ
 * loss(P x_i, y_i) the formulations are
 *
 * <pre>
 *   SL1    φ(x(T)) + λ R(u)
 *   SL*    ∫ φ(x(t)) dt + λ R(u)
 *   L1     ∫ φ(x(t)) dt + λ ∫ |u| dt,   |u| ≤ M
 *   exact  λ R(u)   subject to   P x_i(T) = y_i
 * </pre>
 *
 * <p>with R(u) = ∫|u|² (L2), ∫ |u|² + |u′|² (H1); discrete models have sums without h.
 *
 * @see <a href="https://arxiv.org/abs/2008.02491">Esteve, Geshkovski, Pighin, Zuazua: Large-time asymptotics in deep learning</a>
 */
@NullMarked
package org.turnpike.learning;

import org.jspecify.annotations.NullMarked;
