package org.turnpike.verification;

import org.turnpike.solution.Trajectory;

/** Trajectories from formulas, sampled as a scheme would: control and slope points of one's choice in each interval. */
public final class ExactTrajectory {
    private ExactTrajectory() {}

    /** A vector function of time; {@code side} is +1 for the limit from the right, −1 for the limit from the left. */
    @FunctionalInterface
    public interface Formula {
        double[] at(double t, int side);
    }

    public static Trajectory of(
            double[] mesh, double[] points, Formula states, Formula slopes, Formula controls, Formula costates) {
        int intervals = mesh.length - 1;
        int nx = states.at(mesh[0], 1).length;
        int nu = controls.at(mesh[0], 1).length;
        double[] x = new double[mesh.length * nx];
        double[] p = new double[mesh.length * nx];
        for (int k = 0; k <= intervals; k++) {
            int side = k < intervals ? 1 : -1;
            System.arraycopy(states.at(mesh[k], side), 0, x, k * nx, nx);
            System.arraycopy(costates.at(mesh[k], side), 0, p, k * nx, nx);
        }
        int total = intervals * points.length;
        double[] f = new double[total * nx];
        double[] u = new double[total * nu];
        double[] stage = new double[total * nx];
        for (int at = 0; at < total; at++) {
            int k = at / points.length;
            double theta = points[at % points.length];
            int side = theta == 1 ? -1 : 1;
            double t = mesh[k] + theta * (mesh[k + 1] - mesh[k]);
            System.arraycopy(slopes.at(t, side), 0, f, at * nx, nx);
            System.arraycopy(controls.at(t, side), 0, u, at * nu, nu);
            System.arraycopy(costates.at(t, side), 0, stage, at * nx, nx);
        }
        return new Trajectory(mesh, nx, nu, x, points, f, points, u, p, stage);
    }

    public static double[] uniform(double end, int intervals) {
        double[] mesh = new double[intervals + 1];
        for (int k = 0; k <= intervals; k++) {
            mesh[k] = end * k / intervals;
        }
        return mesh;
    }
}
