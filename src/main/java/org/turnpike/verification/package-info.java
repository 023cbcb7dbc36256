/**
 * The checks that every solution carries, made without the scheme that found it.
 *
 * <p>Dynamics: re-integration of x′ = f(x, u(t), p, t) with a method of order 8. Constraints: evaluated from the problem, also
 * between the points where the scheme imposes them. Maximum principle: with H(x, u, p, t) = ℓ + pᵀf of the minimised problem
 * (ℓ is the negative running cost if the user maximises), H is constant along an extremal of an autonomous problem, and u
 * minimises H over the admissible controls at every time.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718577">Betts: Practical Methods for Optimal Control, 2nd ed., section 4.7 (errors
 *     of a discretisation)</a>
 * @see <a href="https://doi.org/10.1137/1037043">Hartl, Sethi, Vickson: A survey of the maximum principles for optimal control
 *     problems with state constraints</a>
 */
@NullMarked
package org.turnpike.verification;

import org.jspecify.annotations.NullMarked;
