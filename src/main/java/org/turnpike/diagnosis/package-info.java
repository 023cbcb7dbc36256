/**
 * What went wrong, from the evidence: why a problem was not solved, and what looks suspicious before it is.
 *
 * <p>A constraint that cannot be met is found by the least relaxation under which the others can ({@link org.turnpike.nlp.ElasticProgram}):
 * min Σ_g w_g s_g with c ± s_g within its limits, while the equations of motion, start values and bounds of controls stay exact. Unknowns are held against
 * the magnitudes t_j that the scaling assumed: max |z_j| / t_j far from 1 is a wrong scale, without limit a divergence. Multipliers that
 * grow without limit mark constraints whose gradients are linearly dependent (no constraint qualification holds, and no multiplier exists).
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal, Wright: Numerical Optimization, 2nd ed., sections 12.2, 17.2 and 18.5</a>
 * @see <a href="https://doi.org/10.1287/ijoc.3.2.157">Chinneck, Dravnieks: Locating minimal infeasible constraint sets in linear programs</a>
 */
@NullMarked
package org.turnpike.diagnosis;

import org.jspecify.annotations.NullMarked;
