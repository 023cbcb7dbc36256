package org.turnpike.learning.collocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Model;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.transcription.AssembledProgram;
import org.turnpike.transcription.LinearMap;
import org.turnpike.transcription.PatternBlock;
import org.turnpike.transcription.ProgramBuilder;

/**
 * The nonlinear program of a training task.
 *
 * <p>Unknowns, layer by layer: controls (and what their norm needs), then the samples' states at the layer's inner stages and at
 * the next node; trained output weights and a free switching time at the end.
 */
public final class TrainingProgram {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final TrainingTask task;
    private final LayerPatterns patterns;
    private final Model model;
    private final int samples;
    private final int layers;
    private final int stages;
    private final Unknown unknown = new Unknown();
    /** By node k = 0 … K (H1) or layer: the first control. */
    private final int[] control;
    /** K + 1 × N: the first state. */
    private final int[][] node;
    /** K × N × stages: the first state of a stage. */
    private final int[][][] stage;
    /** By layer: the first auxiliary of the control's norm; −1 for none. */
    private final int[] normAuxiliary;

    private int outputWeights = -1;
    private int switchTime = -1;
    private final Map<Integer, int[]> lossAuxiliary = new HashMap<>();
    private final ProgramBuilder builder;
    private final List<String> rowNames = new ArrayList<>();
    private final AssembledProgram program;
    private int[] rowGroup = new int[64];

    /**
     * With controls on all of [0, T].
     *
     * @param smoothing ε of Euclidean norms in the cost; unused where there are none
     */
    public TrainingProgram(TrainingTask task, double smoothing) {
        this(task, smoothing, Double.NaN);
    }

    /**
     * With the controls on [0, T*], T* an unknown, and none after: the structure of the formulation L1.
     *
     * @param startSwitch start of T*
     */
    public static TrainingProgram withSwitch(TrainingTask task, double smoothing, double startSwitch) {
        return new TrainingProgram(task, smoothing, startSwitch);
    }

    private TrainingProgram(TrainingTask task, double smoothing, double startSwitch) {
        this.task = task;
        boolean freeSwitch = !Double.isNaN(startSwitch);
        patterns = new LayerPatterns(task, smoothing, freeSwitch);
        model = task.model();
        samples = task.samples();
        layers = task.layers();
        stages = model.continuous() ? task.integrator().stages() : 1;
        control = new int[layers + 1];
        node = new int[layers + 1][samples];
        stage = new int[layers][samples][stages];
        normAuxiliary = new int[layers];
        layOut(freeSwitch, startSwitch);
        propagateStart(freeSwitch ? startSwitch : task.horizon());
        layOutLossAuxiliaries();
        builder = new ProgramBuilder(unknown.count);
        for (int i = 0; i < unknown.count; i++) {
            builder.bound(i, unknown.lower[i], unknown.upper[i]);
        }
        addDynamics();
        addErrors();
        addPenalty();
        program = builder.build(new ProgramBuilder.Naming() {
            @Override
            public String variable(int i) {
                return unknown.name(i);
            }

            @Override
            public String constraint(int row) {
                return rowNames.get(rowGroup[row]);
            }
        });
    }

    public NonlinearProgram program() {
        return program;
    }

    /** The start: controls as the task says, states by forward propagation. */
    public double[] start() {
        return Arrays.copyOf(unknown.start, unknown.count);
    }

    /** By row: its group. */
    public int[] rowGroups() {
        return program.rowGroups();
    }

    // ---- unknowns

    /** Whether the norm is a sum of |u_j|: then u + 2v is exact. One control is one in every norm. */
    private boolean split() {
        boolean euclidean = task.bound() != null && task.bound().norm() == Norm.EUCLIDEAN;
        return usesNorm() && (!euclidean || model.controls(0) == 1);
    }

    /** Whether the control's norm itself, not its square, is in the cost. */
    private boolean usesNorm() {
        return task.formulation() == Formulation.L1 || task.regularization() == Regularization.L1;
    }

    private void layOut(boolean freeSwitch, double startSwitch) {
        int controls = unknown.group("u");
        int norms = unknown.group("|u|");
        int states = unknown.group("x");
        for (int k = 0; k <= layers; k++) {
            if (k < layers || patterns.linearControl) {
                layOutControl(Math.min(k, layers - 1), k, controls, norms);
            }
            for (int i = 0; i < samples; i++) {
                for (int c = 0; c < model.width(k); c++) {
                    double fixed = k == 0 ? task.inputs()[i][c] : 0;
                    int added = unknown.add(states, k, k == 0 ? fixed : -INFINITY, k == 0 ? fixed : INFINITY, fixed);
                    if (c == 0) {
                        node[k][i] = added;
                    }
                }
            }
            if (k < layers && model.continuous()) {
                layOutStages(k, states);
            }
        }
        for (int k = 0; k < layers && model.continuous(); k++) {
            for (int i = 0; i < samples; i++) {
                for (int j = 0; j < stages; j++) {
                    if (stage[k][i][j] < 0) {
                        stage[k][i][j] = task.integrator().isLeft(j) ? node[k][i] : node[k + 1][i];
                    }
                }
            }
        }
        if (task.output().trained()) {
            int weights = unknown.group("P");
            for (double[] row : task.output().matrix()) {
                for (double entry : row) {
                    int added = unknown.add(weights, layers, -INFINITY, INFINITY, entry);
                    outputWeights = outputWeights < 0 ? added : outputWeights;
                }
            }
        }
        if (freeSwitch) {
            switchTime = unknown.add(unknown.group("T*"), layers, 0, task.horizon(), startSwitch);
        }
    }

    private void layOutControl(int layer, int k, int controls, int norms) {
        ControlBound bound = task.bound();
        boolean box = bound != null && bound.norm() == Norm.COMPONENTWISE;
        double limit = box ? bound.limit() : INFINITY;
        int count = model.controls(layer);
        for (int j = 0; j < count; j++) {
            double value = Math.max(-limit, Math.min(limit, task.start().at(k, j)));
            int added = unknown.add(controls, k, -limit, limit, value);
            if (j == 0) {
                control[k] = added;
            }
        }
        if (k == layers) {
            return;
        }
        normAuxiliary[k] = -1;
        for (int j = 0; j < count && split(); j++) {
            double value = unknown.start[control[k] + j];
            int added = unknown.add(norms, k, 0, INFINITY, Math.max(0, -value) + 0.01);
            normAuxiliary[k] = j == 0 ? added : normAuxiliary[k];
        }
    }

    private void layOutStages(int k, int states) {
        ButcherTableau rule = task.integrator();
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < stages; j++) {
                stage[k][i][j] = -1;
                if (rule.isLeft(j) || rule.isRight(j)) {
                    continue;
                }
                for (int c = 0; c < model.width(k); c++) {
                    int added = unknown.add(states, k, -INFINITY, INFINITY, 0);
                    if (c == 0) {
                        stage[k][i][j] = added;
                    }
                }
            }
        }
    }

    /** Fills the start of all states: exactly for explicit integrators, by one Euler step to each stage for implicit ones. */
    private void propagateStart(double length) {
        double h = model.continuous() ? length / layers : 1;
        ForwardPropagation forward = new ForwardPropagation(task, patterns);
        double[] start = unknown.start;
        for (int k = 0; k < layers; k++) {
            for (int i = 0; i < samples; i++) {
                if (!model.continuous()) {
                    forward.map(k, start, node[k][i], control[k], node[k + 1][i]);
                } else {
                    int next = patterns.linearControl ? control[k + 1] : control[k];
                    forward.step(k, h, start, node[k][i], control[k], next, stage[k][i], node[k + 1][i]);
                }
            }
        }
    }

    /** Places where the error of a sample counts: running ones by (layer, stage), the terminal one at key −1. */
    private void layOutLossAuxiliaries() {
        int count = patterns.lossAuxiliaries();
        if (count == 0 || task.formulation() == Formulation.EXACT) {
            return;
        }
        int family = unknown.group("error bound");
        if (task.formulation().running()) {
            for (int k = 0; k < layers; k++) {
                for (int j = 0; j < stages; j++) {
                    if (task.integrator().weights()[j] != 0) {
                        lossAuxiliary.put(k * stages + j, auxiliaries(family, k, stage[k], j, count));
                    }
                }
            }
        }
        if (!task.formulation().running() || patterns.freeSwitch) {
            int[] first = new int[samples];
            for (int i = 0; i < samples; i++) {
                first[i] = auxiliary(family, layers, node[layers][i], i, count);
            }
            lossAuxiliary.put(-1, first);
        }
    }

    private int[] auxiliaries(int family, int k, int[][] states, int j, int count) {
        int[] first = new int[samples];
        for (int i = 0; i < samples; i++) {
            first[i] = auxiliary(family, k, states[i][j], i, count);
        }
        return first;
    }

    private int auxiliary(int family, int k, int state, int i, int count) {
        int first = -1;
        for (int c = 0; c < count; c++) {
            int added = unknown.add(family, k, 0, INFINITY, startOfAuxiliary(state, i, c));
            first = c == 0 ? added : first;
        }
        return first;
    }

    private double startOfAuxiliary(int state, int i, int c) {
        double[] row = task.output().matrix()[c];
        double e = -task.targets()[i][c];
        for (int l = 0; l < row.length; l++) {
            e += row[l] * unknown.start[state + l];
        }
        return 0.01 + Math.max(0, -e);
    }

    // ---- rows

    private int row(double low, double high, String name) {
        if (rowNames.isEmpty() || !rowNames.get(rowNames.size() - 1).equals(name)) {
            rowNames.add(name);
        }
        int r = builder.addRow(low, high, rowNames.size() - 1);
        if (r == rowGroup.length) {
            rowGroup = Arrays.copyOf(rowGroup, 2 * r);
        }
        rowGroup[r] = rowNames.size() - 1;
        return r;
    }

    private void addDynamics() {
        int from = 0;
        while (from < layers) {
            int to = from + 1;
            while (to < layers && model.sameLayer(from, to)) {
                to++;
            }
            addDynamics(from, to);
            from = to;
        }
    }

    /** Layers from … to − 1, which are one function. */
    private void addDynamics(int from, int to) {
        Pattern pattern = patterns.layer(from);
        int width = pattern.unknowns();
        int instances = (to - from) * samples * stages;
        int[] index = new int[instances * width];
        double[] data = new double[patterns.linearControl ? instances : 0];
        int at = 0;
        for (int k = from; k < to; k++) {
            for (int i = 0; i < samples; i++) {
                for (int j = 0; j < stages; j++) {
                    if (patterns.linearControl) {
                        data[at / width] = task.integrator().points()[j];
                    }
                    int state = model.continuous() ? stage[k][i][j] : node[k][i];
                    at = fill(index, at, state, model.width(k));
                    at = fill(index, at, control[k], model.controls(k));
                    if (patterns.linearControl) {
                        at = fill(index, at, control[k + 1], model.controls(k));
                    }
                    if (switchTime >= 0) {
                        index[at++] = switchTime;
                    }
                }
            }
        }
        int block = builder.addBlock(new PatternBlock(pattern, instances, index, data));
        for (int k = from; k < to; k++) {
            for (int i = 0; i < samples; i++) {
                int first = ((k - from) * samples + i) * stages;
                if (model.continuous()) {
                    addStep(block, first, k, i);
                } else {
                    for (int c = 0; c < model.width(k + 1); c++) {
                        int row = row(0, 0, "layers");
                        builder.addLinear(row, node[k + 1][i] + c, 1);
                        builder.addOutput(row, block, first, c, -1);
                    }
                }
            }
        }
    }

    private static int fill(int[] index, int at, int first, int count) {
        for (int c = 0; c < count; c++) {
            index[at + c] = first + c;
        }
        return at + count;
    }

    /** The Runge–Kutta equations of one sample and layer. */
    private void addStep(int block, int first, int k, int i) {
        ButcherTableau rule = task.integrator();
        double h = patterns.freeSwitch ? 1.0 / layers : task.step();
        for (int c = 0; c < model.width(k); c++) {
            for (int j = 0; j < stages; j++) {
                if (stage[k][i][j] == node[k][i] || stage[k][i][j] == node[k + 1][i]) {
                    continue;
                }
                addCombination(block, first, stage[k][i][j] + c, node[k][i] + c, h, rule.matrix()[j], c);
            }
            addCombination(block, first, node[k + 1][i] + c, node[k][i] + c, h, rule.weights(), c);
        }
    }

    /** target − origin − h Σ coefficients · f = 0. */
    private void addCombination(int block, int first, int target, int origin, double h, double[] coefficients, int c) {
        int row = row(0, 0, "layers");
        builder.addLinear(row, target, 1);
        builder.addLinear(row, origin, -1);
        for (int l = 0; l < stages; l++) {
            builder.addOutput(row, block, first + l, c, -h * coefficients[l]);
        }
    }

    private void addErrors() {
        Formulation formulation = task.formulation();
        if (formulation == Formulation.EXACT) {
            addExactRows();
            return;
        }
        if (formulation.running()) {
            double h = patterns.freeSwitch ? 1.0 / layers : task.step();
            Pattern pattern = patterns.error(false);
            double[] weights = task.integrator().weights();
            List<int[]> places = new ArrayList<>();
            for (int k = 0; k < layers; k++) {
                for (int j = 0; j < stages; j++) {
                    if (weights[j] != 0) {
                        places.add(new int[] {k, j});
                    }
                }
            }
            int[] states = new int[places.size() * samples];
            int[] auxiliaries = new int[states.length];
            double[] factor = new double[states.length];
            for (int q = 0; q < places.size(); q++) {
                int k = places.get(q)[0];
                int j = places.get(q)[1];
                for (int i = 0; i < samples; i++) {
                    states[q * samples + i] = stage[k][i][j];
                    auxiliaries[q * samples + i] = auxiliaryOf(k * stages + j, i);
                    factor[q * samples + i] = h * weights[j] / samples;
                }
            }
            addErrorBlock(pattern, states, auxiliaries, factor);
        }
        if (!formulation.running() || patterns.freeSwitch) {
            int[] auxiliaries = new int[samples];
            double[] factor = new double[samples];
            Arrays.setAll(auxiliaries, i -> auxiliaryOf(-1, i));
            Arrays.fill(factor, 1.0 / samples);
            addErrorBlock(patterns.error(true), node[layers], auxiliaries, factor);
        }
    }

    private int auxiliaryOf(int key, int i) {
        int @Nullable [] known = lossAuxiliary.get(key);
        return known == null ? -1 : known[i];
    }

    private int errorBlock(Pattern pattern, int[] states, int @Nullable [] auxiliaries) {
        int width = pattern.unknowns();
        int m = task.output().size();
        int[] index = new int[states.length * width];
        double[] data = new double[states.length * m];
        int at = 0;
        for (int e = 0; e < states.length; e++) {
            at = fill(index, at, states[e], task.output().inputs());
            if (outputWeights >= 0) {
                at = fill(index, at, outputWeights, m * task.output().inputs());
            }
            if (auxiliaries != null) {
                at = fill(index, at, auxiliaries[e], patterns.lossAuxiliaries());
                if (switchTime >= 0) {
                    index[at++] = switchTime;
                }
            }
            System.arraycopy(task.targets()[e % samples], 0, data, e * m, m);
        }
        return builder.addBlock(new PatternBlock(pattern, states.length, index, data));
    }

    private void addErrorBlock(Pattern pattern, int[] states, int[] auxiliaries, double[] factor) {
        int block = errorBlock(pattern, states, auxiliaries);
        for (int e = 0; e < states.length; e++) {
            builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, factor[e]);
            for (int r = 1; r < pattern.outputs(); r++) {
                builder.addOutput(row(0, INFINITY, "error bounds"), block, e, r, 1);
            }
        }
    }

    private void addExactRows() {
        Pattern pattern = patterns.residual();
        int block = errorBlock(pattern, node[layers], null);
        for (int i = 0; i < samples; i++) {
            for (int r = 0; r < pattern.outputs(); r++) {
                builder.addOutput(row(0, 0, "output of sample " + (i + 1) + " equals its target"), block, i, r, 1);
            }
        }
    }

    // ---- penalty

    private void addPenalty() {
        if (outputWeights >= 0) {
            int count = task.output().size() * task.output().inputs();
            int[] index = new int[count];
            fill(index, 0, outputWeights, count);
            int block = builder.addBlock(new PatternBlock(patterns.squaredNorm(count), 1, index, new double[0]));
            builder.addOutput(LinearMap.OBJECTIVE, block, 0, 0, task.lambda());
        }
        if (patterns.freeSwitch) {
            int block = builder.addBlock(
                    new PatternBlock(patterns.switchTimeItself(), 1, new int[] {switchTime}, new double[0]));
            double limit = task.bound() == null ? 0 : task.bound().limit();
            builder.addOutput(LinearMap.OBJECTIVE, block, 0, 0, task.lambda() * limit);
        }
        Map<Integer, int[]> layersByControls = new HashMap<>();
        for (int k = 0; k < layers; k++) {
            int[] known = layersByControls.getOrDefault(model.controls(k), new int[0]);
            int[] longer = Arrays.copyOf(known, known.length + 1);
            longer[known.length] = k;
            layersByControls.put(model.controls(k), longer);
        }
        layersByControls.keySet().stream().sorted().forEach(m -> addPenalty(m, layersByControls.get(m)));
    }

    /** The penalty of layers with m controls each. */
    private void addPenalty(int m, int[] which) {
        double weight = task.lambda() * task.step();
        if (patterns.linearControl) {
            int block = penaltyBlock(patterns.sobolevNorm(m, task.step()), which, m, k -> control[k + 1], m);
            for (int e = 0; e < which.length; e++) {
                builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, task.lambda());
            }
        } else if (!usesNorm()) {
            int block = penaltyBlock(patterns.squaredNorm(m), which, m, k -> 0, 0);
            for (int e = 0; e < which.length; e++) {
                builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, weight);
            }
        } else if (split()) {
            addSplitNorm(m, which, patterns.freeSwitch ? 0 : weight);
        } else {
            addEuclideanNorm(m, which, weight);
        }
    }

    /** √(|u|² + ε²) in the cost, unless the switching time stands for it, and |u|² ≤ M². */
    private void addEuclideanNorm(int m, int[] which, double weight) {
        if (!patterns.freeSwitch) {
            int block = penaltyBlock(patterns.euclideanNorm(m), which, m, k -> 0, 0);
            for (int e = 0; e < which.length; e++) {
                builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, weight);
            }
        }
        double limit = task.bound() == null ? INFINITY : task.bound().limit();
        int block = penaltyBlock(patterns.squaredNorm(m), which, m, k -> 0, 0);
        for (int e = 0; e < which.length; e++) {
            builder.addOutput(row(-INFINITY, limit * limit, "bound on |u|"), block, e, 0, 1);
        }
    }

    /** Σ(u + 2v) in the cost, u + v ≥ 0, and for the entrywise bound Σ(u + 2v) ≤ M. */
    private void addSplitNorm(int m, int[] which, double weight) {
        int block = penaltyBlock(patterns.entrywiseNorm(m), which, m, k -> normAuxiliary[k], m);
        ControlBound bound = task.bound();
        for (int e = 0; e < which.length; e++) {
            int k = which[e];
            builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, weight);
            for (int j = 0; j < m; j++) {
                int row = row(0, INFINITY, "split of u");
                builder.addLinear(row, control[k] + j, 1);
                builder.addLinear(row, normAuxiliary[k] + j, 1);
            }
            if (bound != null && bound.norm() != Norm.COMPONENTWISE) {
                builder.addOutput(row(-INFINITY, bound.limit(), "bound on |u|"), block, e, 0, 1);
            }
        }
    }

    private int penaltyBlock(
            Pattern pattern, int[] which, int m, java.util.function.IntUnaryOperator second, int secondCount) {
        int[] index = new int[which.length * (m + secondCount)];
        int at = 0;
        for (int k : which) {
            at = fill(index, at, control[k], m);
            at = fill(index, at, second.applyAsInt(k), secondCount);
        }
        return builder.addBlock(new PatternBlock(pattern, which.length, index, new double[0]));
    }

    /** Whether a Euclidean norm of more than one component is smoothed by ε. */
    public boolean smoothed() {
        return patterns.lossForm == LayerPatterns.LossForm.SMOOTHED || usesNorm() && !split() && !patterns.freeSwitch;
    }

    /** The least |argument| of an activation with a kink, over all samples, layers and stages; infinite for smooth activations. */
    public double kinkMargin(double[] z) {
        double least = INFINITY;
        for (int k = 0; k < layers; k++) {
            if (patterns.kinks(k).isEmpty()) {
                continue;
            }
            CompiledFunction arguments = patterns.kinkFunction(k);
            double[] input = new double[arguments.inputs()];
            double[] values = new double[arguments.outputs()];
            int d = model.width(k);
            System.arraycopy(z, control[k], input, d, model.controls(k));
            for (int i = 0; i < samples; i++) {
                for (int j = 0; j < stages; j++) {
                    int state = model.continuous() ? stage[k][i][j] : node[k][i];
                    System.arraycopy(z, state, input, 0, d);
                    arguments.evaluate(input, values);
                    for (double value : values) {
                        least = Math.min(least, Math.abs(value));
                    }
                }
            }
        }
        return least;
    }

    // ---- the way back

    /** The network that a point describes. */
    public TrainedNetwork network(double[] z) {
        int nodes = patterns.linearControl ? layers + 1 : layers;
        double[][] u = new double[nodes][];
        for (int k = 0; k < nodes; k++) {
            u[k] = Arrays.copyOfRange(z, control[k], control[k] + model.controls(Math.min(k, layers - 1)));
        }
        double[][] matrix = new double[task.output().size()][];
        for (int r = 0; r < matrix.length; r++) {
            int d = task.output().inputs();
            matrix[r] = outputWeights < 0
                    ? task.output().matrix()[r].clone()
                    : Arrays.copyOfRange(z, outputWeights + r * d, outputWeights + (r + 1) * d);
        }
        double[][][] states = new double[layers + 1][samples][];
        for (int k = 0; k <= layers; k++) {
            for (int i = 0; i < samples; i++) {
                states[k][i] = Arrays.copyOfRange(z, node[k][i], node[k][i] + model.width(k));
            }
        }
        double end = switchTime < 0 ? (model.continuous() ? task.horizon() : layers) : z[switchTime];
        return new TrainedNetwork(task, u, matrix, states, end);
    }
}
