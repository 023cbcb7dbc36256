/**
 * Samples and what is done to them before a network sees them: splitting, standardising, reducing, coding of labels; and
 * generators of the usual small sets. Numbers only: files are read elsewhere.
 *
 * <pre>
 *   standardised   x̂_j = (x_j − μ_j)/σ_j,   μ_j = (1/N) Σ_i x_ij,   σ_j² = (1/N) Σ_i (x_ij − μ_j)²
 *   reduced        s = A (x̂ − c),   rows of A: the first k right singular vectors of the centred inputs
 * </pre>
 *
 * <p>Both are fitted on the training part alone and applied, as they are, to the test part and to new rows.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-84858-7">Hastie, Tibshirani, Friedman: The Elements of Statistical
 *     Learning, sections 7.10.2 and 14.5</a>
 */
@NullMarked
package org.turnpike.learning.data;

import org.jspecify.annotations.NullMarked;
