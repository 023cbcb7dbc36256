package org.turnpike.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Binary;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Interval;
import org.turnpike.expression.IntervalEvaluator;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

/**
 * Finds the nonsmooth terms of expressions. Terms whose branch the bounds decide are replaced by that branch (|e| = e where
 * e ≥ 0); each of the others by a symbol, innermost first.
 */
final class NonsmoothTerms {
    private final ExpressionGraph graph;
    private final IntervalEvaluator intervals;
    private final boolean tight;
    private final Map<Expression, Expression> image = new HashMap<>();
    private final Map<Variable, NonsmoothTerm> terms = new LinkedHashMap<>();
    private final Map<List<Object>, Variable> symbols = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    /**
     * @param tight whether symbols obey both bounds of their terms (they are then bounded so in the problem), or only the one that
     *     the inequality for them implies
     */
    NonsmoothTerms(
            ExpressionGraph graph,
            IntervalEvaluator intervals,
            boolean tight,
            Collection<? extends Expression> expressions) {
        this.graph = graph;
        this.intervals = intervals;
        this.tight = tight;
        Tape tape = Tape.of(expressions);
        for (int i = 0; i < tape.size(); i++) {
            Expression node = tape.node(i);
            image.put(node, replace(node));
        }
    }

    /** The expression with its nonsmooth terms replaced. */
    Expression image(Expression e) {
        @Nullable Expression replaced = image.get(e);
        if (replaced == null) {
            throw new IllegalArgumentException("unknown expression " + e);
        }
        return replaced;
    }

    /** The terms by symbol, inner ones first. */
    Map<Variable, NonsmoothTerm> bySymbol() {
        return terms;
    }

    private Expression replace(Expression node) {
        if (node instanceof Unary u) {
            Expression a = image(u.operand());
            return switch (u.function()) {
                case ABS -> absolute(u, a);
                case SIGN -> sign(u, a);
                case SQRT -> root(u, a);
                default -> graph.again(u, a);
            };
        }
        if (node instanceof Binary b) {
            Expression left = image(b.left());
            Expression right = image(b.right());
            return switch (b.function()) {
                case MAXIMUM, MINIMUM -> larger(b, left, right);
                case POWER -> power(left, right);
                default -> graph.apply(b.function(), left, right);
            };
        }
        return node;
    }

    /** |e|ⁿ = eⁿ for even n. */
    private Expression power(Expression base, Expression exponent) {
        @Nullable NonsmoothTerm term = base instanceof Variable v ? terms.get(v) : null;
        boolean even = exponent instanceof Constant c && c.value() % 2 == 0;
        return term != null && term.kind() == NonsmoothTerm.Kind.ABSOLUTE && even
                ? graph.power(term.first(), exponent)
                : graph.power(base, exponent);
    }

    private Expression absolute(Expression original, Expression e) {
        Interval values = intervals.interval(e);
        if (values.isNonNegative()) {
            return e;
        }
        if (values.isNonPositive()) {
            return graph.negate(e);
        }
        Interval magnitude = new Interval(0, Math.max(-values.lower(), values.upper()));
        return symbol(NonsmoothTerm.Kind.ABSOLUTE, original, e, e, magnitude);
    }

    private Expression sign(Expression original, Expression e) {
        Interval values = intervals.interval(e);
        if (values.lower() > 0) {
            return graph.constant(1);
        }
        if (values.upper() < 0) {
            return graph.constant(-1);
        }
        return symbol(NonsmoothTerm.Kind.SIGN, original, e, e, new Interval(-1, 1));
    }

    private Expression larger(Binary original, Expression a, Expression b) {
        boolean maximum = original.function() == BinaryFunction.MAXIMUM;
        if (a == b) {
            return a;
        }
        Interval difference = intervals.interval(graph.subtract(a, b));
        if (difference.isNonNegative()) {
            return maximum ? a : b;
        }
        if (difference.isNonPositive()) {
            return maximum ? b : a;
        }
        Interval values = intervals.interval(graph.apply(original.function(), a, b));
        NonsmoothTerm.Kind kind = maximum ? NonsmoothTerm.Kind.MAXIMUM : NonsmoothTerm.Kind.MINIMUM;
        // a constant goes last: the term is then that constant plus an auxiliary
        return a instanceof Constant ? symbol(kind, original, b, a, values) : symbol(kind, original, a, b, values);
    }

    private Expression root(Expression original, Expression argument) {
        Interval values = intervals.interval(argument);
        if (values.lower() > 0 || argument instanceof Constant || !isSumOfSquares(argument)) {
            return graph.apply(UnaryFunction.SQRT, argument);
        }
        double factor = 1;
        Expression square = argument;
        if (square instanceof Binary m && m.function() == BinaryFunction.MULTIPLY && m.left() instanceof Constant c) {
            factor = Math.sqrt(c.value());
            square = m.right();
        }
        if (square instanceof Binary p && p.function() == BinaryFunction.POWER && p.right() instanceof Constant n) {
            // sqrt(c e^(2k)) = sqrt(c) |e|^k
            Expression half = graph.constant(n.value() / 2);
            Expression magnitude = n.value() % 4 == 0
                    ? graph.power(p.left(), half)
                    : graph.power(absolute(graph.apply(UnaryFunction.ABS, p.left()), p.left()), half);
            return graph.multiply(graph.constant(factor), magnitude);
        }
        Interval magnitudes =
                new Interval(Math.sqrt(Math.max(0, values.lower())), Math.sqrt(Math.max(0, values.upper())));
        return symbol(NonsmoothTerm.Kind.NORM, original, argument, argument, magnitudes);
    }

    /** Whether e is a sum of even powers, products of such, and positive multiples of them. */
    private static boolean isSumOfSquares(Expression e) {
        List<Expression> pending = new ArrayList<>(List.of(e));
        while (!pending.isEmpty()) {
            Expression part = pending.remove(pending.size() - 1);
            if (part instanceof Constant c && c.value() >= 0) {
                continue;
            }
            if (!(part instanceof Binary b)) {
                return false;
            }
            boolean even = b.right() instanceof Constant n && n.value() > 0 && n.value() % 2 == 0;
            if (b.function() == BinaryFunction.POWER && even) {
                continue;
            }
            boolean quotient =
                    b.function() == BinaryFunction.DIVIDE && b.right() instanceof Constant d && d.value() > 0;
            if (b.function() == BinaryFunction.ADD || b.function() == BinaryFunction.MULTIPLY) {
                pending.add(b.right());
            } else if (!quotient) {
                return false;
            }
            pending.add(b.left());
        }
        return true;
    }

    private Expression symbol(
            NonsmoothTerm.Kind kind, Expression original, Expression first, Expression second, Interval values) {
        List<Object> key = List.of(kind, first, second);
        @Nullable Variable known = symbols.get(key);
        if (known != null) {
            return known;
        }
        String text = original instanceof Unary u && u.function() == UnaryFunction.ABS
                ? "|" + u.operand() + "|"
                : original.toString();
        String name = text;
        for (int i = 2; !names.add(name); i++) {
            name = text + " #" + i;
        }
        Variable symbol = graph.variable(name);
        symbols.put(key, symbol);
        terms.put(symbol, new NonsmoothTerm(kind, original, first, second, symbol, values));
        Interval loose = kind == NonsmoothTerm.Kind.MINIMUM
                ? new Interval(Double.NEGATIVE_INFINITY, values.upper())
                : new Interval(values.lower(), Double.POSITIVE_INFINITY);
        intervals.define(symbol, tight || kind == NonsmoothTerm.Kind.SIGN ? values : loose);
        return symbol;
    }
}
