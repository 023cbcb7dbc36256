/**
 * Training by first derivatives: L-BFGS, and stochastic gradient descent over epochs of minibatches with momentum or Adam's step.
 *
 * <p>With g_B = ∂/∂u [(1/|B|) Σ_{i ∈ B} c_i(u) + λ⟨u, u⟩] of a minibatch B, the penalty exact, M the Gram matrix of the control space and η
 * the learning rate:
 *
 * <pre>
 *   SGD:   v ← μ v + M⁻¹g_B,   u ← u − η v;      Nesterov:  u ← u − η (μ v + M⁻¹g_B)
 *   Adam:  m ← β₁ m + (1 − β₁) g_B,   s ← β₂ s + (1 − β₂) g_B²,   u ← u − η m/(1 − β₁ᵗ) / (√(s/(1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>SGD follows the gradient in the product of the control space, so that its learning rate does not depend on the mesh. Adam works with partial
 * derivatives as they are: its step does not change when components are scaled, but for ε. Weight decay is not decoupled, since the
 * penalty is a part of the cost whose minimiser is sought.
 *
 * <p>An epoch takes each sample once in an order drawn for its number and the seed. At its end J and its derivative of all samples are computed: that
 * is what is reported, compared with the tolerance, and (or a held-out error in its place) monitored for early stopping.
 *
 * @see <a href="https://doi.org/10.1137/16M1080173">Bottou, Curtis, Nocedal: Optimization methods for large-scale machine learning</a>
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam</a>
 * @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in deep learning</a>
 */
@NullMarked
package org.turnpike.training.firstorder;

import org.jspecify.annotations.NullMarked;
