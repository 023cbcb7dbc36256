package org.turnpike.expression;

import java.util.List;
import java.util.Random;

/** Seeded random expressions over all functions of the package, defined or not, for properties that must hold whatever the expression. */
public final class RandomFormulas {
    private static final double[] EXPONENTS = {-3, -2, -1, -0.5, 0.5, 1.5, 2, 3, 4};

    private RandomFormulas() {}

    /** An expression of at most {@code operations} operations. */
    public static Expression draw(ExpressionGraph graph, List<Variable> variables, int operations, Random random) {
        if (operations == 0) {
            return random.nextInt(4) == 0
                    ? graph.constant(random.nextInt(9) - 4)
                    : variables.get(random.nextInt(variables.size()));
        }
        if (random.nextInt(5) < 2) {
            UnaryFunction[] functions = java.util.Arrays.stream(UnaryFunction.values())
                    .filter(function -> function != UnaryFunction.CURVE)
                    .toArray(UnaryFunction[]::new);
            UnaryFunction function = functions[random.nextInt(functions.length)];
            return graph.apply(function, draw(graph, variables, operations - 1, random));
        }
        BinaryFunction[] functions = BinaryFunction.values();
        BinaryFunction function = functions[random.nextInt(functions.length)];
        int leftOperations = random.nextInt(operations);
        Expression left = draw(graph, variables, leftOperations, random);
        if (function == BinaryFunction.POWER && random.nextInt(4) > 0) {
            return graph.power(left, graph.constant(EXPONENTS[random.nextInt(EXPONENTS.length)]));
        }
        return graph.apply(function, left, draw(graph, variables, operations - 1 - leftOperations, random));
    }
}
