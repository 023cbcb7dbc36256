/**
 * Generators of the usual small data sets: deterministic for given parameters, on every machine.
 *
 * <p>Labels of two classes are −1 (class 0) and 1 (class 1).
 */
@NullMarked
package org.turnpike.learning.data.generator;

import org.jspecify.annotations.NullMarked;
