package org.turnpike.transcription;

import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.Mesh;
import org.turnpike.nlp.Multipliers;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Trajectory;

/**
 * Collocation with the stages as unknowns, for any {@link Stencil}.
 *
 * <p>Unknowns, interval by interval: the left node's state (and control, if neighbours share it), then stage by stage the states
 * inside and the controls; at the end the last node, the parameters and the free end times.
 */
final class Collocation extends MeshTranscription {
    private static final Range ZERO = Range.fixed(0);

    private final Stencil stencil;
    private final int points;
    /** By instance of the point block. */
    private final int[] pointState;

    private final int[] pointControl;
    private final double[] pointTau;
    /** K × rows × nx. */
    private final int[] defectRow;

    private final int[] mixedRow;
    private final int pointBlock;

    Collocation(OptimalControlProblem problem, Mesh mesh, Stencil stencil) {
        super(problem, mesh);
        this.stencil = stencil;
        points = stencil.pointCount();
        int instances = stencil.shared() ? intervals * (points - 1) + 1 : intervals * points;
        pointState = new int[instances];
        pointControl = new int[instances];
        pointTau = new double[instances];
        int inner = stencil.slots() - 2;
        int[] innerState = layOut(inner);

        ProgramBuilder builder = newBuilder();
        pointBlock = builder.addBlock(
                new PatternBlock(functions.ratesAndMixed(), instances, pointIndex(pointState, pointControl), pointTau));
        defectRow = addDefects(builder, innerState, inner);
        addQuadrature(builder);
        mixedRow = addMixedRows(pointBlock, instances, pointTau, functions.mixedOutput(0));
        addPureState(innerState, inner);
        addBoundary();
        assemble();
    }

    /** The instance of point j of interval k. */
    private int instance(int k, int j) {
        return stencil.shared() ? k * (points - 1) + j : k * points + j;
    }

    /** Numbers all unknowns; returns the first unknowns of inner states, K × inner. */
    private int[] layOut(int inner) {
        int[] innerState = new int[intervals * inner];
        for (int k = 0; k < intervals; k++) {
            nodeState[k] = unknowns.addState(mesh.at(k, 0));
            int slot = 0;
            for (int j = 0; j < points; j++) {
                double c = stencil.point(j);
                if (stencil.shared() && j == points - 1) {
                    break;
                }
                int e = instance(k, j);
                pointTau[e] = mesh.at(k, c);
                if (c == 0) {
                    pointState[e] = nodeState[k];
                } else if (c < 1) {
                    innerState[k * inner + slot] = unknowns.addState(pointTau[e]);
                    pointState[e] = innerState[k * inner + slot++];
                }
                pointControl[e] = unknowns.addControl(pointTau[e]);
            }
        }
        nodeState[intervals] = unknowns.addState(1);
        if (stencil.shared()) {
            int last = pointState.length - 1;
            pointTau[last] = 1;
            pointState[last] = nodeState[intervals];
            pointControl[last] = unknowns.addControl(1);
        } else if (stencil.point(points - 1) == 1) {
            for (int k = 0; k < intervals; k++) {
                pointState[instance(k, points - 1)] = nodeState[k + 1];
            }
        }
        shared = unknowns.addShared();
        return innerState;
    }

    private int[] addDefects(ProgramBuilder builder, int[] innerState, int inner) {
        int[] rows = new int[intervals * stencil.rows() * nx];
        int[][] groups = new int[stencil.rows()][];
        for (int r = 0; r < stencil.rows(); r++) {
            groups[r] = defectGroups();
        }
        for (int k = 0; k < intervals; k++) {
            double h = mesh.width(k);
            for (int r = 0; r < stencil.rows(); r++) {
                for (int i = 0; i < nx; i++) {
                    int row = addRow(ZERO, groups[r][i], mesh.at(k, 0));
                    rows[(k * stencil.rows() + r) * nx + i] = row;
                    for (int slot = 0; slot < stencil.slots(); slot++) {
                        builder.addLinear(row, slotState(k, slot, innerState, inner) + i, stencil.states()[r][slot]);
                    }
                    for (int j = 0; j < points; j++) {
                        builder.addOutput(row, pointBlock, instance(k, j), i, -h * stencil.slopes()[r][j]);
                    }
                }
            }
        }
        return rows;
    }

    private int slotState(int k, int slot, int[] innerState, int inner) {
        if (slot == 0) {
            return nodeState[k];
        }
        return slot == inner + 1 ? nodeState[k + 1] : innerState[k * inner + slot - 1];
    }

    /** ∫ ≈ h Σ b_j (·)_j for the running cost and the integral constraints. */
    private void addQuadrature(ProgramBuilder builder) {
        addIntegralRows();
        for (int k = 0; k < intervals; k++) {
            for (int j = 0; j < points; j++) {
                double weight = mesh.width(k) * stencil.weight(j);
                builder.addOutput(LinearMap.OBJECTIVE, pointBlock, instance(k, j), functions.costOutput(), weight);
                for (int i = 0; i < integralRow.length; i++) {
                    builder.addOutput(integralRow[i], pointBlock, instance(k, j), functions.integralOutput(i), weight);
                }
            }
        }
    }

    private void addPureState(int[] innerState, int inner) {
        int perInterval = 1 + inner;
        int[] offset = new int[intervals * perInterval + 1];
        double[] tau = new double[offset.length];
        for (int k = 0; k < intervals; k++) {
            offset[k * perInterval] = nodeState[k];
            tau[k * perInterval] = mesh.at(k, 0);
            int slot = 0;
            for (int j = 0; j < points; j++) {
                if (stencil.point(j) > 0 && stencil.point(j) < 1) {
                    offset[k * perInterval + 1 + slot] = innerState[k * inner + slot];
                    tau[k * perInterval + 1 + slot++] = mesh.at(k, stencil.point(j));
                }
            }
        }
        offset[offset.length - 1] = nodeState[intervals];
        tau[offset.length - 1] = 1;
        addPureStateRows(offset, tau);
    }

    @Override
    public Trajectory trajectory(double[] z, Multipliers multipliers) {
        double length = endTime(z) - startTime(z);
        double[] values = assembled().values(pointBlock, z);
        int outputs = assembled().block(pointBlock).outputs();
        double[] slopes = new double[intervals * points * nx];
        double[] controls = new double[intervals * points * nu];
        double[] stageCostates = new double[intervals * points * nx];
        for (int k = 0; k < intervals; k++) {
            for (int j = 0; j < points; j++) {
                int e = instance(k, j);
                int at = k * points + j;
                for (int i = 0; i < nx; i++) {
                    slopes[at * nx + i] = values[e * outputs + i] / length;
                    stageCostates[at * nx + i] = stageCostate(k, j, i, multipliers.constraints());
                }
                System.arraycopy(z, pointControl[e], controls, at * nu, nu);
            }
        }
        double[] c = stencil.points().points();
        return new Trajectory(
                times(z), nx, nu, nodeStates(z), c, slopes, c, controls, costates(z, multipliers), stageCostates);
    }

    /** p_j = −Σ_row λ_row B[row][j] / b_j, over both intervals where a node is shared. */
    private double stageCostate(int k, int j, int i, double[] lambda) {
        double h = mesh.width(k);
        double weight = h * stencil.weight(j);
        double sum = h * slopeTerm(k, j, i, lambda);
        if (stencil.shared() && j == 0 && k > 0) {
            weight += mesh.width(k - 1) * stencil.weight(points - 1);
            sum += mesh.width(k - 1) * slopeTerm(k - 1, points - 1, i, lambda);
        } else if (stencil.shared() && j == points - 1 && k < intervals - 1) {
            weight += mesh.width(k + 1) * stencil.weight(0);
            sum += mesh.width(k + 1) * slopeTerm(k + 1, 0, i, lambda);
        }
        return -sum / weight;
    }

    /** Σ_row λ_row B[row][j]. */
    private double slopeTerm(int k, int j, int i, double[] lambda) {
        double sum = 0;
        for (int r = 0; r < stencil.rows(); r++) {
            sum += lambda[defectRow[(k * stencil.rows() + r) * nx + i]] * stencil.slopes()[r][j];
        }
        return sum;
    }

    private double[] costates(double[] z, Multipliers multipliers) {
        double[] lambda = multipliers.constraints();
        double[] derivatives = assembled().derivatives(pointBlock, z);
        Block block = assembled().block(pointBlock);
        double[] after = new double[intervals * nx];
        double[] before = new double[intervals * nx];
        double[] omega = new double[block.outputs()];
        CollocationPoints quadrature = stencil.points();
        int last = points - 1;
        for (int k = 0; k < intervals; k++) {
            for (int i = 0; i < nx; i++) {
                for (int r = 0; r < stencil.rows(); r++) {
                    double multiplier = lambda[defectRow[(k * stencil.rows() + r) * nx + i]];
                    after[k * nx + i] += multiplier * stencil.states()[r][0];
                    before[k * nx + i] -= multiplier * stencil.states()[r][stencil.slots() - 1];
                }
            }
            if (quadrature.points()[0] == 0) {
                weights(k, 0, !stencil.shared() || k == 0, lambda, omega);
                addTransposed(block, instance(k, 0), derivatives, omega, 1, after, k * nx);
            }
            if (quadrature.points()[last] == 1) {
                weights(k, last, !stencil.shared() || k == intervals - 1, lambda, omega);
                addTransposed(block, instance(k, last), derivatives, omega, -1, before, k * nx);
            }
        }
        return nodeCostates(after, before);
    }

    /** ∂L/∂G at point j as far as interval k has a share in it; path multipliers only where the interval owns the point. */
    private void weights(int k, int j, boolean owns, double[] lambda, double[] omega) {
        double h = mesh.width(k);
        for (int i = 0; i < nx; i++) {
            omega[i] = -h * slopeTerm(k, j, i, lambda);
        }
        omega[functions.costOutput()] = h * stencil.weight(j);
        for (int i = 0; i < integralRow.length; i++) {
            omega[functions.integralOutput(i)] = h * stencil.weight(j) * lambda[integralRow[i]];
        }
        int mixed = functions.mixed.size();
        for (int i = 0; i < mixed; i++) {
            omega[functions.mixedOutput(i)] = owns ? lambda[mixedRow[instance(k, j) * mixed + i]] : 0;
        }
    }

    /** target[at + i] += sign Σ_r ω_r ∂G_r/∂x_i. */
    private void addTransposed(
            Block block, int e, double[] derivatives, double[] omega, double sign, double[] target, int at) {
        int nonzeros = block.jacobianNonzeros();
        for (int q = 0; q < nonzeros; q++) {
            int column = block.jacobianColumn(q);
            if (column < nx) {
                target[at + column] += sign * omega[block.jacobianRow(q)] * derivatives[e * nonzeros + q];
            }
        }
    }
}
