package org.turnpike.expression;

/**
 * A real-valued expression: a node of a directed acyclic graph whose nodes are unique within their
 * {@link ExpressionGraph} (structurally equal means identical, so common subexpressions are shared by construction).
 *
 * <p>Every node's {@link #id()} is larger than those of its operands: ascending ids are an evaluation order, and no
 * algorithm needs recursion.
 */
public sealed interface Expression permits Constant, Variable, Unary, Binary {
    /** Position in the graph's order of creation; operands have smaller ids. */
    int id();

    /** Whether this is the constant {@code value}. */
    default boolean is(double value) {
        return this instanceof Constant c && c.value() == value;
    }
}
