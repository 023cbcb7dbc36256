package org.turnpike.transcription;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.IntervalPoints;
import org.turnpike.mesh.LagrangeBasis;
import org.turnpike.mesh.Mesh;
import org.turnpike.nlp.Multipliers;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Trajectory;

/**
 * Collocation with the stages as unknowns, for any {@link Stencil}, which may differ from interval to interval.
 *
 * <p>Unknowns, interval by interval: the left node's state (and control, if neighbours share it), then stage by stage the states
 * inside and the controls; at the end the last node, the parameters and the free end times.
 */
final class Collocation extends MeshTranscription {
    private static final Range ZERO = Range.fixed(0);

    /** By interval. */
    private final Stencil[] stencils;

    private final boolean sharedNodes;
    /** By interval: the first instance of the point block, the first inner state, the first defect row. */
    private final int[] firstInstance;

    private final int[] firstInner;
    private final int[] firstDefect;
    /** By instance of the point block. */
    private final int[] pointState;

    private final int[] pointControl;
    private final double[] pointTau;
    /** By defect row of {@link #firstDefect}, × nx. */
    private final int[] defectRow;

    private final int[] mixedRow;
    private final int pointBlock;

    Collocation(OptimalControlProblem problem, Mesh mesh, Stencil stencil) {
        this(problem, mesh, repeated(stencil, mesh.intervals()));
    }

    /** @param stencils by interval; all of them share their nodes, or none */
    Collocation(OptimalControlProblem problem, Mesh mesh, Stencil[] stencils) {
        super(problem, mesh);
        this.stencils = stencils;
        sharedNodes = stencils[0].shared();
        firstInstance = new int[intervals + 1];
        firstInner = new int[intervals + 1];
        firstDefect = new int[intervals + 1];
        for (int k = 0; k < intervals; k++) {
            firstInstance[k + 1] = firstInstance[k] + stencils[k].pointCount() - (sharedNodes ? 1 : 0);
            firstInner[k + 1] = firstInner[k] + stencils[k].slots() - 2;
            firstDefect[k + 1] = firstDefect[k] + stencils[k].rows();
        }
        int instances = firstInstance[intervals] + (sharedNodes ? 1 : 0);
        pointState = new int[instances];
        pointControl = new int[instances];
        pointTau = new double[instances];
        int[] innerState = layOut();

        ProgramBuilder builder = newBuilder();
        pointBlock = builder.addBlock(
                new PatternBlock(functions.ratesAndMixed(), instances, pointIndex(pointState, pointControl), pointTau));
        defectRow = addDefects(builder, innerState);
        addQuadrature(builder);
        mixedRow = addMixedRows(pointBlock, instances, pointTau, functions.mixedOutput(0));
        addPureState(innerState);
        addControlLimits(builder);
        addBoundary();
        assemble();
    }

    private static Stencil[] repeated(Stencil stencil, int intervals) {
        Stencil[] stencils = new Stencil[intervals];
        Arrays.fill(stencils, stencil);
        return stencils;
    }

    /**
     * A collocation whose number of points may differ from interval to interval.
     *
     * @param own the number in intervals for which the mesh has none
     * @param stencil by number of points
     */
    static Collocation varying(OptimalControlProblem problem, Mesh mesh, int own, IntFunction<Stencil> stencil) {
        Map<Integer, Stencil> byStages = new HashMap<>();
        Stencil[] stencils = new Stencil[mesh.intervals()];
        for (int k = 0; k < stencils.length; k++) {
            int stages = mesh.stages(k) == 0 ? own : mesh.stages(k);
            stencils[k] = byStages.computeIfAbsent(stages, stencil::apply);
        }
        return new Collocation(problem, mesh, stencils);
    }

    /** The instance of point j of interval k. */
    private int instance(int k, int j) {
        return firstInstance[k] + j;
    }

    /** Numbers all unknowns; returns the first unknowns of the inner states. */
    private int[] layOut() {
        int[] innerState = new int[firstInner[intervals]];
        for (int k = 0; k < intervals; k++) {
            Stencil stencil = stencils[k];
            nodeState[k] = unknowns.addState(mesh.at(k, 0));
            int slot = firstInner[k];
            for (int j = 0; j < stencil.pointCount(); j++) {
                double c = stencil.point(j);
                if (sharedNodes && j == stencil.pointCount() - 1) {
                    break;
                }
                int e = instance(k, j);
                pointTau[e] = mesh.at(k, c);
                if (c == 0) {
                    pointState[e] = nodeState[k];
                } else if (c < 1) {
                    innerState[slot] = unknowns.addState(pointTau[e]);
                    pointState[e] = innerState[slot++];
                }
                pointControl[e] = unknowns.addControl(pointTau[e], mesh.at(k, 0.5));
            }
        }
        nodeState[intervals] = unknowns.addState(1);
        if (sharedNodes) {
            int last = pointState.length - 1;
            pointTau[last] = 1;
            pointState[last] = nodeState[intervals];
            pointControl[last] = unknowns.addControl(1, 1);
        } else if (stencils[0].point(stencils[0].pointCount() - 1) == 1) {
            for (int k = 0; k < intervals; k++) {
                pointState[instance(k, stencils[k].pointCount() - 1)] = nodeState[k + 1];
            }
        }
        shared = unknowns.addShared();
        return innerState;
    }

    private int[] addDefects(ProgramBuilder builder, int[] innerState) {
        int[] rows = new int[firstDefect[intervals] * nx];
        int most = 0;
        for (Stencil stencil : stencils) {
            most = Math.max(most, stencil.rows());
        }
        int[][] groups = new int[most][];
        for (int r = 0; r < most; r++) {
            groups[r] = defectGroups();
        }
        for (int k = 0; k < intervals; k++) {
            double h = mesh.width(k);
            Stencil stencil = stencils[k];
            for (int r = 0; r < stencil.rows(); r++) {
                for (int i = 0; i < nx; i++) {
                    int row = addRow(ZERO, groups[r][i], mesh.at(k, 0));
                    rows[(firstDefect[k] + r) * nx + i] = row;
                    for (int slot = 0; slot < stencil.slots(); slot++) {
                        builder.addLinear(row, slotState(k, slot, innerState) + i, stencil.states()[r][slot]);
                    }
                    for (int j = 0; j < stencil.pointCount(); j++) {
                        builder.addOutput(row, pointBlock, instance(k, j), i, -h * stencil.slopes()[r][j]);
                    }
                }
            }
        }
        return rows;
    }

    private int slotState(int k, int slot, int[] innerState) {
        if (slot == 0) {
            return nodeState[k];
        }
        return slot == stencils[k].slots() - 1 ? nodeState[k + 1] : innerState[firstInner[k] + slot - 1];
    }

    /** ∫ ≈ h Σ b_j (·)_j for the running cost and the integral constraints. */
    private void addQuadrature(ProgramBuilder builder) {
        addIntegralRows();
        for (int k = 0; k < intervals; k++) {
            Stencil stencil = stencils[k];
            for (int j = 0; j < stencil.pointCount(); j++) {
                double weight = mesh.width(k) * stencil.weight(j);
                builder.addOutput(LinearMap.OBJECTIVE, pointBlock, instance(k, j), functions.costOutput(), weight);
                for (int i = 0; i < integralRow.length; i++) {
                    builder.addOutput(integralRow[i], pointBlock, instance(k, j), functions.integralOutput(i), weight);
                }
            }
        }
    }

    /** u_j = Σ_{m ≤ d} L_m(c_j) u_m for the points beyond the first d + 1: a polynomial of degree d. */
    private void addControlLimits(ProgramBuilder builder) {
        for (int i = 0; i < nu; i++) {
            int degree = mesh.controlDegree(i);
            if (degree < 0) {
                continue;
            }
            int group = newGroup(functions.problem.controls().get(i).name() + " of degree " + degree);
            for (int k = 0; k < intervals; k++) {
                double[] c = stencils[k].points().points();
                double[] basis = Arrays.copyOf(c, Math.min(c.length, degree + 1));
                for (int j = basis.length; j < c.length; j++) {
                    int row = addRow(ZERO, group, mesh.at(k, c[j]));
                    builder.addLinear(row, pointControl[instance(k, j)] + i, 1);
                    for (int m = 0; m < basis.length; m++) {
                        builder.addLinear(row, pointControl[instance(k, m)] + i, -LagrangeBasis.value(basis, m, c[j]));
                    }
                }
            }
        }
    }

    private void addPureState(int[] innerState) {
        int[] offset = new int[intervals + innerState.length + 1];
        double[] tau = new double[offset.length];
        int count = 0;
        for (int k = 0; k < intervals; k++) {
            offset[count] = nodeState[k];
            tau[count++] = mesh.at(k, 0);
            int slot = firstInner[k];
            for (int j = 0; j < stencils[k].pointCount(); j++) {
                double c = stencils[k].point(j);
                if (c > 0 && c < 1) {
                    offset[count] = innerState[slot++];
                    tau[count++] = mesh.at(k, c);
                }
            }
        }
        offset[count] = nodeState[intervals];
        tau[count] = 1;
        addPureStateRows(offset, tau);
    }

    @Override
    public Trajectory trajectory(double[] z, Multipliers multipliers) {
        double length = endTime(z) - startTime(z);
        double[] values = assembled().values(pointBlock, z);
        int outputs = assembled().block(pointBlock).outputs();
        double[][] positions = new double[intervals][];
        for (int k = 0; k < intervals; k++) {
            positions[k] = stencils[k].points().points();
        }
        IntervalPoints points = IntervalPoints.of(positions);
        double[] slopes = new double[points.count() * nx];
        double[] controls = new double[points.count() * nu];
        double[] stageCostates = new double[points.count() * nx];
        for (int k = 0; k < intervals; k++) {
            for (int j = 0; j < stencils[k].pointCount(); j++) {
                int e = instance(k, j);
                int at = points.first(k) + j;
                for (int i = 0; i < nx; i++) {
                    slopes[at * nx + i] = values[e * outputs + i] / length;
                    stageCostates[at * nx + i] = stageCostate(k, j, i, multipliers.constraints());
                }
                System.arraycopy(z, pointControl[e], controls, at * nu, nu);
            }
        }
        return new Trajectory(
                times(z),
                nx,
                nu,
                nodeStates(z),
                points,
                slopes,
                points,
                controls,
                costates(z, multipliers),
                stageCostates);
    }

    @Override
    void defectMultipliers(CostateCurve costate, double[] lambda) {
        double[][] p = new double[Scheme.MOST_STAGES + 1][nx];
        for (int k = 0; k < intervals; k++) {
            Stencil stencil = stencils[k];
            int count = stencil.pointCount();
            for (int j = 0; j <= count; j++) {
                costate.at(mesh.at(k, j < count ? stencil.point(j) : 1), mesh.at(k, 0.5), p[j]);
            }
            for (int r = 0; r < stencil.rows(); r++) {
                for (int i = 0; i < nx; i++) {
                    double sum = 0;
                    for (int j = 0; j <= count; j++) {
                        sum -= stencil.adjoint()[r][j] * p[j][i];
                    }
                    lambda[defectRow[(firstDefect[k] + r) * nx + i]] = sum;
                }
            }
        }
    }

    /** p_j = −Σ_row λ_row B[row][j] / b_j, over both intervals where a node is shared. */
    private double stageCostate(int k, int j, int i, double[] lambda) {
        double h = mesh.width(k);
        Stencil stencil = stencils[k];
        int last = stencil.pointCount() - 1;
        double weight = h * stencil.weight(j);
        double sum = h * slopeTerm(k, j, i, lambda);
        if (sharedNodes && j == 0 && k > 0) {
            weight += mesh.width(k - 1) * stencil.weight(last);
            sum += mesh.width(k - 1) * slopeTerm(k - 1, last, i, lambda);
        } else if (sharedNodes && j == last && k < intervals - 1) {
            weight += mesh.width(k + 1) * stencil.weight(0);
            sum += mesh.width(k + 1) * slopeTerm(k + 1, 0, i, lambda);
        }
        return -sum / weight;
    }

    /** Σ_row λ_row B[row][j]. */
    private double slopeTerm(int k, int j, int i, double[] lambda) {
        double sum = 0;
        Stencil stencil = stencils[k];
        for (int r = 0; r < stencil.rows(); r++) {
            sum += lambda[defectRow[(firstDefect[k] + r) * nx + i]] * stencil.slopes()[r][j];
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
        for (int k = 0; k < intervals; k++) {
            Stencil stencil = stencils[k];
            CollocationPoints quadrature = stencil.points();
            int last = stencil.pointCount() - 1;
            for (int i = 0; i < nx; i++) {
                for (int r = 0; r < stencil.rows(); r++) {
                    double multiplier = lambda[defectRow[(firstDefect[k] + r) * nx + i]];
                    after[k * nx + i] += multiplier * stencil.states()[r][0];
                    before[k * nx + i] -= multiplier * stencil.states()[r][stencil.slots() - 1];
                }
            }
            if (quadrature.points()[0] == 0) {
                weights(k, 0, !sharedNodes || k == 0, lambda, omega);
                addTransposed(block, instance(k, 0), derivatives, omega, 1, after, k * nx);
            }
            if (quadrature.points()[last] == 1) {
                weights(k, last, !sharedNodes || k == intervals - 1, lambda, omega);
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
        double weight = h * stencils[k].weight(j);
        omega[functions.costOutput()] = weight;
        for (int i = 0; i < integralRow.length; i++) {
            omega[functions.integralOutput(i)] = weight * lambda[integralRow[i]];
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
