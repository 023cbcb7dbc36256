package org.turnpike.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code piecewise(condition, value, …, otherwise)} as an expression: o + (v − o) σ(g), where the condition is g ≥ 0 and σ a {@link Step}.
 *
 * <ul>
 *   <li>A condition on the time alone that is affine in it jumps at a known time, where a mesh must have a node.
 *   <li>Any other condition needs {@code smoothing = w}: σ goes from 0 to 1 while g goes from −w to w.
 * </ul>
 */
final class Piecewise {
    /** Its two names, of one meaning. */
    static final List<String> NAMES = List.of("piecewise", "if");

    private static final String EXAMPLE = "piecewise(t < 1, a, b)";

    /** Relative to the time of the jump (at least 1): far above rounding, far below any interval. */
    private static final double SLACK = 1e-10;

    private final ExpressionGraph graph;
    private final Elaborator elaborator;
    private final Syntax.Call call;

    Piecewise(ExpressionGraph graph, Elaborator elaborator, Syntax.Call call) {
        this.graph = graph;
        this.elaborator = elaborator;
        this.call = call;
    }

    Expression value() {
        List<Syntax> arguments = call.arguments();
        int count = arguments.size();
        double width = 0;
        if (arguments.get(count - 1) instanceof Syntax.Chain last && isSmoothing(last)) {
            width = width(last);
            count--;
        }
        if (count < 3 || count % 2 == 0) {
            throw new SyntaxException(
                    call.function()
                            + " takes a condition, a value, perhaps further such pairs, and a value for all else, as in "
                            + EXAMPLE + "; found " + count + (count == 1 ? " argument" : " arguments"),
                    call.from(),
                    call.to());
        }
        Expression result = elaborator.scalar(arguments.get(count - 1));
        for (int i = count - 3; i >= 0; i -= 2) {
            Expression inside = elaborator.scalar(arguments.get(i + 1));
            Expression share = share(arguments.get(i), width);
            result = graph.add(result, graph.multiply(graph.subtract(inside, result), share));
        }
        return result;
    }

    private static boolean isSmoothing(Syntax.Chain chain) {
        return chain.comparisons().equals(List.of(Syntax.Comparison.EQUAL))
                && chain.operands().get(0) instanceof Syntax.Name n
                && n.name().equals("smoothing");
    }

    private double width(Syntax.Chain chain) {
        Syntax given = chain.operands().get(1);
        if (elaborator.scalar(given) instanceof Constant c && c.value() > 0) {
            return c.value();
        }
        throw new SyntaxException("the width of the smoothing must be a positive constant", given.from(), given.to());
    }

    private Expression share(Syntax condition, double width) {
        if (!(condition instanceof Syntax.Chain chain)
                || chain.comparisons().size() != 1
                || chain.comparisons().get(0) == Syntax.Comparison.EQUAL) {
            throw new SyntaxException(
                    "expected a condition with one <, <=, > or >=, as in " + EXAMPLE, condition.from(), condition.to());
        }
        Expression left = elaborator.scalar(chain.operands().get(0));
        Expression right = elaborator.scalar(chain.operands().get(1));
        boolean below = chain.comparisons().get(0) == Syntax.Comparison.LESS_OR_EQUAL;
        Expression g = below ? graph.subtract(right, left) : graph.subtract(left, right);
        if (g instanceof Constant c) {
            return graph.constant(c.value() >= 0 ? 1 : 0);
        }
        if (width > 0) {
            return graph.apply(new Step(width, 0), 0, g);
        }
        return jump(g, condition);
    }

    private Expression jump(Expression g, Syntax condition) {
        Variable time = graph.variable("t");
        @Nullable Variable other = null;
        for (Expression node : Tape.of(List.of(g)).nodes()) {
            if (node instanceof Variable v && v != time) {
                other = v;
            }
        }
        boolean affine = other == null
                && new Derivatives(graph).gradient(g, List.of(time)).get(0) instanceof Constant slope
                && slope.value() != 0;
        if (!affine) {
            String reason = other == null ? "is not linear in t" : "depends on " + other;
            throw new SyntaxException(
                    "the condition " + reason
                            + ", so it is not known when it changes and no mesh can have a node there;"
                            + " give the width of a smooth transition, as in piecewise(x < 1, a, b, smoothing = 0.01)"
                            + (other == null ? "" : ", or split the problem into phases"),
                    condition.from(),
                    condition.to());
        }
        double[] value = new double[1];
        Interpreter interpreter = new Interpreter(List.of(g), List.of(time));
        interpreter.evaluate(new double[] {0}, value);
        double atZero = value[0];
        interpreter.evaluate(new double[] {1}, value);
        double slope = value[0] - atZero;
        double jump = -atZero / slope;
        Expression after = graph.apply(
                new Step(0, SLACK * Math.max(1, Math.abs(jump))), 0, graph.subtract(time, graph.constant(jump)));
        return slope > 0 ? after : graph.subtract(graph.constant(1), after);
    }
}
