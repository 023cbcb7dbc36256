package org.turnpike.learning.collocation;

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
    private final PenaltyPatterns penalties;
    private final Model model;
    private final TrainingUnknowns unknowns;
    private final TrainingRows rows;
    private final ProgramBuilder builder;
    private final int layers;

    PenaltyRows(TrainingRows rows) {
        this.rows = rows;
        task = rows.task;
        patterns = rows.patterns;
        penalties = new PenaltyPatterns(patterns);
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
            int block = builder.addBlock(new PatternBlock(penalties.squaredNorm(count), 1, index, new double[0]));
            builder.addOutput(LinearMap.OBJECTIVE, block, 0, 0, task.lambda());
        }
        if (patterns.rest) {
            int block = builder.addBlock(
                    new PatternBlock(penalties.switchTimeItself(), 1, unknowns.durations(), new double[0]));
            double limit = task.bound() == null ? 0 : task.bound().limit();
            builder.addOutput(LinearMap.OBJECTIVE, block, 0, 0, task.lambda() * limit);
        }
        int from = 0;
        while (from < layers) {
            int to = from + 1;
            while (to < layers && model.sameLayer(from, to)) {
                to++;
            }
            addPenalty(from, to);
            from = to;
        }
    }

    /** The penalty of the layers from … to − 1, which are one function on steps of one length. */
    private void addPenalty(int from, int to) {
        if (patterns.linearControl) {
            int m = model.controls(from);
            int block = penaltyBlock(
                    penalties.sobolevNorm(from), from, to, k -> unknowns.nextControl[k], m, patterns.freeDurations);
            addCost(block, to - from, task.lambda());
        } else if (!unknowns.usesNorm()) {
            int block = penaltyBlock(penalties.penalty(from), from, to, k -> 0, 0, patterns.freeDurations);
            addCost(block, to - from, task.lambda() * patterns.step(from));
        } else if (unknowns.split()) {
            addSplitNorm(from, to);
        } else {
            addEuclideanNorm(from, to);
        }
    }

    private void addCost(int block, int count, double weight) {
        for (int e = 0; e < count; e++) {
            builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, weight);
        }
    }

    /** √(|u|² + ε²) in the cost as the least s with s² ≥ |u|² + ε², unless the switching time stands for it, and |u|² ≤ M². */
    private void addEuclideanNorm(int from, int to) {
        if (!patterns.rest) {
            int block = penaltyBlock(penalties.euclideanNorm(from), from, to, k -> unknowns.normAuxiliary[k], 1, false);
            addCost(block, to - from, task.lambda() * patterns.step(from));
            for (int e = 0; e < to - from; e++) {
                builder.addOutput(rows.row(0, INFINITY, "norm of u"), block, e, 1, 1);
            }
        }
        double limit = task.bound() == null ? INFINITY : task.bound().limit();
        int block = penaltyBlock(penalties.weightedNorm(from), from, to, k -> 0, 0, false);
        for (int e = 0; e < to - from; e++) {
            builder.addOutput(rows.row(-INFINITY, limit * limit, "bound on |u|"), block, e, 0, 1);
        }
    }

    /** Σ(u + 2v) in the cost, unless the switching time stands for it, u + v ≥ 0, and for the entrywise bound Σ(u + 2v) ≤ M. */
    private void addSplitNorm(int from, int to) {
        int m = model.controls(from);
        int block = penaltyBlock(penalties.entrywiseNorm(from), from, to, k -> unknowns.normAuxiliary[k], m, false);
        addCost(block, to - from, patterns.rest ? 0 : task.lambda() * patterns.step(from));
        ControlBound bound = task.bound();
        for (int k = from; k < to; k++) {
            for (int j = 0; j < m; j++) {
                int row = rows.row(0, INFINITY, "split of u");
                builder.addLinear(row, unknowns.control[k] + j, 1);
                builder.addLinear(row, unknowns.normAuxiliary[k] + j, 1);
            }
            if (bound != null && bound.norm() != Norm.COMPONENTWISE) {
                builder.addOutput(rows.row(-INFINITY, bound.limit(), "bound on |u|"), block, k - from, 0, 1);
            }
        }
    }

    private int penaltyBlock(
            Pattern pattern, int from, int to, IntUnaryOperator second, int secondCount, boolean duration) {
        int m = model.controls(from);
        int[] index = new int[(to - from) * pattern.unknowns()];
        int at = 0;
        for (int k = from; k < to; k++) {
            at = TrainingRows.fill(index, at, unknowns.control[k], m);
            at = TrainingRows.fill(index, at, second.applyAsInt(k), secondCount);
            if (duration) {
                index[at++] = unknowns.duration(k);
            }
        }
        return builder.addBlock(new PatternBlock(pattern, to - from, index, new double[0]));
    }
}
