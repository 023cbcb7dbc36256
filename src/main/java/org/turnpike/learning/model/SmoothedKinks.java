package org.turnpike.learning.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Binary;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

/**
 * A model without its kinks: max(a, b) = (a + b + |a − b|)/2, with √((a − b)² + ε²) for |a − b|; too large by at most ε/2.
 *
 * <p>Stationary points of the smoothed problem tend to stationary points, in Clarke's sense, of the problem with kinks as ε → 0.
 *
 * @param kinked the model
 * @param epsilon ε > 0
 * @param switches from where the search for free switching times starts; empty for where the model says
 * @see <a href="https://doi.org/10.1007/s10107-012-0569-0">Chen: Smoothing methods for nonsmooth, nonconvex minimization, 2012</a>
 */
public record SmoothedKinks(Model kinked, double epsilon, double[] switches) implements Model {

    /** With the switching times as the model has them. */
    public SmoothedKinks(Model kinked, double epsilon) {
        this(kinked, epsilon, new double[0]);
    }

    @Override
    public int width(int k) {
        return kinked.width(k);
    }

    /** That of the model with its kinks. */
    @Override
    public LayerForm form(int k) {
        return kinked.form(k);
    }

    @Override
    public boolean continuous() {
        return kinked.continuous();
    }

    @Override
    public boolean homogeneous() {
        return kinked.homogeneous();
    }

    @Override
    public boolean sameLayer(int k, int l) {
        return kinked.sameLayer(k, l);
    }

    @Override
    public double penaltyWeight(int k, int j) {
        return kinked.penaltyWeight(k, j);
    }

    @Override
    public Phases phases(int layers) {
        Phases phases = kinked.phases(layers);
        return switches.length == 0 ? phases : phases.at(switches);
    }

    @Override
    public @Nullable StateMap transfer(int k) {
        return kinked.transfer(k);
    }

    @Override
    public boolean ratesOfNextWidth(int k) {
        return kinked.ratesOfNextWidth(k);
    }

    @Override
    public @Nullable StateMap passage(int k, int layers) {
        return kinked.passage(k, layers);
    }

    /** Where the model that is smoothed has its kinks: how close arguments come to them still matters. */
    @Override
    public List<Expression> kinks(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return kinked.kinks(graph, k, x, u);
    }

    @Override
    public List<Expression> layer(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        Map<Expression, Expression> known = new HashMap<>();
        return kinked.layer(graph, k, x, u).stream()
                .map(e -> smooth(graph, e, known))
                .toList();
    }

    /** Recursive, since a layer is a few operations deep. */
    private Expression smooth(ExpressionGraph graph, Expression e, Map<Expression, Expression> known) {
        Expression done = known.get(e);
        if (done != null) {
            return done;
        }
        Expression result = e;
        if (e instanceof Unary unary) {
            result = graph.apply(unary.function(), smooth(graph, unary.operand(), known));
        } else if (e instanceof Binary binary) {
            Expression a = smooth(graph, binary.left(), known);
            Expression b = smooth(graph, binary.right(), known);
            result = binary.function() == BinaryFunction.MAXIMUM
                    ? maximum(graph, a, b)
                    : graph.apply(binary.function(), a, b);
        }
        known.put(e, result);
        return result;
    }

    private Expression maximum(ExpressionGraph graph, Expression a, Expression b) {
        Expression difference = graph.subtract(a, b);
        Expression square = graph.add(graph.multiply(difference, difference), graph.constant(epsilon * epsilon));
        return graph.multiply(graph.constant(0.5), graph.add(graph.add(a, b), graph.apply(UnaryFunction.SQRT, square)));
    }
}
