/**
 * Newton's method in the space of controls, with conjugate gradients and products by the second-order adjoint.
 *
 * <p>For the penalty λ⟨u, u⟩ and f affine in u the second derivative is 2λ I + compact in the inner product of the penalty, whatever the mesh, so the
 * number of conjugate-gradient steps does not grow with the number of layers. In the Euclidean product it does.
 *
 * <p>Costs with norms of controls are minimised by the proximal Newton method, with the switching time of bang-off controls as a further unknown; exact control by
 * augmented Lagrangians; losses with kinks are smoothed with ε going down.
 *
 * @see <a href="https://doi.org/10.1137/S0363012900387355">Hinze, Kunisch: Second order methods for optimal control of time-dependent fluid flow</a>
 */
@NullMarked
package org.turnpike.training.newton;

import org.jspecify.annotations.NullMarked;
