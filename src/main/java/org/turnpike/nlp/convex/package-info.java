/**
 * Convex programs, small and dense: linear, quadratic, second-order cone programs and smooth convex objectives under
 * linear constraints
 *
 * <pre>  minimise f(x)   subject to   G x ≤ h,   A x = b,   l ≤ x ≤ u.</pre>
 *
 * <p>The minimiser is JOptimizer's (interior points). What it cannot say is computed here:
 *
 * <ul>
 *   <li>before it, infeasibility and unboundedness, each with a certificate (Farkas' lemma, by nonnegative least squares),
 *       redundant equations, and inequalities that can only hold with equality, for all of which its iteration has no path;
 *   <li>after it, multipliers by nonnegative least squares on the active set, and a Newton step on that set, by which zeros
 *       become exact zeros. A point is called optimal only if its KKT residual says so.
 * </ul>
 *
 * <p>Sources: Boyd, Vandenberghe, Convex Optimization, chapters 5 and 11; Lawson, Hanson, Solving Least Squares Problems,
 * chapter 23.
 */
@NullMarked
package org.turnpike.nlp.convex;

import org.jspecify.annotations.NullMarked;
