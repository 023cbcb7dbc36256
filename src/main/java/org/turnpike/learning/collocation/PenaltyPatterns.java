package org.turnpike.learning.collocation;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.TrainingTask;

/**
 * The patterns of the penalty of a layer: Σ ω_j u_j² and its relatives, ω the model's penalty weights; times τ where the duration of
 * the phase is an unknown.
 */
final class PenaltyPatterns {
    private final LayerPatterns patterns;
    private final TrainingTask task;
    private final ExpressionGraph graph;

    PenaltyPatterns(LayerPatterns patterns) {
        this.patterns = patterns;
        task = patterns.task;
        graph = patterns.graph;
    }

    /** |u|² over u. */
    Pattern squaredNorm(int controls) {
        List<Variable> u = patterns.variables("u", controls);
        return new Pattern(graph, u, List.of(), List.of(patterns.squares(u)));
    }

    /** Σ ω_j u_j² over u, ω the penalty weights of layer k. */
    Pattern weightedNorm(int k) {
        List<Variable> u = patterns.variables("u", task.model().controls(k));
        return new Pattern(graph, u, List.of(), List.of(weightedSquares(k, u, u)));
    }

    /** ∫|u|² over a layer of unit length: Σ ω_j u_j², times τ, over [u, (τ)]. */
    Pattern penalty(int k) {
        List<Variable> u = patterns.variables("u", task.model().controls(k));
        List<Variable> unknowns = new ArrayList<>(u);
        Expression value = weightedSquares(k, u, u);
        if (patterns.freeDurations) {
            unknowns.add(patterns.duration);
            value = graph.multiply(patterns.duration, value);
        }
        return new Pattern(graph, unknowns, List.of(), List.of(value));
    }

    /** Σ ω_j a_j b_j. */
    private Expression weightedSquares(int k, List<? extends Expression> a, List<? extends Expression> b) {
        List<Expression> terms = new ArrayList<>();
        for (int j = 0; j < a.size(); j++) {
            Expression weight = graph.constant(task.model().penaltyWeight(k, j));
            terms.add(graph.multiply(weight, graph.multiply(a.get(j), b.get(j))));
        }
        return graph.sum(terms);
    }

    /** s, and s² − Σ ω_j u_j² − ε² ≥ 0, over [u, s]. */
    Pattern euclideanNorm(int k) {
        List<Variable> u = patterns.variables("u", task.model().controls(k));
        Variable s = graph.variable("s");
        List<Variable> unknowns = new ArrayList<>(u);
        unknowns.add(s);
        List<Expression> functions = new ArrayList<>();
        patterns.smoothed(weightedSquares(k, u, u), s, functions);
        return new Pattern(graph, unknowns, List.of(), functions);
    }

    /** Σ ω_j (u_j + 2v_j) over [u, v]. */
    Pattern entrywiseNorm(int k) {
        int controls = task.model().controls(k);
        List<Variable> u = patterns.variables("u", controls);
        List<Variable> v = patterns.variables("v", controls);
        List<Variable> unknowns = new ArrayList<>(u);
        unknowns.addAll(v);
        List<Expression> terms = new ArrayList<>();
        for (int j = 0; j < controls; j++) {
            Expression size = graph.add(u.get(j), graph.multiply(graph.constant(2), v.get(j)));
            terms.add(graph.multiply(graph.constant(task.model().penaltyWeight(k, j)), size));
        }
        return new Pattern(graph, unknowns, List.of(), List.of(graph.sum(terms)));
    }

    /** ∫ |u|² + |u′|² over layer k, on which u is linear from u to n: h (|u|² + u·n + |n|²)/3 + |n − u|²/h, over [u, n, (τ)]. */
    Pattern sobolevNorm(int k) {
        double h = patterns.step(k);
        int controls = task.model().controls(k);
        List<Variable> u = patterns.variables("u", controls);
        List<Variable> n = patterns.variables("n", controls);
        List<Variable> unknowns = new ArrayList<>(u);
        unknowns.addAll(n);
        List<Expression> differences = new ArrayList<>();
        for (int j = 0; j < controls; j++) {
            differences.add(graph.subtract(n.get(j), u.get(j)));
        }
        Expression size =
                graph.add(graph.add(weightedSquares(k, u, u), weightedSquares(k, n, n)), weightedSquares(k, u, n));
        Expression sizes = graph.multiply(graph.constant(h / 3), size);
        Expression slopes = graph.multiply(graph.constant(1 / h), weightedSquares(k, differences, differences));
        if (patterns.freeDurations) {
            unknowns.add(patterns.duration);
            sizes = graph.multiply(patterns.duration, sizes);
            slopes = graph.divide(slopes, patterns.duration);
        }
        Expression value = graph.add(sizes, slopes);
        return new Pattern(graph, unknowns, List.of(), List.of(value));
    }

    /** T* over T*. */
    Pattern switchTimeItself() {
        return new Pattern(graph, List.of(patterns.duration), List.of(), List.of((Expression) patterns.duration));
    }
}
