/**
 * Direct transcription: an optimal-control problem on a mesh becomes a sparse nonlinear program.
 *
 * <p>With t = t₀ + τT, T = t_f − t₀, τ ∈ [0, 1], all rates are multiplied by T, so that on a mesh of τ every scheme is a
 * <em>linear</em> map with constant coefficients of the unknowns z and of the values of small functions G (the patterns):
 *
 * <pre>  c(z) = A z + B G(z),      f(z) = bᵀ G(z),      ∇²L = Σ over instances of ∇²(μᵀG),  μ = Bᵀλ + σ b.</pre>
 *
 * <p>A scheme therefore only states its unknowns and coefficients; derivatives and sparsity follow. {@link
 * org.turnpike.transcription.Collocation} holds for every scheme whose stages are unknowns; {@link
 * org.turnpike.transcription.MultipleShooting} for explicit Runge–Kutta methods whose stages are eliminated.
 *
 * <table>
 * <caption>Schemes: order of states, unknowns of an interval</caption>
 * <tr><th>scheme</th><th>order</th><th>control</th></tr>
 * <tr><td>euler</td><td>1</td><td>constant</td></tr>
 * <tr><td>implicit-midpoint</td><td>2</td><td>constant</td></tr>
 * <tr><td>trapezoid</td><td>2</td><td>continuous, linear</td></tr>
 * <tr><td>hermite-simpson</td><td>4</td><td>continuous, quadratic</td></tr>
 * <tr><td>gauss-legendre-s</td><td>2s</td><td>degree s − 1</td></tr>
 * <tr><td>radau-s</td><td>2s − 1</td><td>degree s − 1</td></tr>
 * <tr><td>rk4</td><td>4</td><td>constant</td></tr>
 * </table>
 *
 * <p>Costates: with L = f + λᵀc, the gradient of the cost-to-go at node k is p_k = ∂(terms of L from interval k on)/∂x_k; at a
 * stage with quadrature weight b_j it is p_j = −Σ_rows λ_row B_{row,j}/b_j, which makes ∂H/∂u = 0 hold exactly in the
 * discrete problem (Hager 2000).
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718577">Betts: Practical Methods for Optimal Control, 2nd ed., chapter 4</a>
 * @see <a href="https://doi.org/10.1007/s002110000178">Hager: Runge–Kutta methods in optimal control and the transformed adjoint system</a>
 * @see <a href="https://doi.org/10.1137/16M1062569">Kelly: An introduction to trajectory optimization</a>
 */
@NullMarked
package org.turnpike.transcription;

import org.jspecify.annotations.NullMarked;
