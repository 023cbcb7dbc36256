/**
 * Pontryagin's maximum principle: an optimal-control problem as a multipoint boundary-value problem.
 *
 * <pre>
 *   H(x, u, p, t) = ℓ + pᵀf,    x′ = H_p,    p′ = −H_x − Σ μ_c c_x,    u = argmin H,
 *   p(t₀) = −∂L/∂x(t₀),   p(t_f) = ∂L/∂x(t_f),   H(t₀) = ∂L/∂t₀,   H(t_f) = −∂L/∂t_f,   L = φ + ηᵀb
 * </pre>
 *
 * <p>H and its derivatives are made from the problem's expressions. An extremal is a sequence of arcs; on each, every component of
 * the control has a mode ({@link org.turnpike.pmp.Mode}: fixed, interior, singular, on a constraint) that gives its law; junctions carry
 * the conditions that determine their times. The structure comes from a direct solution, or from a smoothed problem.
 *
 * @see <a href="https://doi.org/10.1137/1037043">Hartl, Sethi, Vickson: A survey of the maximum principles for optimal control problems with
 *     state constraints (1995)</a>
 * @see <a href="https://doi.org/10.1007/978-3-662-43456-7">Bryson, Ho: Applied Optimal Control (1975), chapters 2, 3, 8</a>
 */
@NullMarked
package org.turnpike.pmp;

import org.jspecify.annotations.NullMarked;
