/**
 * Ipopt, the interior-point filter line-search method, called through JNA.
 *
 * <p>For the slacked problem min f(x) s.t. c(x) = 0, x ≥ 0 it solves a sequence of barrier problems
 *
 * <pre>  min  f(x) − μ Σ ln xᵢ   s.t.  c(x) = 0,        μ → 0,</pre>
 *
 * by Newton's method on the primal–dual equations
 *
 * <pre>  ∇f(x) + ∇c(x) λ − z = 0,   c(x) = 0,   xᵢ zᵢ = μ.</pre>
 *
 * <p>Multipliers have the signs of {@link org.turnpike.nlp.Multipliers}; Ipopt uses the same ones.
 *
 * <p>Two families of the library are in use, and one binding serves both. Until 3.13 the C type {@code Bool} is an
 * {@code int}, from 3.14 on it is a byte: results are read as bytes, {@code new_x} and {@code new_lambda} too, and callbacks
 * answer an int that is 0 or 1. The library is opened with local symbols, so that a second library that brings another Ipopt
 * into the process does not mix with it. Before 3.14 only one solve runs at a time in a process.
 *
 * @see <a href="https://doi.org/10.1007/s10107-004-0559-y">Wächter, Biegler: On the implementation of an interior-point filter
 *     line-search algorithm for large-scale nonlinear programming, Math. Program. 106 (2006)</a>
 * @see <a href="https://coin-or.github.io/Ipopt/INTERFACES.html">Ipopt's C interface</a>
 */
@NullMarked
package org.turnpike.nlp.ipopt;

import org.jspecify.annotations.NullMarked;
