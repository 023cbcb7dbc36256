/**
 * Minimises f + g, f smooth, g a sum of norms of groups of components that are bounded, too.
 *
 * <p>With the proximal map prox_γ(v) = argmin g(w) + γ/2 |w − v|² a point is stationary where u = prox_γ(u − ∇f(u)/γ), for any γ &gt; 0. The map makes zeros and
 * bounds exact, so after finitely many steps towards a nondegenerate minimum the groups at 0 and at their bound stay; on the manifold of such u the function is smooth,
 * and Newton's method there is the semismooth Newton method for the equation above.
 *
 * @see <a href="https://doi.org/10.1007/s10589-007-9150-9">Stadler: Elliptic optimal control problems with L1-control cost and applications</a>
 * @see <a href="https://doi.org/10.1137/110834366">Casas, Herzog, Wachsmuth: Optimality conditions and error analysis of semilinear elliptic control problems with L1 cost functional</a>
 * @see <a href="https://doi.org/10.1137/130921428">Lee, Sun, Saunders: Proximal Newton-type methods for minimizing composite functions</a>
 * @see <a href="https://doi.org/10.1137/120892167">Milzarek, Ulbrich: A semismooth Newton method with multidimensional filter globalization for l1-optimization</a>
 * @see <a href="https://doi.org/10.1007/s10107-022-01873-w">Bareilles, Iutzeler, Malick: Newton acceleration on manifolds identified by proximal gradient methods</a>
 */
@NullMarked
package org.turnpike.minimization.nonsmooth;

import org.jspecify.annotations.NullMarked;
