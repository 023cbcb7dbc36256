package org.turnpike.expression;

import java.util.List;

/**
 * What the {@link Parser} reads, before names mean anything. Every node knows where it stands in the text.
 *
 * <p>{@code from} and {@code to} are offsets of characters: the node's text is {@code text.substring(from, to)}.
 */
public sealed interface Syntax {
    int from();

    int to();

    /** A literal number. */
    record Number(double value, int from, int to) implements Syntax {}

    /** A name: {@code v}. */
    record Name(String name, int from, int to) implements Syntax {}

    /** A component of a vector, counted from 1: {@code x[2]}. */
    record Component(String name, Syntax index, int from, int to) implements Syntax {}

    /** A function, or a value at an end: {@code sin(x)}, {@code norm(a, b)}, {@code x(end)}, {@code x[2](start)} has name {@code x[2]}. */
    record Call(String function, List<Syntax> arguments, int from, int to) implements Syntax {}

    /** Unary minus. */
    record Negation(Syntax operand, int from, int to) implements Syntax {}

    /** One of + - * / ^. */
    record Operation(char operator, Syntax left, Syntax right, int from, int to) implements Syntax {}

    /**
     * A constraint: one comparison or a chain of them, such as {@code 0 <= x + u <= 1}.
     *
     * @param operands one more than comparisons
     */
    record Chain(List<Syntax> operands, List<Comparison> comparisons, int from, int to) implements Syntax {}

    /** How two sides are compared. Strict inequalities are refused by the parser with a hint. */
    enum Comparison {
        LESS_OR_EQUAL,
        GREATER_OR_EQUAL,
        EQUAL
    }
}
