package org.turnpike.learning.collocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.loss.Loss;

/**
 * The patterns of a training task: layer, training error of a sample, penalty of a layer.
 *
 * <p>With a free switching time T* the layers fill [0, T*]: rates and running errors are multiplied by T*, and what follows the switch
 * costs (T − T*) times the last error.
 */
final class LayerPatterns {
    final TrainingTask task;
    final boolean linearControl;
    final boolean freeSwitch;
    /** ε of √(|e|² + ε²) for Euclidean norms. */
    private final double smoothing;

    final LossForm lossForm;
    private final ExpressionGraph graph = new ExpressionGraph();
    private final Variable fraction = graph.variable("c");
    private final Variable switchTime = graph.variable("T*");

    /** How the loss enters the program. */
    enum LossForm {
        SMOOTH,
        /** Σ|e_c| = Σ(e_c + 2v_c). */
        SPLIT,
        /** |e| by √(|e|² + ε²). */
        SMOOTHED
    }

    LayerPatterns(TrainingTask task, double smoothing, boolean freeSwitch) {
        this.task = task;
        this.smoothing = smoothing;
        this.freeSwitch = freeSwitch;
        linearControl = task.regularization() == Regularization.H1;
        if (task.loss().smooth()) {
            lossForm = LossForm.SMOOTH;
        } else if (task.loss() == Loss.ABSOLUTE || task.output().size() == 1) {
            lossForm = LossForm.SPLIT;
        } else {
            lossForm = LossForm.SMOOTHED;
        }
    }

    private List<Variable> variables(String name, int count) {
        List<Variable> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(graph.variable(name + i));
        }
        return result;
    }

    /** Rates (or the map) of layer k over [x, u, (u at the next node), (T*)], datum c if the control is linear. */
    Pattern layer(int k) {
        List<Variable> x = variables("x", task.model().width(k));
        List<Variable> u = variables("u", task.model().controls(k));
        List<Variable> unknowns = new ArrayList<>(x);
        unknowns.addAll(u);
        List<Expression> rates = task.model().layer(graph, k, x, u);
        if (linearControl) {
            List<Variable> next = variables("n", u.size());
            unknowns.addAll(next);
            rates = interpolated(rates, u, next);
        }
        if (freeSwitch) {
            unknowns.add(switchTime);
            rates = rates.stream().map(r -> graph.multiply(switchTime, r)).toList();
        }
        return new Pattern(graph, unknowns, linearControl ? List.of(fraction) : List.of(), rates);
    }

    /** u ← (1 − c) u + c u₊. */
    private List<Expression> interpolated(List<Expression> rates, List<Variable> u, List<Variable> next) {
        Map<Variable, Expression> replacement = new HashMap<>();
        Expression rest = graph.subtract(graph.constant(1), fraction);
        for (int j = 0; j < u.size(); j++) {
            replacement.put(u.get(j), graph.add(graph.multiply(rest, u.get(j)), graph.multiply(fraction, next.get(j))));
        }
        return new Derivatives(graph).substitute(rates, replacement);
    }

    /** The layer's function of (x, u) for forward propagation. */
    CompiledFunction forward(int k) {
        List<Variable> inputs = new ArrayList<>(variables("x", task.model().width(k)));
        List<Variable> u = variables("u", task.model().controls(k));
        List<Expression> rates = task.model().layer(graph, k, inputs, u);
        inputs.addAll(u);
        return new CompiledFunction(rates, inputs);
    }

    /** Auxiliary unknowns of the loss of one sample at one place. */
    int lossAuxiliaries() {
        return switch (lossForm) {
            case SMOOTH -> 0;
            case SPLIT -> task.output().size();
            case SMOOTHED -> 1;
        };
    }

    /**
     * The error of a sample over [x, (P), auxiliaries, (T*)], data y: the cost, then rows that must be ≥ 0.
     *
     * @param terminal after the switch: factor T − T* instead of T*
     */
    Pattern error(boolean terminal) {
        Output output = task.output();
        List<Variable> x = variables("x", output.inputs());
        List<Variable> y = variables("y", output.size());
        List<Variable> weights = variables("P", output.trained() ? output.size() * output.inputs() : 0);
        List<Variable> auxiliary = variables("v", lossAuxiliaries());
        List<Variable> unknowns = new ArrayList<>(x);
        unknowns.addAll(weights);
        unknowns.addAll(auxiliary);
        List<Expression> z = output.of(graph, x, weights);
        List<Expression> functions = new ArrayList<>();
        switch (lossForm) {
            case SMOOTH -> functions.add(task.loss().of(graph, z, y));
            case SPLIT -> split(Loss.differences(graph, z, y), auxiliary, functions);
            case SMOOTHED -> smoothed(Loss.differences(graph, z, y), auxiliary.get(0), functions);
        }
        if (freeSwitch) {
            unknowns.add(switchTime);
            Expression factor = terminal ? graph.subtract(graph.constant(task.horizon()), switchTime) : switchTime;
            functions.set(0, graph.multiply(factor, functions.get(0)));
        }
        return new Pattern(graph, unknowns, y, functions);
    }

    /** P x − y over [x, (P)], data y: what an exact control makes zero. */
    Pattern residual() {
        Output output = task.output();
        List<Variable> x = variables("x", output.inputs());
        List<Variable> y = variables("y", output.size());
        List<Variable> weights = variables("P", output.trained() ? output.size() * output.inputs() : 0);
        List<Variable> unknowns = new ArrayList<>(x);
        unknowns.addAll(weights);
        return new Pattern(graph, unknowns, y, Loss.differences(graph, output.of(graph, x, weights), y));
    }

    /** The loss and its residuals as plain functions of (x, P, y), for reports. */
    CompiledFunction loss() {
        Output output = task.output();
        List<Variable> inputs = new ArrayList<>(variables("x", output.inputs()));
        List<Variable> x = List.copyOf(inputs);
        List<Variable> weights = variables("P", output.trained() ? output.size() * output.inputs() : 0);
        List<Variable> y = variables("y", output.size());
        inputs.addAll(weights);
        inputs.addAll(y);
        return new CompiledFunction(List.of(task.loss().of(graph, output.of(graph, x, weights), y)), inputs);
    }

    private void split(List<Expression> e, List<Variable> v, List<Expression> functions) {
        Expression cost = graph.constant(0);
        List<Expression> rows = new ArrayList<>();
        for (int c = 0; c < e.size(); c++) {
            cost = graph.add(cost, graph.add(e.get(c), graph.multiply(graph.constant(2), v.get(c))));
            rows.add(graph.add(e.get(c), v.get(c)));
        }
        functions.add(cost);
        functions.addAll(rows);
    }

    /**
     * √(|e|² + ε²), which is |e| to at most ε, as the least s ≥ 0 with s² − |e|² − ε² ≥ 0. The root itself in the cost makes Newton's
     * method fail near e = 0, where its second derivative is 1/ε on a width of ε; the row is a quadratic, and its multiplier
     * 1/(2s) an unknown of its own, as in the primal–dual method of Chan, Golub and Mulet (SIAM J. Sci. Comput. 20, 1999).
     */
    private void smoothed(List<Expression> e, Variable s, List<Expression> functions) {
        functions.add(s);
        Expression square = graph.power(s, graph.constant(2));
        functions.add(graph.subtract(square, graph.add(squares(e), graph.constant(smoothing * smoothing))));
    }

    private Expression squares(List<? extends Expression> e) {
        return graph.sum(e.stream().map(c -> graph.power(c, graph.constant(2))).toList());
    }

    /** |u|² over u. */
    Pattern squaredNorm(int controls) {
        List<Variable> u = variables("u", controls);
        return new Pattern(graph, u, List.of(), List.of(squares(u)));
    }

    /** Σ ω_j u_j² over u, ω the penalty weights of layer k. */
    Pattern penalty(int k) {
        List<Variable> u = variables("u", task.model().controls(k));
        return new Pattern(graph, u, List.of(), List.of(weightedSquares(k, u, u)));
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

    /** s, and s² − |u|² − ε² ≥ 0, over [u, s]. */
    Pattern euclideanNorm(int controls) {
        List<Variable> u = variables("u", controls);
        Variable s = graph.variable("s");
        List<Variable> unknowns = new ArrayList<>(u);
        unknowns.add(s);
        List<Expression> functions = new ArrayList<>();
        smoothed(List.copyOf(u), s, functions);
        return new Pattern(graph, unknowns, List.of(), functions);
    }

    /** Σ(u + 2v) over [u, v]. */
    Pattern entrywiseNorm(int controls) {
        List<Variable> u = variables("u", controls);
        List<Variable> v = variables("v", controls);
        List<Variable> unknowns = new ArrayList<>(u);
        unknowns.addAll(v);
        List<Expression> functions = new ArrayList<>();
        split(List.copyOf(u), v, functions);
        return new Pattern(graph, unknowns, List.of(), functions.subList(0, 1));
    }

    /** ∫ |u|² + |u′|² over a layer of length h on which u is linear from u to n: h (|u|² + u·n + |n|²)/3 + |n − u|²/h. */
    Pattern sobolevNorm(int k, double h) {
        int controls = task.model().controls(k);
        List<Variable> u = variables("u", controls);
        List<Variable> n = variables("n", controls);
        List<Variable> unknowns = new ArrayList<>(u);
        unknowns.addAll(n);
        List<Expression> differences = new ArrayList<>();
        for (int j = 0; j < controls; j++) {
            differences.add(graph.subtract(n.get(j), u.get(j)));
        }
        Expression size =
                graph.add(graph.add(weightedSquares(k, u, u), weightedSquares(k, n, n)), weightedSquares(k, u, n));
        Expression value = graph.add(
                graph.multiply(graph.constant(h / 3), size),
                graph.multiply(graph.constant(1 / h), weightedSquares(k, differences, differences)));
        return new Pattern(graph, unknowns, List.of(), List.of(value));
    }

    /** T* over T*. */
    Pattern switchTimeItself() {
        return new Pattern(graph, List.of(switchTime), List.of(), List.of((Expression) switchTime));
    }

    /** The smallest |argument| of an activation with a kink, over (x, u) of layer k; null arguments for smooth ones. */
    List<Expression> kinks(int k) {
        return task.model()
                .kinks(
                        graph,
                        k,
                        variables("x", task.model().width(k)),
                        variables("u", task.model().controls(k)));
    }

    /** Evaluates the arguments of kinks of layer k over (x, u). */
    CompiledFunction kinkFunction(int k) {
        List<Variable> inputs = new ArrayList<>(variables("x", task.model().width(k)));
        inputs.addAll(variables("u", task.model().controls(k)));
        return new CompiledFunction(kinks(k), inputs);
    }
}
