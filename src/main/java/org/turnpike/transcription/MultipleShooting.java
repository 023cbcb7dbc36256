package org.turnpike.transcription;

import java.util.Arrays;
import org.turnpike.mesh.Mesh;
import org.turnpike.nlp.Multipliers;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Trajectory;

/**
 * Multiple shooting with one step of an explicit Runge–Kutta method an interval: x_{k+1} − x_k − Φ_f(x_k, u_k) = 0.
 *
 * <p>Unknowns: x_k, u_k, … , x_K, parameters, free end times. Mixed path constraints hold at the left ends of the intervals.
 */
final class MultipleShooting extends MeshTranscription {
    private static final double[] CONTROL_AT = {0.5};
    private static final double[] SLOPES_AT = {0, 0.5, 1};

    private final int[] control;
    private final int stepBlock;
    private final int rateBlock;
    private final int[] mixedRow;
    /** K × nx. */
    private final int[] defectRow;

    MultipleShooting(OptimalControlProblem problem, Mesh mesh, double[] points, double[][] matrix, double[] weights) {
        super(problem, mesh);
        control = new int[intervals];
        double[] left = new double[intervals];
        double[] width = new double[intervals];
        for (int k = 0; k < intervals; k++) {
            left[k] = mesh.at(k, 0);
            width[k] = mesh.width(k);
            nodeState[k] = unknowns.addState(left[k]);
            control[k] = unknowns.addControl(left[k], mesh.at(k, 0.5));
        }
        nodeState[intervals] = unknowns.addState(1);
        shared = unknowns.addShared();

        ProgramBuilder builder = newBuilder();
        int[] starts = Arrays.copyOf(nodeState, intervals);
        stepBlock = builder.addBlock(new ShootingBlock(
                functions.rates(), nx, points, matrix, weights, pointIndex(starts, control), left, width));
        // Only for its mixed constraints; its rates give the slopes for interpolation.
        rateBlock =
                builder.addBlock(new PatternBlock(functions.mixedPath(), intervals, pointIndex(starts, control), left));
        defectRow = addDefects(builder);
        addQuadrature(builder);
        mixedRow = addMixedRows(rateBlock, intervals, left, 0);
        double[] tau = new double[intervals + 1];
        Arrays.setAll(tau, mesh::fraction);
        addPureStateRows(nodeState, tau);
        addBoundary();
        assemble();
    }

    private int[] addDefects(ProgramBuilder builder) {
        int[] rows = new int[intervals * nx];
        int[] groups = defectGroups();
        for (int k = 0; k < intervals; k++) {
            for (int i = 0; i < nx; i++) {
                int row = addRow(Range.fixed(0), groups[i], mesh.at(k, 0));
                rows[k * nx + i] = row;
                builder.addLinear(row, nodeState[k + 1] + i, 1);
                builder.addLinear(row, nodeState[k] + i, -1);
                builder.addOutput(row, stepBlock, k, i, -1);
            }
        }
        return rows;
    }

    private void addQuadrature(ProgramBuilder builder) {
        addIntegralRows();
        for (int k = 0; k < intervals; k++) {
            builder.addOutput(LinearMap.OBJECTIVE, stepBlock, k, functions.costOutput(), 1);
            for (int i = 0; i < integralRow.length; i++) {
                builder.addOutput(integralRow[i], stepBlock, k, functions.integralOutput(i), 1);
            }
        }
    }

    @Override
    public Trajectory trajectory(double[] z, Multipliers multipliers) {
        double[] states = nodeStates(z);
        double[] times = times(z);
        double[] costates = costates(z, multipliers.constraints());
        double[] controls = new double[intervals * nu];
        double[] stageCostates = new double[intervals * nx];
        for (int k = 0; k < intervals; k++) {
            System.arraycopy(z, control[k], controls, k * nu, nu);
            for (int i = 0; i < nx; i++) {
                stageCostates[k * nx + i] = 0.5 * (costates[k * nx + i] + costates[(k + 1) * nx + i]);
            }
        }
        return new Trajectory(
                times,
                nx,
                nu,
                states,
                SLOPES_AT,
                slopes(z, times, states),
                CONTROL_AT,
                controls,
                costates,
                stageCostates);
    }

    @Override
    void defectMultipliers(CostateCurve costate, double[] lambda) {
        double[] p = new double[nx];
        for (int k = 0; k < intervals; k++) {
            costate.at(mesh.fraction(k + 1), mesh.at(k, 0.5), p);
            for (int i = 0; i < nx; i++) {
                lambda[defectRow[k * nx + i]] = -p[i];
            }
        }
    }

    /** f at both ends of each interval, and the middle slope that makes the cubic meet both nodes (Simpson's rule). */
    private double[] slopes(double[] z, double[] times, double[] states) {
        double length = times[intervals] - times[0];
        double[] slopes = new double[intervals * 3 * nx];
        org.turnpike.expression.compile.Pattern rates = functions.rates();
        int width = rates.unknowns();
        double[] at = z.clone();
        double[] out = new double[rates.outputs()];
        double[] datum = new double[1];
        int[] index = new int[width];
        for (int k = 0; k < intervals; k++) {
            for (int end = 0; end <= 1; end++) {
                System.arraycopy(
                        pointIndex(new int[] {nodeState[k + end]}, new int[] {control[k]}), 0, index, 0, width);
                datum[0] = mesh.fraction(k + end);
                rates.values().evaluate(at, index, datum, datum, out, 0, 1);
                for (int i = 0; i < nx; i++) {
                    slopes[(k * 3 + 2 * end) * nx + i] = out[i] / length;
                }
            }
            double h = times[k + 1] - times[k];
            for (int i = 0; i < nx; i++) {
                double rise = (states[(k + 1) * nx + i] - states[k * nx + i]) / h;
                slopes[(k * 3 + 1) * nx + i] = (6 * rise - slopes[k * 3 * nx + i] - slopes[(k * 3 + 2) * nx + i]) / 4;
            }
        }
        return slopes;
    }

    private double[] costates(double[] z, double[] lambda) {
        double[] derivatives = assembled().derivatives(stepBlock, z);
        double[] path = assembled().derivatives(rateBlock, z);
        Block step = assembled().block(stepBlock);
        Block mixed = assembled().block(rateBlock);
        double[] after = new double[intervals * nx];
        double[] before = new double[intervals * nx];
        for (int k = 0; k < intervals; k++) {
            for (int i = 0; i < nx; i++) {
                before[k * nx + i] = -lambda[defectRow[k * nx + i]];
                after[k * nx + i] = -lambda[defectRow[k * nx + i]];
            }
            for (int q = 0; q < step.jacobianNonzeros(); q++) {
                int column = step.jacobianColumn(q);
                if (column < nx) {
                    double weight = stepWeight(step.jacobianRow(q), k, lambda);
                    after[k * nx + column] += weight * derivatives[k * step.jacobianNonzeros() + q];
                }
            }
            for (int q = 0; q < mixed.jacobianNonzeros(); q++) {
                int column = mixed.jacobianColumn(q);
                if (column < nx) {
                    double multiplier = lambda[mixedRow[k * functions.mixed.size() + mixed.jacobianRow(q)]];
                    after[k * nx + column] += multiplier * path[k * mixed.jacobianNonzeros() + q];
                }
            }
        }
        return nodeCostates(after, before);
    }

    /** ∂L/∂Φ_r of interval k. */
    private double stepWeight(int r, int k, double[] lambda) {
        if (r < nx) {
            return -lambda[defectRow[k * nx + r]];
        }
        return r == functions.costOutput() ? 1 : lambda[integralRow[r - functions.integralOutput(0)]];
    }
}
