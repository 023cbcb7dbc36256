package org.turnpike.learning.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.UnaryFunction;

/** σ, applied componentwise. */
public enum Activation {
    TANH,
    /** max(x, 0); not differentiable at 0. */
    RELU,
    /** x for x &gt; 0, x/100 else; not differentiable at 0. */
    LEAKY_RELU,
    IDENTITY,
    /** 1/(1 + e^{−x}), written with tanh so that it cannot overflow. */
    SIGMOID,
    SIN,
    ATAN;

    /** The slope of the leaky ReLU for x < 0. */
    public static final double LEAK = 0.01;

    /** How it is written in problem files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether σ is continuously differentiable. */
    public boolean smooth() {
        return this != RELU && this != LEAKY_RELU;
    }

    /** Whether σ(αx) = ασ(x) for α &gt; 0. */
    public boolean positivelyHomogeneous() {
        return this == RELU || this == LEAKY_RELU || this == IDENTITY;
    }

    /** σ(x). */
    public Expression of(ExpressionGraph graph, Expression x) {
        return switch (this) {
            case TANH -> graph.apply(UnaryFunction.TANH, x);
            case RELU -> graph.apply(BinaryFunction.MAXIMUM, x, graph.constant(0));
            case LEAKY_RELU -> graph.apply(BinaryFunction.MAXIMUM, x, graph.multiply(graph.constant(LEAK), x));
            case IDENTITY -> x;
            case SIGMOID ->
                graph.multiply(
                        graph.constant(0.5),
                        graph.add(
                                graph.constant(1),
                                graph.apply(UnaryFunction.TANH, graph.multiply(graph.constant(0.5), x))));
            case SIN -> graph.apply(UnaryFunction.SIN, x);
            case ATAN -> graph.apply(UnaryFunction.ATAN, x);
        };
    }

    /** σ(x) as a number. */
    public double value(double x) {
        return switch (this) {
            case TANH -> Math.tanh(x);
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> Math.max(x, LEAK * x);
            case IDENTITY -> x;
            case SIGMOID -> 0.5 + 0.5 * Math.tanh(0.5 * x);
            case SIN -> Math.sin(x);
            case ATAN -> Math.atan(x);
        };
    }

    /** The least L with |σ(x) − σ(y)| ≤ L |x − y|. */
    public double lipschitz() {
        return this == SIGMOID ? 0.25 : 1;
    }

    /** σ of each component. */
    public List<Expression> of(ExpressionGraph graph, List<? extends Expression> x) {
        List<Expression> result = new ArrayList<>();
        for (Expression component : x) {
            result.add(of(graph, component));
        }
        return result;
    }
}
