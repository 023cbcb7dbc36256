/**
 * Sparse structures in EJML's compressed columns, and the factorisations and eigenvalues that the rest of the program needs.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718881">Davis: Direct Methods for Sparse Linear Systems, chapter 2</a>
 */
@NullMarked
package org.turnpike.linalg;

import org.jspecify.annotations.NullMarked;
