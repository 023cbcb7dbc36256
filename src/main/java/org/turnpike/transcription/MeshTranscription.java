package org.turnpike.transcription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.mesh.Mesh;
import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.MeasurementCost;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;

/**
 * What all transcriptions on a mesh share: states at the nodes, parameters and free end times as common unknowns, boundary and
 * integral constraints, pure-state path constraints, and names.
 *
 * <p>A subclass lays out its unknowns in its constructor, then adds rows, then calls {@link #assemble}.
 */
abstract class MeshTranscription implements Transcription {
    final ProblemFunctions functions;
    final Mesh mesh;
    final Unknowns unknowns;
    final int nx;
    final int nu;
    final int intervals;
    /** By node: the first of its state's unknowns. */
    final int[] nodeState;
    /** The first parameter or free end time. */
    int shared;
    /** By integral constraint: its row. */
    final int[] integralRow;

    private final List<String> rowTexts = new ArrayList<>();
    private int[] rowText = new int[256];
    private double[] rowPlace = new double[256];
    private AssembledProgram program;
    private double[] start = new double[0];
    private double[] magnitudes = new double[0];
    private ProgramBuilder builder;

    MeshTranscription(OptimalControlProblem problem, Mesh mesh) {
        this.functions = new ProblemFunctions(problem);
        this.mesh = mesh;
        this.unknowns = new Unknowns(functions);
        nx = functions.nx;
        nu = functions.nu;
        intervals = mesh.intervals();
        nodeState = new int[intervals + 1];
        integralRow = new int[problem.integrals().size()];
        builder = new ProgramBuilder(0);
        program = builder.build(noNames());
    }

    /** Call when all unknowns are laid out. */
    final ProgramBuilder newBuilder() {
        builder = new ProgramBuilder(unknowns.count());
        unknowns.bounds(builder.lower, builder.upper, nodeState[0], nodeState[intervals]);
        return builder;
    }

    /** A group of rows that are one equation at different places. */
    final int newGroup(String text) {
        rowTexts.add(text);
        return rowTexts.size() - 1;
    }

    /** A row of a group at τ. */
    final int addRow(Range range, int group, double tau) {
        int row = builder.addRow(range.lower(), range.upper(), group);
        if (row == rowText.length) {
            rowText = Arrays.copyOf(rowText, 2 * row);
            rowPlace = Arrays.copyOf(rowPlace, 2 * row);
        }
        rowText[row] = group;
        rowPlace[row] = tau;
        return row;
    }

    /** Groups "dynamics of x" for each state. */
    final int[] defectGroups() {
        int[] groups = new int[nx];
        for (int i = 0; i < nx; i++) {
            groups[i] =
                    newGroup("dynamics of " + functions.problem.states().get(i).name());
        }
        return groups;
    }

    /** The rows of integral constraints; the scheme adds their terms. */
    final void addIntegralRows() {
        List<IntegralConstraint> integrals = functions.problem.integrals();
        for (int i = 0; i < integralRow.length; i++) {
            integralRow[i] = addRow(
                    integrals.get(i).range(),
                    newGroup("integral " + integrals.get(i).name()),
                    Double.NaN);
        }
    }

    /** Rows of the mixed path constraints: output {@code first + i} of every instance of a block. */
    final int[] addMixedRows(int block, int instances, double[] tau, int first) {
        int count = functions.mixed.size();
        int[] rows = new int[instances * count];
        for (int i = 0; i < count; i++) {
            PathConstraint constraint = functions.mixed.get(i);
            int group = newGroup(constraint.name());
            for (int e = 0; e < instances; e++) {
                rows[e * count + i] = addRow(constraint.range(), group, tau[e]);
                builder.addOutput(rows[e * count + i], block, e, first + i, 1);
            }
        }
        return rows;
    }

    /** Pure-state path constraints at states that begin at {@code offset[e]} at {@code tau[e]}. */
    final void addPureStateRows(int[] offset, double[] tau) {
        if (functions.pureState.isEmpty()) {
            return;
        }
        int instances = offset.length;
        int width = nx + functions.sharedCount();
        int[] index = new int[instances * width];
        for (int e = 0; e < instances; e++) {
            for (int i = 0; i < nx; i++) {
                index[e * width + i] = offset[e] + i;
            }
            fillShared(index, e * width + nx);
        }
        int block = builder.addBlock(new PatternBlock(functions.pureStatePath(), instances, index, tau));
        for (int i = 0; i < functions.pureState.size(); i++) {
            PathConstraint constraint = functions.pureState.get(i);
            int group = newGroup(constraint.name());
            for (int e = 0; e < instances; e++) {
                boolean pinned = offset[e] == nodeState[0] && functions.fixedAt(constraint, true)
                        || offset[e] == nodeState[intervals] && functions.fixedAt(constraint, false);
                if (!pinned) {
                    builder.addOutput(addRow(constraint.range(), group, tau[e]), block, e, i, 1);
                }
            }
        }
    }

    final void fillShared(int[] index, int from) {
        for (int i = 0; i < functions.sharedCount(); i++) {
            index[from + i] = shared + i;
        }
    }

    /** Index sets [x, u, shared] of points. */
    final int[] pointIndex(int[] state, int[] control) {
        int width = nx + nu + functions.sharedCount();
        int[] index = new int[state.length * width];
        for (int e = 0; e < state.length; e++) {
            for (int i = 0; i < nx; i++) {
                index[e * width + i] = state[e] + i;
            }
            for (int i = 0; i < nu; i++) {
                index[e * width + nx + i] = control[e] + i;
            }
            fillShared(index, e * width + nx + nu);
        }
        return index;
    }

    /** The cost at measured times; each is a node. */
    private void addMeasurements(MeasurementCost cost) {
        Horizon horizon = functions.problem.horizon();
        double t0 = horizon.start().lower();
        double length = horizon.end().lower() - t0;
        int instances = cost.times().length;
        int width = nx + functions.sharedCount();
        int depth = cost.data().size();
        int[] index = new int[instances * width];
        double[] data = new double[instances * depth];
        int k = 0;
        for (int e = 0; e < instances; e++) {
            double tau = (cost.times()[e] - t0) / length;
            while (k < intervals && mesh.fraction(k) < tau - 1e-9) {
                k++;
            }
            if (Math.abs(mesh.fraction(k) - tau) > 1e-9) {
                throw new IllegalArgumentException("no node at the measured time " + cost.times()[e]);
            }
            for (int i = 0; i < nx; i++) {
                index[e * width + i] = nodeState[k] + i;
            }
            fillShared(index, e * width + nx);
            System.arraycopy(cost.values()[e], 0, data, e * depth, depth);
        }
        int block = builder.addBlock(new PatternBlock(functions.measurements(cost), instances, index, data));
        for (int e = 0; e < instances; e++) {
            builder.addOutput(LinearMap.OBJECTIVE, block, e, 0, 1);
        }
    }

    /** Endpoint cost, measurements, boundary constraints, and t₀ ≤ t_f where both are free. */
    final void addBoundary() {
        int width = 2 * nx + functions.sharedCount();
        int[] index = new int[width];
        for (int i = 0; i < nx; i++) {
            index[i] = nodeState[0] + i;
            index[nx + i] = nodeState[intervals] + i;
        }
        fillShared(index, 2 * nx);
        int block = builder.addBlock(new PatternBlock(functions.boundary(), 1, index, new double[0]));
        builder.addOutput(LinearMap.OBJECTIVE, block, 0, 0, 1);
        MeasurementCost measurements = functions.problem.objective().measurements();
        if (measurements != null) {
            addMeasurements(measurements);
        }
        List<BoundaryConstraint> constraints = functions.problem.boundary();
        for (int i = 0; i < constraints.size(); i++) {
            int row = addRow(
                    constraints.get(i).range(), newGroup(constraints.get(i).name()), Double.NaN);
            builder.addOutput(row, block, 0, 1 + i, 1);
        }
        Horizon horizon = functions.problem.horizon();
        if (functions.freeStart
                && functions.freeEnd
                && horizon.start().upper() >= horizon.end().lower()) {
            double least = 1e-6 * (horizon.endGuess() - horizon.startGuess());
            int row = addRow(new Range(least, Double.POSITIVE_INFINITY), newGroup("t(end) > t(start)"), Double.NaN);
            builder.addLinear(row, shared + functions.np, -1);
            builder.addLinear(row, shared + functions.np + 1, 1);
        }
    }

    final void assemble() {
        program = builder.build(new ProgramBuilder.Naming() {
            @Override
            public String variable(int i) {
                return unknowns.name(i);
            }

            @Override
            public String constraint(int row) {
                String text = rowTexts.get(rowText[row]);
                return Double.isNaN(rowPlace[row]) ? text : text + " at " + unknowns.place(rowPlace[row]);
            }
        });
        start = unknowns.start(builder.lower, builder.upper);
        magnitudes = unknowns.magnitudes(start, builder.lower, builder.upper);
        builder = new ProgramBuilder(0);
    }

    private static ProgramBuilder.Naming noNames() {
        return new ProgramBuilder.Naming() {
            @Override
            public String variable(int i) {
                return "";
            }

            @Override
            public String constraint(int row) {
                return "";
            }
        };
    }

    /** p at τ, from the side on which {@code inside} lies. */
    @FunctionalInterface
    interface CostateCurve {
        void at(double tau, double inside, double[] p);
    }

    /** Writes the multipliers of the dynamics' rows that belong to costates. */
    abstract void defectMultipliers(CostateCurve costate, double[] lambda);

    @Override
    public final NlpStart startFrom(Transcription earlier, double[] z, Multipliers multipliers) {
        return new InterpolatedStart((MeshTranscription) earlier, z, multipliers).on(this);
    }

    /** The text of a row's group. */
    final String rowText(int row) {
        return rowTexts.get(rowText[row]);
    }

    /** τ of a row, NaN if it has no place. */
    final double rowPlace(int row) {
        return rowPlace[row];
    }

    @Override
    public final NonlinearProgram program() {
        return program;
    }

    final AssembledProgram assembled() {
        return program;
    }

    @Override
    public final double[] start() {
        return start.clone();
    }

    @Override
    public final double[] magnitudes() {
        return magnitudes.clone();
    }

    @Override
    public final int[] rowGroups() {
        return program.rowGroups();
    }

    @Override
    public final double startTime(double[] z) {
        return functions.freeStart
                ? z[shared + functions.np]
                : functions.problem.horizon().start().lower();
    }

    @Override
    public final double endTime(double[] z) {
        return functions.freeEnd
                ? z[shared + functions.sharedCount() - 1]
                : functions.problem.horizon().end().lower();
    }

    @Override
    public final double[] parameters(double[] z) {
        return Arrays.copyOfRange(z, shared, shared + functions.np);
    }

    /** Times of the nodes. */
    final double[] times(double[] z) {
        double t0 = startTime(z);
        double length = endTime(z) - t0;
        double[] times = new double[intervals + 1];
        for (int k = 0; k <= intervals; k++) {
            times[k] = t0 + mesh.fraction(k) * length;
        }
        times[intervals] = endTime(z);
        return times;
    }

    /** (K+1) × nx. */
    final double[] nodeStates(double[] z) {
        double[] states = new double[(intervals + 1) * nx];
        for (int k = 0; k <= intervals; k++) {
            System.arraycopy(z, nodeState[k], states, k * nx, nx);
        }
        return states;
    }

    /**
     * Costates at the nodes from one-sided values: the mean of both sides inside, the only side at the ends. The sides differ
     * only by the multiplier of a bound or constraint on the state at the node.
     *
     * @param after K × nx: gradient of the cost-to-go of interval k and later at its left node
     * @param before K × nx: the same at its right node
     */
    final double[] nodeCostates(double[] after, double[] before) {
        double[] costates = new double[(intervals + 1) * nx];
        for (int i = 0; i < nx; i++) {
            costates[i] = after[i];
            costates[intervals * nx + i] = before[(intervals - 1) * nx + i];
            for (int k = 1; k < intervals; k++) {
                costates[k * nx + i] = 0.5 * (after[k * nx + i] + before[(k - 1) * nx + i]);
            }
        }
        return costates;
    }
}
