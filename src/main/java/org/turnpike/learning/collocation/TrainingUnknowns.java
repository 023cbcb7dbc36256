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
import org.turnpike.learning.model.StateMap;
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
    /** By layer: the first control at its left end. */
    final int[] control;
    /** By layer: the first control at its right end; the same as at the left one where controls are constant. */
    final int[] nextControl;
    /** By row of the list of controls (layers, or with H1 the nodes of each phase): the first one. */
    final int[] controlRow;
    /** K + 1 × N: the first state. */
    final int[][] node;
    /** K × N × stages: the first state of a stage. */
    final int[][][] stage;
    /** By layer: the first auxiliary of the control's norm; −1 for none. */
    final int[] normAuxiliary;
    /** The first entry of a trained P, or −1. */
    int outputWeights = -1;
    /** By phase: its duration (T* in the formulation L1); empty if they are given. */
    private int[] duration = {};

    private final Map<Integer, int[]> lossAuxiliary = new HashMap<>();

    /** @param startSwitch of T*, if there is a rest */
    TrainingUnknowns(LayerPatterns patterns, double startSwitch) {
        this.patterns = patterns;
        task = patterns.task;
        model = task.model();
        samples = task.samples();
        layers = task.layers();
        stages = model.continuous() ? task.integrator().stages() : 1;
        control = new int[layers];
        nextControl = new int[layers];
        controlRow = new int[patterns.linearControl ? layers + patterns.phases.count() : layers];
        node = new int[layers + 1][samples];
        stage = new int[layers][samples][stages];
        normAuxiliary = new int[layers];
        layOut();
        double[] durations = patterns.rest ? new double[] {startSwitch} : patterns.phases.durations(task.horizon());
        layOutDurations(durations);
        propagateStart(durations);
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

    /** The duration of the phase of layer k, or −1 if it is given. */
    int duration(int k) {
        return duration.length == 0 ? -1 : duration[patterns.phases.of(k)];
    }

    /** The durations, if they are unknowns. */
    int[] durations() {
        return duration.clone();
    }

    private void layOutDurations(double[] start) {
        if (!patterns.freeDurations) {
            return;
        }
        duration = new int[start.length];
        int family = unknown.group(patterns.rest ? "T*" : "duration of the phase");
        double shortest = patterns.rest ? 0 : patterns.phases.shortest();
        double longest = task.horizon() - (start.length - 1) * shortest;
        for (int j = 0; j < start.length; j++) {
            duration[j] = unknown.add(family, patterns.phases.first(j + 1), shortest, longest, start[j]);
        }
    }

    private void layOut() {
        int controls = unknown.group("u");
        int norms = unknown.group("|u|");
        int states = unknown.group("x");
        for (int k = 0; k <= layers; k++) {
            layOutControls(k, controls, norms);
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
    }

    /** Those of layer k; controls that are linear on a layer have a right end, which in a phase is the next layer's left one. */
    private void layOutControls(int k, int controls, int norms) {
        boolean phaseEnds = k == layers || k > 0 && patterns.phases.endsWith(k - 1);
        if (patterns.linearControl && phaseEnds) {
            int row = patterns.phases.controlRow(k - 1, true) + 1;
            nextControl[k - 1] = layOutControl(k - 1, row, k, controls);
        }
        if (k == layers) {
            return;
        }
        int row = patterns.phases.controlRow(k, patterns.linearControl);
        control[k] = layOutControl(k, row, k, controls);
        if (!patterns.linearControl) {
            nextControl[k] = control[k];
        } else if (!phaseEnds && k > 0) {
            nextControl[k - 1] = control[k];
        }
        normAuxiliary[k] = -1;
        int count = model.controls(k);
        if (usesNorm() && !split() && !patterns.rest) {
            double square = 0.01 * 0.01;
            for (int j = 0; j < count; j++) {
                double value = unknown.start[control[k] + j];
                square += model.penaltyWeight(k, j) * value * value;
            }
            normAuxiliary[k] = unknown.add(norms, k, 0, INFINITY, Math.sqrt(square));
        }
        for (int j = 0; j < count && split(); j++) {
            double value = unknown.start[control[k] + j];
            int added = unknown.add(norms, k, 0, INFINITY, Math.max(0, -value) + 0.01);
            normAuxiliary[k] = j == 0 ? added : normAuxiliary[k];
        }
    }

    /** One row of controls, of the size of the layer's; gives the first. */
    private int layOutControl(int layer, int row, int k, int controls) {
        ControlBound bound = task.bound();
        double limit = bound != null && bound.norm() == Norm.COMPONENTWISE ? bound.limit() : INFINITY;
        int first = unknown.count;
        for (int j = 0; j < model.controls(layer); j++) {
            double value = Math.max(-limit, Math.min(limit, task.start().at(row, j)));
            unknown.add(controls, k, -limit, limit, value);
        }
        controlRow[row] = first;
        return first;
    }

    private void layOutStages(int k, int states) {
        ButcherTableau rule = task.integrator();
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < stages; j++) {
                stage[k][i][j] = -1;
                // At a switch the right node has another width.
                if (rule.isLeft(j) || rule.isRight(j) && model.transfer(k) == null) {
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
    private void propagateStart(double[] durations) {
        ForwardPropagation forward = new ForwardPropagation(task, patterns);
        double[] start = unknown.start;
        for (int k = 0; k < layers; k++) {
            int phase = patterns.phases.of(k);
            double h = durations[phase] / patterns.phases.layers()[phase];
            for (int i = 0; i < samples; i++) {
                if (!model.continuous()) {
                    forward.map(k, start, node[k][i], control[k], node[k + 1][i]);
                } else {
                    forward.step(k, h, start, node[k][i], control[k], nextControl[k], stage[k][i], node[k + 1][i]);
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
                        lossAuxiliary.put(k * stages + j, auxiliaries(family, k, j));
                    }
                }
            }
        }
        if (!task.formulation().running() || patterns.rest) {
            double[][] rows = outputRows(layers);
            int[] first = new int[samples];
            for (int i = 0; i < samples; i++) {
                first[i] = auxiliary(family, layers, node[layers][i], i, rows);
            }
            lossAuxiliary.put(-1, first);
        }
    }

    /** P, applied to what becomes of a state at node k if all rates are 0 from there on. */
    private double[][] outputRows(int k) {
        StateMap passage = model.passage(k, layers);
        StateMap output = new StateMap(task.output().matrix());
        return (passage == null ? output : output.after(passage)).matrix();
    }

    private int[] auxiliaries(int family, int k, int j) {
        double[][] rows = outputRows(k);
        int[] first = new int[samples];
        for (int i = 0; i < samples; i++) {
            first[i] = auxiliary(family, k, evaluatedAt(k, i, j), i, rows);
        }
        return first;
    }

    private int auxiliary(int family, int k, int state, int i, double[][] rows) {
        int first = -1;
        for (int c = 0; c < patterns.lossAuxiliaries(); c++) {
            double value = patterns.lossForm == LayerPatterns.LossForm.SMOOTHED
                    ? startOfNorm(state, i, rows)
                    : 0.01 + Math.max(0, -difference(state, i, c, rows[c]));
            int added = unknown.add(family, k, 0, INFINITY, value);
            first = c == 0 ? added : first;
        }
        return first;
    }

    private double startOfNorm(int state, int i, double[][] rows) {
        double square = 0.01 * 0.01;
        for (int c = 0; c < rows.length; c++) {
            double e = difference(state, i, c, rows[c]);
            square += e * e;
        }
        return Math.sqrt(square);
    }

    private double difference(int state, int i, int c, double[] row) {
        double e = -task.targets()[i][c];
        for (int l = 0; l < row.length; l++) {
            e += row[l] * unknown.start[state + l];
        }
        return e;
    }
}
