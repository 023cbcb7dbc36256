/**
 * Sparse nonlinear programs and the seam to their solvers.
 *
 * <p>The program is min f(z) subject to cL ≤ c(z) ≤ cU, zL ≤ z ≤ zU. Solvers live in subpackages and know nothing of time,
 * meshes or expressions; whoever builds a program knows no concrete solver.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal, Wright: Numerical Optimization, 2nd ed., chapters 12 and 19</a>
 */
@NullMarked
package org.turnpike.nlp;

import org.jspecify.annotations.NullMarked;
