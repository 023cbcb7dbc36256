/**
 * The report of a solution: one HTML page without links to anything, for the screen, a slide or the printer.
 *
 * <p>Curves are drawn from at most 2,000 points each, kept so that every extremum survives; colours are those of Okabe and Ito
 * (2008), told apart by colour-blind readers, and lines differ in their dashes, too.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe, Ito: Color universal design</a>
 */
@NullMarked
package org.turnpike.report;

import org.jspecify.annotations.NullMarked;
