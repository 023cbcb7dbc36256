/**
 * Network models: what a layer does to one sample.
 *
 * <table>
 * <caption>Models; σ acts componentwise</caption>
 * <tr><th>kind</th><th>layer</th></tr>
 * <tr><td>mlp (NN1)</td><td>x₊ = σ(w x + b), widths may change</td></tr>
 * <tr><td>mlp2 (NN2)</td><td>x₊ = w σ(x) + b, widths may change</td></tr>
 * <tr><td>resnet</td><td>x₊ = x + σ(w x + b)</td></tr>
 * <tr><td>node</td><td>x′ = σ(w x + b)</td></tr>
 * <tr><td>node2</td><td>x′ = w σ(x) + b</td></tr>
 * <tr><td>integro</td><td>z′ = σ(∫ w(x, ξ) z(ξ) dξ + b(x)) on a grid, which may change from layer to layer</td></tr>
 * <tr><td>switched</td><td>x′ = f_ρ(t)(x, u), fields and widths by phase, x(t₊) = E x(t₋) at a switch</td></tr>
 * </table>
 *
 * <p>The control of a layer is u = (w row by row, b).
 *
 * @see <a href="https://arxiv.org/abs/2008.02491">Esteve, Geshkovski, Pighin, Zuazua: Large-time asymptotics in deep learning</a>
 */
@NullMarked
package org.turnpike.learning.model;

import org.jspecify.annotations.NullMarked;
