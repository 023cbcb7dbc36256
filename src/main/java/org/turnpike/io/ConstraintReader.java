package org.turnpike.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Parser;
import org.turnpike.expression.Quantity;
import org.turnpike.expression.Syntax;
import org.turnpike.expression.Syntax.Comparison;
import org.turnpike.expression.SyntaxException;
import org.turnpike.problem.Range;

/**
 * Turns the text of a constraint into functions and their ranges: {@code 0 <= x + u <= 1} is x + u in [0, 1], and
 * {@code x <= 2*y} is x − 2y in (−∞, 0]. A chain whose outer sides are not constant is one constraint for each comparison;
 * one between vectors is one for each component.
 */
final class ConstraintReader {
    /** lower ≤ function ≤ upper. */
    record Constraint(String name, Expression function, Range range) {}

    private final ExpressionGraph graph;
    private final Function<Syntax, Quantity> meaning;

    ConstraintReader(Formulas formulas, Place place) {
        this(formulas.graph(), syntax -> formulas.quantity(syntax, place));
    }

    /** @param meaning of the operands in {@code graph}; throws SyntaxException */
    ConstraintReader(ExpressionGraph graph, Function<Syntax, Quantity> meaning) {
        this.graph = graph;
        this.meaning = meaning;
    }

    /** The constraints of a list; those that hold whatever the unknowns are dropped. */
    List<Constraint> read(Field list) {
        List<Constraint> constraints = new ArrayList<>();
        for (Field item : list.items("a list of constraints, as in [\"x <= 1\"]")) {
            one(item, constraints);
        }
        return constraints;
    }

    /** The constraints of a field whose text stands for another chain at the same places of the text. */
    List<Constraint> read(Field field, Syntax.Chain chain) {
        List<Constraint> constraints = new ArrayList<>();
        one(field, chain, constraints);
        return constraints;
    }

    private void one(Field field, List<Constraint> constraints) {
        Node.Scalar scalar = field.scalar("a constraint, as in x <= 1");
        try {
            one(field, Parser.parseConstraint(scalar.text()), constraints);
        } catch (SyntaxException e) {
            throw field.error(e.from(), e.to(), e.getMessage() + Formulas.flowHint(scalar, e));
        }
    }

    private void one(Field field, Syntax.Chain chain, List<Constraint> constraints) {
        Node.Scalar scalar = field.scalar("a constraint, as in x <= 1");
        try {
            requireOneDirection(chain);
            chain(scalar.text(), chain, constraints);
        } catch (SyntaxException e) {
            throw field.error(e.from(), e.to(), e.getMessage() + Formulas.flowHint(scalar, e));
        }
    }

    private static void requireOneDirection(Syntax.Chain chain) {
        boolean less = chain.comparisons().contains(Comparison.LESS_OR_EQUAL);
        boolean greater = chain.comparisons().contains(Comparison.GREATER_OR_EQUAL);
        if (less && greater) {
            throw new SyntaxException(
                    "the comparisons of a chain must point one way, as in 0 <= x <= 1", chain.from(), chain.to());
        }
    }

    private void chain(String text, Syntax.Chain chain, List<Constraint> constraints) {
        List<Syntax> operands = chain.operands();
        List<Quantity> values = new ArrayList<>();
        for (Syntax operand : operands) {
            values.add(meaning.apply(operand));
        }
        int n = chain.comparisons().size();
        for (int k = 0; k < n; k++) {
            Part part = part(text, operands.get(k), operands.get(k + 1));
            boolean merges = k + 1 < n && isConstant(values.get(k)) && isConstant(values.get(k + 2));
            if (merges) {
                part = part(text, operands.get(k), operands.get(k + 2));
                add(part, values.subList(k, k + 3), chain.comparisons().subList(k, k + 2), constraints);
                k++;
            } else {
                add(part, values.subList(k, k + 2), chain.comparisons().subList(k, k + 1), constraints);
            }
        }
    }

    /** A part of a chain and where it stands. */
    private record Part(String text, int from, int to) {}

    private static Part part(String text, Syntax first, Syntax last) {
        return new Part(text.substring(first.from(), last.to()), first.from(), last.to());
    }

    private static boolean isConstant(Quantity q) {
        for (Expression e : q.components()) {
            if (!(e instanceof Constant)) {
                return false;
            }
        }
        return true;
    }

    private void add(Part part, List<Quantity> values, List<Comparison> comparisons, List<Constraint> constraints) {
        int size = 1;
        boolean vector = false;
        for (Quantity value : values) {
            if (value.isVector()) {
                if (vector && value.size() != size) {
                    throw new SyntaxException(
                            "vectors of different lengths, " + size + " and " + value.size(), part.from(), part.to());
                }
                vector = true;
                size = value.size();
            }
        }
        for (int i = 0; i < size; i++) {
            List<Expression> sides = new ArrayList<>();
            for (Quantity value : values) {
                sides.add(value.components().get(value.isVector() ? i : 0));
            }
            String name = vector ? part.text() + " [" + (i + 1) + "]" : part.text();
            scalar(part, name, sides, comparisons, constraints);
        }
    }

    private void scalar(
            Part part,
            String name,
            List<Expression> sides,
            List<Comparison> comparisons,
            List<Constraint> constraints) {
        Expression left = sides.get(0);
        Expression middle = sides.get(1);
        Expression function;
        Range range;
        if (sides.size() == 3) {
            function = middle;
            range = bounds(part, comparisons, (Constant) left, (Constant) sides.get(2));
        } else if (middle instanceof Constant c) {
            function = left;
            range = side(comparisons.get(0), c.value());
        } else if (left instanceof Constant c) {
            function = middle;
            range = side(flipped(comparisons.get(0)), c.value());
        } else {
            function = graph.subtract(left, middle);
            range = side(comparisons.get(0), 0);
        }
        if (function instanceof Constant c) {
            requireTrue(part, c.value(), range);
        } else {
            constraints.add(new Constraint(name, function, range));
        }
    }

    private static Range bounds(Part part, List<Comparison> comparisons, Constant left, Constant right) {
        Range first = side(flipped(comparisons.get(0)), left.value());
        Range second = side(comparisons.get(1), right.value());
        Range both = first.intersect(second);
        if (both == null) {
            throw new SyntaxException(
                    "no value can satisfy this: the outer sides are " + Decimal.print(left.value()) + " and "
                            + Decimal.print(right.value()),
                    part.from(),
                    part.to());
        }
        return both;
    }

    private static void requireTrue(Part part, double value, Range range) {
        // Two constants that a user computes in two ways differ by rounding; that is no contradiction.
        double slack = 1e-12 * Math.max(1, Math.abs(value));
        if (value < range.lower() - slack || value > range.upper() + slack) {
            throw new SyntaxException(
                    "this never holds, whatever the unknowns: " + part.text(), part.from(), part.to());
        }
    }

    /** Where a function may lie for {@code function comparison value}. */
    private static Range side(Comparison comparison, double value) {
        return switch (comparison) {
            case LESS_OR_EQUAL -> new Range(Double.NEGATIVE_INFINITY, value);
            case GREATER_OR_EQUAL -> new Range(value, Double.POSITIVE_INFINITY);
            case EQUAL -> Range.fixed(value);
        };
    }

    private static Comparison flipped(Comparison comparison) {
        return switch (comparison) {
            case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
            case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
            case EQUAL -> Comparison.EQUAL;
        };
    }
}
