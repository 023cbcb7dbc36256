/**
 * Layer refinement: solve on K layers, prolong the control to 2K, solve again from there, until the objective's error is estimated to be below a
 * tolerance.
 *
 * <p>Two estimates, of which the larger counts. By Richardson, J_K − J ≈ (J_{K/2} − J_K)/(2^q − 1) with q = min(p, 2) for a scheme of order p: the flow's error
 * is O(h^p), and a control that is constant on each layer (or linear, in H1) is O(h) from the best one, which costs O(h²) since J is
 * stationary; a smaller order that three meshes show replaces q. And by the difference between the costs of the control's flow, integrated
 * adaptively, and of its layers: by so much the network costs more or less if it is taken for a flow. The first is the error of J_K as the value of
 * the problem, the second that of J_K as the cost of this control; it may be much the larger, as J_K is often better than its control.
 *
 * <p>A start that is O(h) from the solution is in the region of quadratic convergence for small h, so that the number of Newton steps falls to a few
 * (mesh independence).
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-78862-1">Hairer, Nørsett, Wanner: Solving Ordinary Differential Equations I, section II.4</a>
 * @see <a href="https://doi.org/10.1137/0723011">Allgower, Böhmer, Potra, Rheinboldt: A mesh-independence principle for operator equations</a>
 */
@NullMarked
package org.turnpike.learning.refinement;

import org.jspecify.annotations.NullMarked;
