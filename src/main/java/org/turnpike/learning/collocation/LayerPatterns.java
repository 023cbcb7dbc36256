package org.turnpike.learning.collocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;

/**
 * The patterns of a training task: layer and training error of a sample; {@link PenaltyPatterns} has those of the penalty.
 *
 * <p>Where the duration τ of a phase is an unknown, rates, running errors and penalties of its layers are multiplied by τ, and the layers are of
 * length 1/K. That is so for switched systems with free switching times, and for the formulation L1 with its switching time T*: there
 * the one phase fills [0, T*], and the rest, without control, costs (T − T*) times the last error.
 */
final class LayerPatterns {
    final TrainingTask task;
    final boolean linearControl;
    final Phases phases;
    /** Whether the durations of the phases are unknowns. */
    final boolean freeDurations;
    /** Whether a rest without control follows the last phase, until T. */
    final boolean rest;
    /** ε of √(|e|² + ε²) for Euclidean norms. */
    private final double smoothing;

    final LossForm lossForm;
    final ExpressionGraph graph = new ExpressionGraph();
    private final Variable fraction = graph.variable("c");
    final Variable duration = graph.variable("tau");

    /** How the loss enters the program. */
    enum LossForm {
        SMOOTH,
        /** Σ|e_c| = Σ(e_c + 2v_c). */
        SPLIT,
        /** |e| by √(|e|² + ε²). */
        SMOOTHED
    }

    LayerPatterns(TrainingTask task, double smoothing, boolean rest) {
        this.task = task;
        this.smoothing = smoothing;
        this.rest = rest;
        phases = task.phases();
        freeDurations = rest || phases.free();
        requireSupported();
        linearControl = task.regularization() == Regularization.H1;
        if (task.loss().smooth()) {
            lossForm = LossForm.SMOOTH;
        } else if (task.loss() == Loss.ABSOLUTE || task.output().size() == 1) {
            lossForm = LossForm.SPLIT;
        } else {
            lossForm = LossForm.SMOOTHED;
        }
    }

    /** What files cannot ask for either. */
    private void requireSupported() {
        boolean oblique = IntStream.range(0, task.layers()).anyMatch(task.model()::ratesOfNextWidth);
        if (phases.count() > 1 && task.formulation() == Formulation.L1) {
            throw new IllegalArgumentException("the formulation L1 is for one phase");
        }
        if (oblique && (linearControl || !Arrays.deepEquals(task.integrator().matrix(), new double[][] {{0}}))) {
            throw new IllegalArgumentException(
                    "with a grid that changes, layers are Euler steps with constant controls");
        }
    }

    /** The length of layer k, in units of its phase's duration where that is an unknown; 1 for discrete models. */
    double step(int k) {
        if (!task.model().continuous()) {
            return 1;
        }
        int phase = phases.of(k);
        return freeDurations ? 1.0 / phases.layers()[phase] : phases.step(k, task.horizon());
    }

    List<Variable> variables(String name, int count) {
        List<Variable> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(graph.variable(name + i));
        }
        return result;
    }

    /** Rates (or the map) of layer k over [x, u, (u at the next node), (τ)], datum c if the control is linear. */
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
        if (freeDurations) {
            unknowns.add(duration);
            rates = rates.stream().map(r -> graph.multiply(duration, r)).toList();
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

    /** Whether the error's cost has a factor τ: the running one, and that of the rest. */
    boolean errorHasDuration(boolean terminal) {
        return terminal ? rest : freeDurations;
    }

    /** The state at node k, as the last layer sees it if all rates are 0 from there on. */
    private List<? extends Expression> passed(int k, List<Variable> x) {
        StateMap passage = task.model().passage(k, task.layers());
        return passage == null ? x : passage.of(graph, x);
    }

    /**
     * The error of a sample at a state of layer k over [x, (P), auxiliaries, (τ)], data y: the cost, then rows that must be ≥ 0.
     *
     * @param terminal at the end, k = K; with a rest the factor is T − T* instead of T*
     */
    Pattern error(int k, boolean terminal) {
        Output output = task.output();
        List<Variable> x = variables("x", task.model().width(k));
        List<Variable> y = variables("y", output.size());
        List<Variable> weights = variables("P", output.trained() ? output.size() * output.inputs() : 0);
        List<Variable> auxiliary = variables("v", lossAuxiliaries());
        List<Variable> unknowns = new ArrayList<>(x);
        unknowns.addAll(weights);
        unknowns.addAll(auxiliary);
        List<Expression> z = output.of(graph, passed(k, x), weights);
        List<Expression> functions = new ArrayList<>();
        switch (lossForm) {
            case SMOOTH -> functions.add(task.loss().of(graph, z, y));
            case SPLIT -> split(Loss.differences(graph, z, y), auxiliary, functions);
            case SMOOTHED -> smoothed(squares(Loss.differences(graph, z, y)), auxiliary.get(0), functions);
        }
        if (errorHasDuration(terminal)) {
            unknowns.add(duration);
            Expression factor = terminal ? graph.subtract(graph.constant(task.horizon()), duration) : duration;
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
     *
     * @param square |e|²
     */
    void smoothed(Expression square, Variable s, List<Expression> functions) {
        functions.add(s);
        Expression least = graph.add(square, graph.constant(smoothing * smoothing));
        functions.add(graph.subtract(graph.power(s, graph.constant(2)), least));
    }

    Expression squares(List<? extends Expression> e) {
        return graph.sum(e.stream().map(c -> graph.power(c, graph.constant(2))).toList());
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
