/**
 * Parameter studies: a grid over keys of a problem file, in an order in which each point can start from a neighbour's solution.
 *
 * <p>Point n has the coordinates (i₁, …, i_d), the last key varying fastest. Its predecessor is the point with the last coordinate that is not 0 one
 * less: (i₁, …, i_k − 1, 0, …, 0). So the points form a tree, which does not depend on how many are solved at a time, and neither do their results
 * (parameter continuation: Allgower, Georg, <i>Numerical Continuation Methods</i>, 1990).
 */
@NullMarked
package org.turnpike.sweep;

import org.jspecify.annotations.NullMarked;
