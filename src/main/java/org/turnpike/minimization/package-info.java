/**
 * Smooth functions J on ℝⁿ with an inner product ⟨u, v⟩ = uᵀMv, and methods that minimise them.
 *
 * <p>The derivative of J is a covector g, J(u + v) ≈ J(u) + gᵀv; the gradient is the vector M⁻¹g with ⟨M⁻¹g, v⟩ = gᵀv (the Riesz map), and its norm is
 * (gᵀM⁻¹g)^½. For u on a mesh of (0, T) with M = h these are the gradient in L²(0, T) and its norm, so tolerances, trust regions and numbers
 * of steps do not depend on the mesh; in the Euclidean product they do.
 *
 * <p>A descent that is to go on later from where it was stopped is given the last iterate and its memory ({@link org.turnpike.minimization.DescentListener.Iterate});
 * it then computes the same numbers as if it had not been stopped.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898719857">Conn, Gould, Toint: Trust-region methods</a>
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal, Wright: Numerical optimization</a>
 */
@NullMarked
package org.turnpike.minimization;

import org.jspecify.annotations.NullMarked;
