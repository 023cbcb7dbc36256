package org.turnpike.solution;

import java.util.Arrays;
import org.turnpike.mesh.IntervalPoints;
import org.turnpike.mesh.LagrangeBasis;

/**
 * States, controls and costates on a mesh t₀ = mesh[0] &lt; … &lt; mesh[K] = t_f, with the scheme's own interpolation.
 *
 * <p>In interval k, with θ = (t − mesh[k]) / (mesh[k+1] − mesh[k]) and h the interval's length, the state is
 * x_k + h Σ_j β_j(θ) f_j, β_j(θ) = ∫₀^θ L_j, L_j the Lagrange basis on {@code slopePoints}; the control is the Lagrange
 * interpolant of its values at {@code controlPoints}. The number of points may differ from interval to interval.
 *
 * @param mesh K + 1 times
 * @param states (K+1) × nx, row-major: values at the mesh's nodes
 * @param slopePoints s positions in [0, 1] of each interval
 * @param slopes slope points × nx: f there
 * @param controlPoints c positions in [0, 1] of each interval
 * @param controls control points × nu
 * @param costates (K+1) × nx: p at the nodes, gradient of the minimised cost-to-go
 * @param stageCostates control points × nx: costates at the control points
 */
public record Trajectory(
        double[] mesh,
        int stateCount,
        int controlCount,
        double[] states,
        IntervalPoints slopePoints,
        double[] slopes,
        IntervalPoints controlPoints,
        double[] controls,
        double[] costates,
        double[] stageCostates) {

    /** With the same points in all intervals. */
    public Trajectory(
            double[] mesh,
            int stateCount,
            int controlCount,
            double[] states,
            double[] slopePoints,
            double[] slopes,
            double[] controlPoints,
            double[] controls,
            double[] costates,
            double[] stageCostates) {
        this(
                mesh,
                stateCount,
                controlCount,
                states,
                IntervalPoints.uniform(mesh.length - 1, slopePoints),
                slopes,
                IntervalPoints.uniform(mesh.length - 1, controlPoints),
                controls,
                costates,
                stageCostates);
    }

    /** K. */
    public int intervals() {
        return mesh.length - 1;
    }

    /** The same with the first {@code count} controls only. */
    public Trajectory withControls(int count) {
        if (count == controlCount) {
            return this;
        }
        int rows = controlPoints.count();
        double[] kept = new double[rows * count];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(controls, row * controlCount, kept, row * count, count);
        }
        return new Trajectory(
                mesh, stateCount, count, states, slopePoints, slopes, controlPoints, kept, costates, stageCostates);
    }

    /** The interval that holds t: mesh[k] ≤ t &lt; mesh[k+1], clamped to [0, K−1]. */
    public int intervalOf(double t) {
        int found = Arrays.binarySearch(mesh, t);
        int k = found >= 0 ? found : -found - 2;
        return Math.max(0, Math.min(k, mesh.length - 2));
    }

    /** x(t), t in interval k, into {@code out} (nx). */
    public void state(int k, double t, double[] out) {
        double h = mesh[k + 1] - mesh[k];
        double theta = (t - mesh[k]) / h;
        double[] points = slopePoints.of(k);
        for (int i = 0; i < stateCount; i++) {
            out[i] = states[k * stateCount + i];
        }
        for (int j = 0; j < points.length; j++) {
            double weight = h * LagrangeBasis.integral(points, j, theta);
            int at = (slopePoints.first(k) + j) * stateCount;
            for (int i = 0; i < stateCount; i++) {
                out[i] += weight * slopes[at + i];
            }
        }
    }

    /** u(t), t in interval k, into {@code out} (nu). */
    public void control(int k, double t, double[] out) {
        double theta = (t - mesh[k]) / (mesh[k + 1] - mesh[k]);
        double[] points = controlPoints.of(k);
        Arrays.fill(out, 0, controlCount, 0);
        for (int j = 0; j < points.length; j++) {
            double weight = LagrangeBasis.value(points, j, theta);
            int at = (controlPoints.first(k) + j) * controlCount;
            for (int i = 0; i < controlCount; i++) {
                out[i] += weight * controls[at + i];
            }
        }
    }

    /** p(t), t in interval k, into {@code out} (nx): linear between the nodes. */
    public void costate(int k, double t, double[] out) {
        double theta = (t - mesh[k]) / (mesh[k + 1] - mesh[k]);
        for (int i = 0; i < stateCount; i++) {
            out[i] = (1 - theta) * costates[k * stateCount + i] + theta * costates[(k + 1) * stateCount + i];
        }
    }
}
