/**
 * Solutions: trajectories with their interpolation, costates, structure, and the results of verification.
 *
 * <p>Costates follow one sign convention: minimise, H = ℓ + pᵀf, p′ = −∂H/∂x, p is the gradient of the cost-to-go.
 *
 * @see <a href="https://doi.org/10.1007/s002110000178">Hager: Runge–Kutta methods in optimal control and the transformed adjoint system</a>
 */
@NullMarked
package org.turnpike.solution;

import org.jspecify.annotations.NullMarked;
