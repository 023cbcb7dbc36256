/**
 * Multiple shooting for multipoint boundary-value problems: y′ = F_a(t, y) on arcs a = 1 … A with unknown junction times.
 *
 * <pre>
 *   Y(t_{s+1}; t_s, y_s) − y_{s+1} = 0                  inside an arc
 *   Y(t_a; t_s, y_s) + ν d(y) − y_{s+1} = 0             at a junction, with a jump of unknown height ν
 *   g(t_a, y, u) = 0                                    conditions of the junction, one for each time and height
 *   r(t₀, y(t₀), t_f, y(t_f), η) = 0                    conditions of the two ends, with unknown multipliers η
 * </pre>
 *
 * <p>The Jacobian comes from the variational equations Φ′ = F_y Φ, Φ = I at the start of a segment: ∂Y/∂y_s = Φ,
 * ∂Y/∂t_{s+1} = F(t_{s+1}, Y), ∂Y/∂t_s = −Φ F(t_s, y_s). The system is solved by Newton's method with the affine invariant damping of
 * Deuflhard.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-23899-4">Deuflhard: Newton Methods for Nonlinear Problems, section 3.3 (NLEQ-ERR) and
 *     chapter 7 (multiple shooting)</a>
 * @see <a href="https://doi.org/10.1137/1.9780898719154">Stoer, Bulirsch; Ascher, Mattheij, Russell: Numerical Solution of
 *     Boundary Value Problems for Ordinary Differential Equations, chapter 4</a>
 */
@NullMarked
package org.turnpike.pmp.shooting;

import org.jspecify.annotations.NullMarked;
