package org.turnpike.refinement;

/**
 * A jump of a control.
 *
 * @param control its number
 * @param fraction its place on the horizon
 * @param first first interval of the window in which the jump is smeared
 * @param last last interval of the window
 * @param width of the window, as a fraction of the horizon
 */
public record Switch(int control, double fraction, int first, int last, double width) {}
