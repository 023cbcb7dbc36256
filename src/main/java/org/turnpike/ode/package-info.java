/**
 * Adaptive integration of ordinary differential equations x′ = f(t, x).
 *
 * <p>{@link org.turnpike.ode.DormandPrince} is the explicit pair of order 8 with error estimates of order 5 and 3; it shares
 * nothing with the schemes that transcribe problems, so that it can check them. The only package that uses Commons Math.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-78862-1">Hairer, Nørsett, Wanner: Solving Ordinary Differential Equations I,
 *     2nd ed., section II.10</a>
 */
@NullMarked
package org.turnpike.ode;

import org.jspecify.annotations.NullMarked;
