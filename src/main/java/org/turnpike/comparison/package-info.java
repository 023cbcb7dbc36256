/**
 * Two answers to one problem side by side: the direct one, a nonlinear program on a mesh, and the indirect one, the maximum
 * principle's boundary-value problem. They share the problem and nothing of the method, so that each is the other's check.
 *
 * <p>Both are looked at over τ = (t − t₀)/(t_f − t₀), because free end times differ a little. With d the direct and i the
 * indirect solution:
 *
 * <pre>
 *   state and costate   max over the mesh's nodes of |x_d − x_i| / size(x),  |p_d − p_i| / size(p)
 *   control             Σ_k |∫_{I_k} (u_d − u_i) dt| / ∫ |u_i| dt,   I_k the intervals of the direct mesh
 *   switch              |t_d − t_i| against the width of the direct mesh there
 * </pre>
 *
 * <p>The control is compared by its means over intervals, because only these act on the states: a switch that the mesh smears
 * over an interval keeps the right mean, and an oscillation that the scheme does not see (ringing on singular arcs) has mean
 * zero. How far the direct solution may be off is measured: it is solved once more on a mesh of twice as many intervals, and
 * four times the difference of the two is the tolerance ({@link org.turnpike.comparison.Tolerances}).
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718577">Betts: Practical Methods for Optimal Control, 2nd ed., chapter 4</a>
 * @see <a href="https://doi.org/10.1007/BF01442169">von Stryk, Bulirsch: Direct and indirect methods for trajectory
 *     optimization, 1992</a>
 */
@NullMarked
package org.turnpike.comparison;

import org.jspecify.annotations.NullMarked;
