package org.turnpike.learning.collocation;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Model;
import org.turnpike.transcription.LinearMap;
import org.turnpike.transcription.PatternBlock;
import org.turnpike.transcription.ProgramBuilder;

/** Adds the penalty and the bounds of the controls to a program. */
final class PenaltyRows {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final TrainingTask task;
    private final LayerPatterns patterns;
    private final Model model;
    private final TrainingUnknowns unknowns;
    private final TrainingRows rows;
    private final ProgramBuilder builder;
    private final int layers;

    PenaltyRows(TrainingRows rows) {
        this.rows = rows;
        task = rows.task;
        patterns = rows.patterns;
        model = rows.model;
        unknowns = rows.unknowns;
        builder = rows.builder;
        layers = rows.layers;
    }

    /** All of it. */
    void addPenalty() {
        if (unknowns.outputWeights >= 0) {
            int count = task.output().size() * task.output().inputs();
            int[] index = new int[count];
            TrainingRows.fill(index, 0, unknowns.outputWeights, count);
            int block = builder.addBlock(new PatternBlock(patterns.squaredNorm(count), 1, index, new double[0]));
            builder.addOutput(LinearMap.OBJECTIVE, block, 0, 0, task.lambda());
        }
        if (patterns.freeSwitch) {
            int block = builder.addBlock(
                    new PatternBlock(patterns.switchTimeItself(), 1, new int[] {unknowns.switchTime}, new double[0]));
            double limit = task.bound() == null ? 0 : task.bound().limit();
            builder.addOutput(LinearMap.OBJECTIVE, block, 0, 0, task.lambda() * limit);
        }
        Map<Integer, int[]> layersByControls = new TreeMap<>();
        for (int k = 0; k < layers; k++) {
            int[] known = layersByControls.getOrDefault(model.controls(k), new int[0]);
            int[] longer = Arrays.copyOf(known, known.length + 1);
            longer[known.length] = k;
            layersByControls.put(model.controls(k), longer);
        }
        layersByControls.forEach(this::addPenalty);
    }

    /** The penalty of layers with m controls each. */
    private void addPenalty(int m, int[] which) {
        double weight = task.lambda() * task.step();
        if (patterns.linearControl) {
            int block = penaltyBlock(
                    patterns.sobolevNorm(which[0], task.step()), which, m, k -> unknowns.control[k + 1], m);
            for (int e = 0; e < which.length; e++) {
                builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, task.lambda());
            }
        } else if (!unknowns.usesNorm()) {
            int block = penaltyBlock(patterns.penalty(which[0]), which, m, k -> 0, 0);
            for (int e = 0; e < which.length; e++) {
                builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, weight);
            }
        } else if (unknowns.split()) {
            addSplitNorm(m, which, patterns.freeSwitch ? 0 : weight);
        } else {
            addEuclideanNorm(m, which, weight);
        }
    }

    /** √(|u|² + ε²) in the cost as the least s with s² ≥ |u|² + ε², unless the switching time stands for it, and |u|² ≤ M². */
    private void addEuclideanNorm(int m, int[] which, double weight) {
        if (!patterns.freeSwitch) {
            int block = penaltyBlock(patterns.euclideanNorm(m), which, m, k -> unknowns.normAuxiliary[k], 1);
            for (int e = 0; e < which.length; e++) {
                builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, weight);
                builder.addOutput(rows.row(0, INFINITY, "norm of u"), block, e, 1, 1);
            }
        }
        double limit = task.bound() == null ? INFINITY : task.bound().limit();
        int block = penaltyBlock(patterns.squaredNorm(m), which, m, k -> 0, 0);
        for (int e = 0; e < which.length; e++) {
            builder.addOutput(rows.row(-INFINITY, limit * limit, "bound on |u|"), block, e, 0, 1);
        }
    }

    /** Σ(u + 2v) in the cost, u + v ≥ 0, and for the entrywise bound Σ(u + 2v) ≤ M. */
    private void addSplitNorm(int m, int[] which, double weight) {
        int block = penaltyBlock(patterns.entrywiseNorm(m), which, m, k -> unknowns.normAuxiliary[k], m);
        ControlBound bound = task.bound();
        for (int e = 0; e < which.length; e++) {
            int k = which[e];
            builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, weight);
            for (int j = 0; j < m; j++) {
                int row = rows.row(0, INFINITY, "split of u");
                builder.addLinear(row, unknowns.control[k] + j, 1);
                builder.addLinear(row, unknowns.normAuxiliary[k] + j, 1);
            }
            if (bound != null && bound.norm() != Norm.COMPONENTWISE) {
                builder.addOutput(rows.row(-INFINITY, bound.limit(), "bound on |u|"), block, e, 0, 1);
            }
        }
    }

    private int penaltyBlock(Pattern pattern, int[] which, int m, IntUnaryOperator second, int secondCount) {
        int[] index = new int[which.length * (m + secondCount)];
        int at = 0;
        for (int k : which) {
            at = TrainingRows.fill(index, at, unknowns.control[k], m);
            at = TrainingRows.fill(index, at, second.applyAsInt(k), secondCount);
        }
        return builder.addBlock(new PatternBlock(pattern, which.length, index, new double[0]));
    }
}
