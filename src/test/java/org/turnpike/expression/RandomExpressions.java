package org.turnpike.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded random expressions that are smooth and defined on [0.2, 1.5]ⁿ, of a given number of operations. */
public final class RandomExpressions {
    private final ExpressionGraph graph;
    private final List<Variable> variables;
    private final Random random;

    public RandomExpressions(ExpressionGraph graph, List<Variable> variables, long seed) {
        this.graph = graph;
        this.variables = variables;
        this.random = new Random(seed);
    }

    /** One expression of about {@code operations} operations, with shared subexpressions. */
    public Expression next(int operations) {
        List<Expression> pool = new ArrayList<>(variables);
        pool.add(graph.constant(1 + random.nextInt(5)));
        pool.add(graph.constant(random.nextDouble()));
        for (int i = 0; i < operations; i++) {
            pool.add(step(pool));
        }
        Expression total = graph.constant(0);
        for (int i = Math.max(0, pool.size() - 6); i < pool.size(); i++) {
            total = graph.add(total, pool.get(i));
        }
        return total;
    }

    private Expression step(List<Expression> pool) {
        Expression a = pool.get(random.nextInt(pool.size()));
        Expression b = pool.get(pool.size() - 1 - random.nextInt(Math.min(4, pool.size())));
        return switch (random.nextInt(16)) {
            case 0 -> graph.apply(UnaryFunction.SIN, a);
            case 1 -> graph.apply(UnaryFunction.COS, b);
            case 2 -> graph.apply(UnaryFunction.TANH, a);
            case 3 -> graph.apply(UnaryFunction.EXP, graph.apply(UnaryFunction.SIN, b));
            case 4 -> graph.apply(UnaryFunction.LOG, graph.add(graph.constant(1.5), square(a)));
            case 5 -> graph.apply(UnaryFunction.SQRT, graph.add(graph.constant(0.5), square(b)));
            case 6 -> graph.divide(a, graph.add(graph.constant(2), graph.apply(UnaryFunction.COS, b)));
            case 7 -> graph.apply(UnaryFunction.ATAN, graph.multiply(a, b));
            case 8 ->
                graph.power(
                        graph.add(graph.constant(1), square(graph.apply(UnaryFunction.TANH, a))), graph.constant(1.7));
            case 9 -> graph.power(graph.apply(UnaryFunction.TANH, b), graph.constant(2 + random.nextInt(4)));
            case 10 ->
                graph.apply(BinaryFunction.ATAN2, a, graph.add(graph.constant(3), graph.apply(UnaryFunction.SIN, b)));
            case 11 -> graph.negate(graph.apply(UnaryFunction.SIN, a));
            case 12 -> graph.subtract(a, b);
            case 13 -> graph.multiply(graph.apply(UnaryFunction.TANH, a), b);
            case 14 ->
                graph.apply(UnaryFunction.ASIN, graph.multiply(graph.constant(0.5), graph.apply(UnaryFunction.SIN, b)));
            default -> graph.add(graph.apply(UnaryFunction.TANH, a), graph.apply(UnaryFunction.COS, b));
        };
    }

    private Expression square(Expression a) {
        return graph.power(a, graph.constant(2));
    }
}
