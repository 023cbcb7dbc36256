package org.turnpike.learning.collocation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Model;
import org.turnpike.mesh.ButcherTableau;

/** Lays out the unknowns of a training program, layer by layer, with bounds and start. */
final class TrainingUnknowns {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final TrainingTask task;
    private final LayerPatterns patterns;
    private final Model model;
    private final int samples;
    private final int layers;
    private final int stages;
    private final Unknown unknown = new Unknown();
    /** By node k = 0 … K (H1) or layer: the first control. */
    final int[] control;
    /** K + 1 × N: the first state. */
    final int[][] node;
    /** K × N × stages: the first state of a stage. */
    final int[][][] stage;
    /** By layer: the first auxiliary of the control's norm; −1 for none. */
    final int[] normAuxiliary;
    /** The first entry of a trained P, or −1. */
    int outputWeights = -1;
    /** T*, or −1. */
    int switchTime = -1;

    private final Map<Integer, int[]> lossAuxiliary = new HashMap<>();

    TrainingUnknowns(LayerPatterns patterns, double startSwitch) {
        this.patterns = patterns;
        task = patterns.task;
        model = task.model();
        samples = task.samples();
        layers = task.layers();
        stages = model.continuous() ? task.integrator().stages() : 1;
        control = new int[layers + 1];
        node = new int[layers + 1][samples];
        stage = new int[layers][samples][stages];
        normAuxiliary = new int[layers];
        layOut(patterns.freeSwitch, startSwitch);
        propagateStart(patterns.freeSwitch ? startSwitch : task.horizon());
        layOutLossAuxiliaries();
    }

    int count() {
        return unknown.count;
    }

    double lower(int i) {
        return unknown.lower[i];
    }

    double upper(int i) {
        return unknown.upper[i];
    }

    String name(int i) {
        return unknown.name(i);
    }

    /** Controls as the task says, states by forward propagation. */
    double[] start() {
        return Arrays.copyOf(unknown.start, unknown.count);
    }

    /** The state at which stage j of layer k of sample i is evaluated; for discrete models the layer's input. */
    int evaluatedAt(int k, int i, int j) {
        return model.continuous() ? stage[k][i][j] : node[k][i];
    }

    /** By stage: its weight in the running error; the input of a discrete layer counts once. */
    double[] errorWeights() {
        return model.continuous() ? task.integrator().weights() : new double[] {1};
    }

    /** The first auxiliary of the error of sample i at a running place (layer · stages + stage) or the end (−1); −1 for none. */
    int errorAuxiliary(int place, int i) {
        int[] known = lossAuxiliary.getOrDefault(place, NONE);
        return known.length == 0 ? -1 : known[i];
    }

    private static final int[] NONE = {};

    /** Whether the norm is a sum of |u_j|: then u + 2v is exact. One control is one in every norm. */
    boolean split() {
        boolean euclidean = task.bound() != null && task.bound().norm() == Norm.EUCLIDEAN;
        return usesNorm() && (!euclidean || model.controls(0) == 1);
    }

    /** Whether the control's norm itself, not its square, is in the cost. */
    boolean usesNorm() {
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
        double limit = bound != null && bound.norm() == Norm.COMPONENTWISE ? bound.limit() : INFINITY;
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
        if (usesNorm() && !split() && !patterns.freeSwitch) {
            double square = 0.01 * 0.01;
            for (int j = 0; j < count; j++) {
                square += unknown.start[control[k] + j] * unknown.start[control[k] + j];
            }
            normAuxiliary[k] = unknown.add(norms, k, 0, INFINITY, Math.sqrt(square));
        }
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
                    if (errorWeights()[j] != 0) {
                        lossAuxiliary.put(k * stages + j, auxiliaries(family, k, j, count));
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

    private int[] auxiliaries(int family, int k, int j, int count) {
        int[] first = new int[samples];
        for (int i = 0; i < samples; i++) {
            first[i] = auxiliary(family, k, evaluatedAt(k, i, j), i, count);
        }
        return first;
    }

    private int auxiliary(int family, int k, int state, int i, int count) {
        int first = -1;
        for (int c = 0; c < count; c++) {
            double value = patterns.lossForm == LayerPatterns.LossForm.SMOOTHED
                    ? startOfNorm(state, i)
                    : 0.01 + Math.max(0, -difference(state, i, c));
            int added = unknown.add(family, k, 0, INFINITY, value);
            first = c == 0 ? added : first;
        }
        return first;
    }

    private double startOfNorm(int state, int i) {
        double square = 0.01 * 0.01;
        for (int c = 0; c < task.output().size(); c++) {
            double e = difference(state, i, c);
            square += e * e;
        }
        return Math.sqrt(square);
    }

    private double difference(int state, int i, int c) {
        double[] row = task.output().matrix()[c];
        double e = -task.targets()[i][c];
        for (int l = 0; l < row.length; l++) {
            e += row[l] * unknown.start[state + l];
        }
        return e;
    }
}
