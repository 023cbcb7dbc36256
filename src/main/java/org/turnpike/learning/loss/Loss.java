package org.turnpike.learning.loss;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

/** The loss of one sample as an expression of its output and target. */
public enum Loss {
    SQUARED("squared"),
    DISTANCE("distance"),
    ABSOLUTE("absolute"),
    LOGISTIC("logistic"),
    CROSS_ENTROPY("cross-entropy");

    private final String label;

    Loss(String label) {
        this.label = label;
    }

    /** How it is written in problem files. */
    public String label() {
        return label;
    }

    /** Whether the loss is differentiable everywhere. */
    public boolean smooth() {
        return this != DISTANCE && this != ABSOLUTE;
    }

    /** Whether zero loss is attained exactly where output and target are equal. */
    public boolean vanishesAtTarget() {
        return this == SQUARED || this == DISTANCE || this == ABSOLUTE;
    }

    /** The loss; for plotting and evaluation also where it is not smooth. */
    public Expression of(ExpressionGraph graph, List<? extends Expression> output, List<Variable> target) {
        return switch (this) {
            case SQUARED -> squares(graph, output, target);
            case DISTANCE -> graph.apply(UnaryFunction.SQRT, squares(graph, output, target));
            case ABSOLUTE ->
                graph.sum(differences(graph, output, target).stream()
                        .map(e -> graph.apply(UnaryFunction.ABS, e))
                        .toList());
            case LOGISTIC -> softplus(graph, graph.negate(graph.multiply(target.get(0), output.get(0))));
            case CROSS_ENTROPY -> crossEntropy(graph, output, target);
        };
    }

    /** z − y. */
    public static List<Expression> differences(
            ExpressionGraph graph, List<? extends Expression> output, List<Variable> target) {
        List<Expression> result = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            result.add(graph.subtract(output.get(i), target.get(i)));
        }
        return result;
    }

    private static Expression squares(ExpressionGraph graph, List<? extends Expression> output, List<Variable> target) {
        return graph.sum(differences(graph, output, target).stream()
                .map(e -> graph.power(e, graph.constant(2)))
                .toList());
    }

    /** log Σ e^{z_c} − Σ y_c z_c, the sum folded as log(e^a + e^b) = a + log(1 + e^{b − a}), which cannot overflow. */
    private static Expression crossEntropy(
            ExpressionGraph graph, List<? extends Expression> output, List<Variable> target) {
        Expression total = output.get(0);
        Expression chosen = graph.multiply(target.get(0), output.get(0));
        for (int c = 1; c < output.size(); c++) {
            total = graph.add(total, softplus(graph, graph.subtract(output.get(c), total)));
            chosen = graph.add(chosen, graph.multiply(target.get(c), output.get(c)));
        }
        return graph.subtract(total, chosen);
    }

    /** log(1 + e^s) = s/2 + log(2 cosh(s/2)). */
    private static Expression softplus(ExpressionGraph graph, Expression s) {
        Expression half = graph.multiply(graph.constant(0.5), s);
        return graph.add(
                half,
                graph.apply(
                        UnaryFunction.LOG, graph.multiply(graph.constant(2), graph.apply(UnaryFunction.COSH, half))));
    }

    /** softmax(z) as 1/Σ e^{z_j − z_c}: an overflow gives 0. */
    public static List<Expression> softmax(ExpressionGraph graph, List<? extends Expression> z) {
        List<Expression> result = new ArrayList<>();
        for (int c = 0; c < z.size(); c++) {
            Expression sum = graph.constant(0);
            for (Expression other : z) {
                sum = graph.add(sum, graph.apply(UnaryFunction.EXP, graph.subtract(other, z.get(c))));
            }
            result.add(graph.divide(graph.constant(1), sum));
        }
        return result;
    }
}
