/**
 * The optimal-control problem as immutable records: what is to be solved, free of how.
 *
 * <p>The Bolza problem with free end times, parameters, path, boundary and integral constraints; see
 * {@link org.turnpike.problem.OptimalControlProblem} for the formulas.
 *
 * <p>Before it is solved, a problem is checked for proofs of infeasibility ({@link org.turnpike.problem.FeasibilityPrecheck}) and for
 * undefined values at its guess ({@link org.turnpike.problem.UndefinedAtGuess}), and freed of nonsmooth terms
 * ({@link org.turnpike.problem.NonsmoothReformulation}), for instance
 *
 * <pre>
 *   min ∫ |u| dt   ⇔   min ∫ u + 2v dt   subject to   v ≥ 0,  u + v ≥ 0
 * </pre>
 *
 * <p>Sequences of phases ({@link org.turnpike.problem.MultiphaseProblem}) become one problem of one phase
 * ({@link org.turnpike.problem.StackedProblem}).
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718577">Betts: Practical Methods for Optimal Control, 2nd ed., chapter 4</a>
 */
@NullMarked
package org.turnpike.problem;

import org.jspecify.annotations.NullMarked;
