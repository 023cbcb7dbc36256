package org.turnpike.learning.collocation;

import java.util.Arrays;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.model.Model;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.transcription.AssembledProgram;
import org.turnpike.transcription.ProgramBuilder;

/**
 * The nonlinear program of a training task.
 *
 * <p>Unknowns, layer by layer: controls (and what their norm needs), then the samples' states at the layer's inner stages and at
 * the next node; trained output weights and a free switching time at the end.
 */
public final class TrainingProgram {
    private final TrainingTask task;
    private final LayerPatterns patterns;
    private final TrainingUnknowns unknowns;
    private final AssembledProgram program;
    private final int[][][] endRow;

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
        patterns = new LayerPatterns(task, smoothing, !Double.isNaN(startSwitch));
        unknowns = new TrainingUnknowns(patterns, startSwitch);
        ProgramBuilder builder = new ProgramBuilder(unknowns.count());
        for (int i = 0; i < unknowns.count(); i++) {
            builder.bound(i, unknowns.lower(i), unknowns.upper(i));
        }
        TrainingRows rows = new TrainingRows(patterns, unknowns, builder);
        rows.addDynamics();
        rows.addErrors();
        new PenaltyRows(rows).addPenalty();
        endRow = rows.endRow;
        program = builder.build(new ProgramBuilder.Naming() {
            @Override
            public String variable(int i) {
                return unknowns.name(i);
            }

            @Override
            public String constraint(int row) {
                return rows.name(row);
            }
        });
    }

    public NonlinearProgram program() {
        return program;
    }

    /** The start: controls as the task says, states by forward propagation. */
    public double[] start() {
        return unknowns.start();
    }

    /** By row: its group. */
    public int[] rowGroups() {
        return program.rowGroups();
    }

    /** Whether a Euclidean norm of more than one component is smoothed by ε. */
    public boolean smoothed() {
        return patterns.lossForm == LayerPatterns.LossForm.SMOOTHED
                || unknowns.usesNorm() && !unknowns.split() && !patterns.rest;
    }

    /** The least |argument| of an activation with a kink, over all samples, layers and stages; infinite for smooth activations. */
    public double kinkMargin(double[] z) {
        Model model = task.model();
        int stages = model.continuous() ? task.integrator().stages() : 1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < task.layers(); k++) {
            if (patterns.kinks(k).isEmpty()) {
                continue;
            }
            CompiledFunction arguments = patterns.kinkFunction(k);
            double[] input = new double[arguments.inputs()];
            double[] values = new double[arguments.outputs()];
            int d = model.width(k);
            for (int j = 0; j < stages; j++) {
                copyControl(z, k, patterns.linearControl ? task.integrator().points()[j] : 0, input, d);
                for (int i = 0; i < task.samples(); i++) {
                    int state = unknowns.evaluatedAt(k, i, j);
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

    /** u at the fraction c of layer k, to {@code out} from {@code at} on. */
    private void copyControl(double[] z, int k, double c, double[] out, int at) {
        int next = unknowns.nextControl[k];
        for (int j = 0; j < task.model().controls(k); j++) {
            out[at + j] = (1 - c) * z[unknowns.control[k] + j] + c * z[next + j];
        }
    }

    /**
     * p after layers 0 … K − 1 (K × N × width), the derivative of the cost by the state there: minus the multipliers of the equations
     * x₊ − x − h Σ b f = 0 of explicit integrators. Stiffly accurate ones have x₊ as a stage too; theirs differ from it by O(h).
     */
    public double[][][] costates(double[] multipliers) {
        double[][][] p = new double[endRow.length][][];
        for (int k = 0; k < p.length; k++) {
            p[k] = new double[endRow[k].length][];
            for (int i = 0; i < p[k].length; i++) {
                p[k][i] = new double[endRow[k][i].length];
                for (int c = 0; c < p[k][i].length; c++) {
                    p[k][i][c] = -multipliers[endRow[k][i][c]];
                }
            }
        }
        return p;
    }

    /** The network that a point describes. */
    public TrainedNetwork network(double[] z) {
        Model model = task.model();
        int layers = task.layers();
        int samples = task.samples();
        double[][] u = new double[unknowns.controlRow.length][];
        for (int k = 0; k < layers; k++) {
            int row = patterns.phases.controlRow(k, patterns.linearControl);
            u[row] = controls(z, unknowns.control[k], k);
            if (patterns.linearControl) {
                u[row + 1] = controls(z, unknowns.nextControl[k], k);
            }
        }
        double[][] matrix = new double[task.output().size()][];
        for (int r = 0; r < matrix.length; r++) {
            int d = task.output().inputs();
            matrix[r] = unknowns.outputWeights < 0
                    ? task.output().matrix()[r].clone()
                    : Arrays.copyOfRange(z, unknowns.outputWeights + r * d, unknowns.outputWeights + (r + 1) * d);
        }
        double[][][] states = new double[layers + 1][samples][];
        for (int k = 0; k <= layers; k++) {
            for (int i = 0; i < samples; i++) {
                states[k][i] = Arrays.copyOfRange(z, unknowns.node[k][i], unknowns.node[k][i] + model.width(k));
            }
        }
        return new TrainedNetwork(task, u, matrix, states, times(z));
    }

    private double[] controls(double[] z, int first, int k) {
        return Arrays.copyOfRange(z, first, first + task.model().controls(k));
    }

    /** Of the nodes. */
    private double[] times(double[] z) {
        int[] durations = unknowns.durations();
        if (patterns.rest) {
            return patterns.phases.nodes(z[durations[0]]);
        }
        double[] switches = patterns.phases.switches();
        if (durations.length > 0) {
            switches = new double[durations.length - 1];
            double time = 0;
            for (int j = 0; j < switches.length; j++) {
                time += z[durations[j]];
                switches[j] = time;
            }
        }
        return patterns.phases.at(switches).nodes(task.model().continuous() ? task.horizon() : task.layers());
    }
}
