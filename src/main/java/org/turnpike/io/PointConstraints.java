package org.turnpike.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Elaborator;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Functions;
import org.turnpike.expression.Parser;
import org.turnpike.expression.Syntax;
import org.turnpike.expression.SyntaxException;

/**
 * Reads {@code points}: constraints on states at times inside the horizon, such as {@code x(0.75) == 0.9}. The horizon is cut there
 * into phases {@code part1}, {@code part2}, … that continue one another, and x(0.75) is {@code part1.x(end)}; so the costate may
 * jump, p(t⁻) − p(t⁺) = νᵀ ∂g/∂x(t) with ν the constraint's multiplier.
 */
final class PointConstraints {
    /** Where a constraint is written, and what it says in terms of phases. */
    record Rewritten(Field field, Syntax.Chain chain) {}

    private final Formulas formulas;
    private final List<Field> fields;
    private final List<Syntax.Chain> chains = new ArrayList<>();
    private final TreeSet<Double> times = new TreeSet<>();

    /** @param formulas that know the constants */
    PointConstraints(Field points, Formulas formulas) {
        this.formulas = formulas;
        this.fields = points.items("a list of constraints, as in [\"x(0.75) == 0.9\"]");
        for (Field field : fields) {
            try {
                Syntax.Chain chain = Parser.parseConstraint(
                        field.scalar("a constraint, as in x(0.75) == 0.9").text());
                chains.add(chain);
                int before = times.size();
                for (Syntax operand : chain.operands()) {
                    rewritten(operand, true);
                }
                if (times.size() == before && !speaksOfPoint(chain)) {
                    throw new SyntaxException(
                            "this names no time inside the horizon, as x(0.75) does; it belongs under boundary or path",
                            chain.from(),
                            chain.to());
                }
            } catch (SyntaxException e) {
                throw field.error(e.from(), e.to(), e.getMessage());
            }
        }
    }

    /** The names of the parts. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= times.size() + 1; i++) {
            names.add("part" + i);
        }
        return names;
    }

    /** What the parts say themselves: where each ends, but for the last, whose end is the horizon's. */
    List<Node.Mapping> trees(Field time) {
        List<Node.Mapping> trees = new ArrayList<>();
        for (double end : times) {
            Node.Location location = location(time);
            Node.Entry value = new Node.Entry(location, PhaseTree.number(end, location));
            Node.Mapping horizon = new Node.Mapping(new LinkedHashMap<>(Map.of("end", value)), location, 2, 1);
            trees.add(new Node.Mapping(
                    new LinkedHashMap<>(Map.of("time", new Node.Entry(location, horizon))), location, 3, 2));
        }
        trees.add(Node.Mapping.empty(location(time)));
        return trees;
    }

    private static Node.Location location(Field field) {
        return field.mapping("a mapping such as {start: 0, end: 1}").location();
    }

    /** The constraints in terms of the parts. */
    List<Rewritten> constraints() {
        List<Rewritten> result = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            Syntax.Chain chain = chains.get(i);
            List<Syntax> operands = new ArrayList<>();
            for (Syntax operand : chain.operands()) {
                operands.add(rewritten(operand, false));
            }
            result.add(new Rewritten(
                    fields.get(i), new Syntax.Chain(operands, chain.comparisons(), chain.from(), chain.to())));
        }
        return result;
    }

    /** Refuses times at or beyond an end that is a number. */
    void requireInside(double start, double end) {
        for (int i = 0; i < chains.size(); i++) {
            for (Syntax operand : chains.get(i).operands()) {
                requireInside(fields.get(i), operand, start, end);
            }
        }
    }

    private void requireInside(Field field, Syntax syntax, double start, double end) {
        if (syntax instanceof Syntax.Call c && isPoint(c)) {
            double t = time(c);
            if (!(t > start && t < end)) {
                throw field.error(
                        c.from(),
                        c.to(),
                        "the time " + Decimal.print(t) + " is not inside the horizon from " + Decimal.print(start)
                                + " to " + Decimal.print(end) + "; a value at an end is written "
                                + c.function() + "(start) or " + c.function() + "(end)");
            }
        }
        children(syntax).forEach(child -> requireInside(field, child, start, end));
    }

    private static boolean speaksOfPoint(Syntax syntax) {
        return syntax instanceof Syntax.Call c && isPoint(c)
                || children(syntax).stream().anyMatch(PointConstraints::speaksOfPoint);
    }

    private static List<Syntax> children(Syntax syntax) {
        if (syntax instanceof Syntax.Negation n) {
            return List.of(n.operand());
        } else if (syntax instanceof Syntax.Operation o) {
            return List.of(o.left(), o.right());
        } else if (syntax instanceof Syntax.Chain c) {
            return c.operands();
        } else if (syntax instanceof Syntax.Call c) {
            return c.arguments();
        }
        return List.of();
    }

    /** Whether a call such as x(0.75) is a value at a time. */
    private static boolean isPoint(Syntax.Call call) {
        return !Functions.isFunction(call.function())
                && Elaborator.end(call) == null
                && call.arguments().size() == 1;
    }

    private double time(Syntax.Call call) {
        Syntax argument = call.arguments().get(0);
        Expression value = formulas.quantity(argument, Place.CONSTANT).scalar();
        if (value instanceof Constant c && Double.isFinite(c.value())) {
            return c.value();
        }
        throw new SyntaxException("expected a time that is a number", argument.from(), argument.to());
    }

    /** The syntax with values at times replaced by values at ends of parts. */
    private Syntax rewritten(Syntax syntax, boolean collect) {
        if (syntax instanceof Syntax.Negation n) {
            return new Syntax.Negation(rewritten(n.operand(), collect), n.from(), n.to());
        } else if (syntax instanceof Syntax.Operation o) {
            return new Syntax.Operation(
                    o.operator(), rewritten(o.left(), collect), rewritten(o.right(), collect), o.from(), o.to());
        } else if (syntax instanceof Syntax.Call c && isPoint(c)) {
            double time = time(c);
            if (collect) {
                times.add(time);
                return c;
            }
            String part = "part" + (times.headSet(time).size() + 1);
            Syntax end = new Syntax.Name("end", c.from(), c.to());
            return new Syntax.Call(part + "." + c.function(), List.of(end), c.from(), c.to());
        } else if (syntax instanceof Syntax.Call c) {
            List<Syntax> arguments = new ArrayList<>();
            c.arguments().forEach(a -> arguments.add(rewritten(a, collect)));
            return new Syntax.Call(c.function(), arguments, c.from(), c.to());
        }
        return syntax;
    }
}
