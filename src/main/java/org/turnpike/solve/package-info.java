/**
 * The pipeline from a problem file to a checked solution: precheck, reformulate nonsmooth terms, transcribe, scale, solve,
 * read off the structure, verify.
 *
 * <p>The direct method: with the scheme's program min f(z), cL ≤ c(z) ≤ cU, the primal–dual point (z, λ) of the solver gives
 * states and controls, and −λ, mapped by the scheme, the costates p of H = ℓ + pᵀf.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718577">Betts: Practical Methods for Optimal Control, 2nd ed.</a>
 */
@NullMarked
package org.turnpike.solve;

import org.jspecify.annotations.NullMarked;
