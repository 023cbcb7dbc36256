/**
 * The command line: {@code turnpike solve | check | predict | report | doctor}.
 *
 * <p>Results go to standard output, progress and diagnostics to standard error. Exit status: 0 solved, 1 ran but not solved, 2 the
 * input is wrong, 3 a needed component is missing.
 */
@NullMarked
package org.turnpike.cli;

import org.jspecify.annotations.NullMarked;
