/**
 * Expressions: parsing, simplification, exact derivatives.
 *
 * <p>An {@link org.turnpike.expression.ExpressionGraph} holds each distinct subexpression once. Gradients come from reverse
 * accumulation over the graph, ∂L/∂v = Σ (∂L/∂w)(∂w/∂v) over the users w of v; second derivatives differentiate the gradient
 * once more, so that a Hessian costs a small multiple of the function.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898717761">Griewank, Walther: Evaluating Derivatives, 2nd ed., chapters 3 and 7</a>
 */
@NullMarked
package org.turnpike.expression;

import org.jspecify.annotations.NullMarked;
