package org.turnpike.learning.collocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.StateMap;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.transcription.LinearMap;
import org.turnpike.transcription.PatternBlock;
import org.turnpike.transcription.ProgramBuilder;

/** Adds the layers' equations and the training errors of a task to a program. */
final class TrainingRows {
    static final double INFINITY = Double.POSITIVE_INFINITY;

    final TrainingTask task;
    final LayerPatterns patterns;
    final Model model;
    final TrainingUnknowns unknowns;
    final ProgramBuilder builder;
    private final int samples;
    final int layers;
    private final int stages;
    private final List<String> names = new ArrayList<>();
    private int[] nameOfRow = new int[64];
    /** By layer, sample and component: the equation of the state after the layer. */
    final int[][][] endRow;

    TrainingRows(LayerPatterns patterns, TrainingUnknowns unknowns, ProgramBuilder builder) {
        this.patterns = patterns;
        this.unknowns = unknowns;
        this.builder = builder;
        task = patterns.task;
        model = task.model();
        samples = task.samples();
        layers = task.layers();
        stages = model.continuous() ? task.integrator().stages() : 1;
        endRow = new int[layers][samples][];
    }

    String name(int row) {
        return names.get(nameOfRow[row]);
    }

    int row(double low, double high, String name) {
        if (names.isEmpty() || !names.get(names.size() - 1).equals(name)) {
            names.add(name);
        }
        int r = builder.addRow(low, high, names.size() - 1);
        if (r == nameOfRow.length) {
            nameOfRow = Arrays.copyOf(nameOfRow, 2 * r);
        }
        nameOfRow[r] = names.size() - 1;
        return r;
    }

    /** The equations of all layers, and the durations of phases where they are unknowns. */
    void addDynamics() {
        int[] durations = unknowns.durations();
        if (durations.length > 0 && !patterns.rest) {
            int row = row(task.horizon(), task.horizon(), "the durations of the phases make the horizon");
            for (int duration : durations) {
                builder.addLinear(row, duration, 1);
            }
        }
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
                    int state = unknowns.evaluatedAt(k, i, j);
                    at = fill(index, at, state, model.width(k));
                    at = fill(index, at, unknowns.control[k], model.controls(k));
                    if (patterns.linearControl) {
                        at = fill(index, at, unknowns.nextControl[k], model.controls(k));
                    }
                    if (patterns.freeDurations) {
                        index[at++] = unknowns.duration(k);
                    }
                }
            }
        }
        int block = builder.addBlock(new PatternBlock(pattern, instances, index, data));
        for (int k = from; k < to; k++) {
            for (int i = 0; i < samples; i++) {
                int first = ((k - from) * samples + i) * stages;
                endRow[k][i] = new int[model.width(k + 1)];
                if (model.continuous()) {
                    addStep(block, first, k, i);
                } else {
                    for (int c = 0; c < model.width(k + 1); c++) {
                        int row = row(0, 0, "layers");
                        endRow[k][i][c] = row;
                        builder.addLinear(row, unknowns.node[k + 1][i] + c, 1);
                        builder.addOutput(row, block, first, c, -1);
                    }
                }
            }
        }
    }

    static int fill(int[] index, int at, int first, int count) {
        for (int c = 0; c < count; c++) {
            index[at + c] = first + c;
        }
        return at + count;
    }

    /** The Runge–Kutta equations of one sample and layer. */
    private void addStep(int block, int first, int k, int i) {
        ButcherTableau rule = task.integrator();
        double h = patterns.step(k);
        int from = unknowns.node[k][i];
        int to = unknowns.node[k + 1][i];
        StateMap transfer = model.transfer(k);
        for (int c = 0; c < model.width(k); c++) {
            for (int j = 0; j < stages; j++) {
                int stage = unknowns.stage[k][i][j];
                if (stage != from && stage != to) {
                    addCombination(block, first, stage + c, from + c, h, rule.matrix()[j], c);
                }
            }
            if (transfer == null) {
                endRow[k][i][c] = addCombination(block, first, to + c, from + c, h, rule.weights(), c);
            }
        }
        if (transfer != null) {
            addTransfer(block, first, k, i, transfer);
        }
    }

    /** target − origin − h Σ coefficients · f = 0; its row. */
    private int addCombination(int block, int first, int target, int origin, double h, double[] coefficients, int c) {
        int row = row(0, 0, "layers");
        builder.addLinear(row, target, 1);
        builder.addLinear(row, origin, -1);
        for (int l = 0; l < stages; l++) {
            builder.addOutput(row, block, first + l, c, -h * coefficients[l]);
        }
        return row;
    }

    /** x₊ − E (x + h Σ b f) = 0, or x₊ − E x − h f = 0 where f has the next width. */
    private void addTransfer(int block, int first, int k, int i, StateMap transfer) {
        double h = patterns.step(k);
        double[] weights = task.integrator().weights();
        for (int r = 0; r < transfer.outputs(); r++) {
            int row = row(0, 0, "layers");
            endRow[k][i][r] = row;
            builder.addLinear(row, unknowns.node[k + 1][i] + r, 1);
            for (int c = 0; c < transfer.inputs(); c++) {
                double entry = transfer.matrix()[r][c];
                if (entry == 0) {
                    continue;
                }
                builder.addLinear(row, unknowns.node[k][i] + c, -entry);
                for (int l = 0; l < stages && !model.ratesOfNextWidth(k); l++) {
                    builder.addOutput(row, block, first + l, c, -h * entry * weights[l]);
                }
            }
            if (model.ratesOfNextWidth(k)) {
                builder.addOutput(row, block, first, r, -h);
            }
        }
    }

    /** The training error in the cost, or the rows that make it zero. */
    void addErrors() {
        Formulation formulation = task.formulation();
        if (formulation == Formulation.EXACT) {
            addExactRows();
            return;
        }
        int from = 0;
        while (formulation.running() && from < layers) {
            int to = from + 1;
            // Up to a transfer all states pass to the end in the same way.
            while (to < layers && model.transfer(to - 1) == null) {
                to++;
            }
            addRunningErrors(from, to);
            from = to;
        }
        if (!formulation.running() || patterns.rest) {
            int[] auxiliaries = new int[samples];
            double[] factor = new double[samples];
            Arrays.setAll(auxiliaries, i -> unknowns.errorAuxiliary(-1, i));
            Arrays.fill(factor, 1.0 / samples);
            addErrorBlock(layers, true, unknowns.node[layers], auxiliaries, factor);
        }
    }

    /** Those of the layers from … to − 1, between two transfers. */
    private void addRunningErrors(int from, int to) {
        double[] weights = unknowns.errorWeights();
        List<int[]> places = new ArrayList<>();
        for (int k = from; k < to; k++) {
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
                states[q * samples + i] = unknowns.evaluatedAt(k, i, j);
                auxiliaries[q * samples + i] = unknowns.errorAuxiliary(k * stages + j, i);
                factor[q * samples + i] = patterns.step(k) * weights[j] / samples;
            }
        }
        addErrorBlock(from, false, states, auxiliaries, factor);
    }

    /** Errors, or residuals without auxiliaries, of states of layers from k on. */
    private int errorBlock(Pattern pattern, int k, boolean duration, int[] states, int @Nullable [] auxiliaries) {
        int width = pattern.unknowns();
        int m = task.output().size();
        int[] index = new int[states.length * width];
        double[] data = new double[states.length * m];
        int at = 0;
        for (int e = 0; e < states.length; e++) {
            at = fill(index, at, states[e], model.width(k));
            if (unknowns.outputWeights >= 0) {
                at = fill(index, at, unknowns.outputWeights, m * task.output().inputs());
            }
            if (auxiliaries != null) {
                at = fill(index, at, auxiliaries[e], patterns.lossAuxiliaries());
            }
            if (duration) {
                index[at++] = unknowns.duration(Math.min(k, layers - 1));
            }
            System.arraycopy(task.targets()[e % samples], 0, data, e * m, m);
        }
        return builder.addBlock(new PatternBlock(pattern, states.length, index, data));
    }

    private void addErrorBlock(int k, boolean terminal, int[] states, int[] auxiliaries, double[] factor) {
        Pattern pattern = patterns.error(k, terminal);
        int block = errorBlock(pattern, k, patterns.errorHasDuration(terminal), states, auxiliaries);
        for (int e = 0; e < states.length; e++) {
            builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, factor[e]);
            for (int r = 1; r < pattern.outputs(); r++) {
                builder.addOutput(row(0, INFINITY, "error bounds"), block, e, r, 1);
            }
        }
    }

    private void addExactRows() {
        Pattern pattern = patterns.residual();
        int block = errorBlock(pattern, layers, false, unknowns.node[layers], null);
        for (int i = 0; i < samples; i++) {
            for (int r = 0; r < pattern.outputs(); r++) {
                builder.addOutput(row(0, 0, "output of sample " + (i + 1) + " equals its target"), block, i, r, 1);
            }
        }
    }
}
