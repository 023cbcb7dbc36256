/**
 * Meshes, quadrature and collocation points; data only.
 *
 * <p>Gauss–Legendre points are the zeros of P_s(2c − 1) and integrate degree 2s − 1 exactly; right Radau points are the zeros
 * of P_s(2c−1) − P_{s−1}(2c−1), the last at c = 1, and integrate degree 2s − 2.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-05221-7">Hairer, Wanner: Solving Ordinary Differential Equations II, section IV.5</a>
 */
@NullMarked
package org.turnpike.mesh;

import org.jspecify.annotations.NullMarked;
