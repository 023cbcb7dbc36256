package org.turnpike.refinement;

import org.turnpike.mesh.LagrangeBasis;
import org.turnpike.mesh.Mesh;
import org.turnpike.refinement.IntervalSplitting.MeshBuilder;
import org.turnpike.solution.Trajectory;

/**
 * hp-refinement of collocation at Gauss or Radau points. Where the solution is smooth on an interval whose error is ρ times the allowed
 * one, its number of points N grows by ⌈log ρ / log N⌉ (Patterson, Hager, Rao 2015, eq. 26); where it is not, or more than
 * {@value #MOST} points were needed, the interval is split. Smooth is what has decaying Legendre coefficients: slopes and controls
 * are expanded on the interval, and a decay rate of their logarithms by less than {@value #DECAY} a degree counts as non-smooth (Liu, Hager,
 * Rao 2015). Where the error is negligible the degree falls, then neighbours are merged.
 */
public final class DegreeRefinement implements MeshStrategy {
    static final int LEAST = 2;
    static final int MOST = 10;
    /** Decimal digits by which Legendre coefficients of a smooth function fall from degree to degree. */
    private static final double DECAY = 0.4;

    private static final int MOST_RISE = 3;

    private final int own;

    /** @param own number of points of an interval without a number of its own */
    public DegreeRefinement(int own) {
        this.own = own;
    }

    @Override
    public boolean inside() {
        return true;
    }

    @Override
    public Mesh next(Mesh mesh, Trajectory trajectory, double[] ratios) {
        MeshBuilder builder = new MeshBuilder();
        for (int k = 0; k < ratios.length; k++) {
            double from = mesh.fraction(k);
            double to = mesh.fraction(k + 1);
            int points = points(mesh, k);
            double ratio = ratios[k];
            if (ratio > 1) {
                int rise = (int) Math.ceil(Math.log(ratio / IntervalSplitting.SAFETY) / Math.log(Math.max(points, 3)));
                int raised = points + Math.min(MOST_RISE, rise);
                boolean smooth = !limited(mesh, trajectory) && raised <= MOST && decay(trajectory, k) >= DECAY;
                if (smooth) {
                    builder.add(from, raised, 1, to);
                } else {
                    builder.add(from, points, IntervalSplitting.parts(ratio, points + 1), to);
                }
            } else if (k + 1 < ratios.length && mergeable(mesh, k, ratios)) {
                builder.add(from, points, 1, mesh.fraction(k + 2));
                k++;
            } else if (ratio * points * points < IntervalSplitting.NEGLIGIBLE && points > Math.max(LEAST, own)) {
                builder.add(from, points - 1, 1, to);
            } else {
                builder.add(from, points, 1, to);
            }
        }
        return builder.mesh(mesh.kept());
    }

    /** Whether a control has a lower degree than the points allow: more points would not help it. */
    private static boolean limited(Mesh mesh, Trajectory trajectory) {
        for (int i = 0; i < trajectory.controlCount(); i++) {
            if (mesh.controlDegree(i) >= 0) {
                return true;
            }
        }
        return false;
    }

    private int points(Mesh mesh, int k) {
        return mesh.stages(k) == 0 ? own : mesh.stages(k);
    }

    private boolean mergeable(Mesh mesh, int k, double[] ratios) {
        int points = points(mesh, k);
        double wider = (mesh.width(k) + mesh.width(k + 1)) / Math.min(mesh.width(k), mesh.width(k + 1));
        return points == points(mesh, k + 1)
                && !mesh.keeps(mesh.fraction(k + 1))
                && (ratios[k] + ratios[k + 1]) * Math.pow(wider, points + 1) < IntervalSplitting.NEGLIGIBLE;
    }

    /** The slowest decay of the Legendre coefficients of slopes and controls, in decimal digits a degree; large where they vanish. */
    static double decay(Trajectory trajectory, int k) {
        double slowest = Double.POSITIVE_INFINITY;
        double[] points = trajectory.slopePoints().of(k);
        int nx = trajectory.stateCount();
        for (int i = 0; i < nx; i++) {
            slowest = Math.min(
                    slowest,
                    decay(points, trajectory.slopes(), trajectory.slopePoints().first(k) * nx + i, nx));
        }
        points = trajectory.controlPoints().of(k);
        int nu = trajectory.controlCount();
        for (int i = 0; i < nu; i++) {
            slowest = Math.min(
                    slowest,
                    decay(
                            points,
                            trajectory.controls(),
                            trajectory.controlPoints().first(k) * nu + i,
                            nu));
        }
        return slowest;
    }

    /** −slope of the least-squares line through (n, log₁₀ |a_n|), n = 0 … s − 1. */
    private static double decay(double[] points, double[] values, int first, int stride) {
        int s = points.length;
        double[] a = legendre(points, values, first, stride);
        double size = 0;
        for (double coefficient : a) {
            size = Math.max(size, Math.abs(coefficient));
        }
        double last = Math.max(Math.abs(a[s - 1]), s > 1 ? Math.abs(a[s - 2]) : 0);
        if (s < 3 || last <= 1e-9 * (1e-3 + size)) {
            return Double.POSITIVE_INFINITY;
        }
        double meanN = 0.5 * (s - 1);
        double products = 0;
        double squares = 0;
        for (int n = 0; n < s; n++) {
            double logarithm = Math.log10(Math.max(Math.abs(a[n]) / size, 1e-16));
            products += (n - meanN) * logarithm;
            squares += (n - meanN) * (n - meanN);
        }
        return -products / squares;
    }

    /** a_n = (2n + 1) ∫₀¹ u P_n(2θ − 1) dθ by Gauss quadrature of the interpolant. */
    private static double[] legendre(double[] points, double[] values, int first, int stride) {
        int s = points.length;
        org.turnpike.mesh.CollocationPoints gauss = org.turnpike.mesh.CollocationPoints.gaussLegendre(s);
        double[] a = new double[s];
        for (int q = 0; q < s; q++) {
            double u = 0;
            for (int j = 0; j < s; j++) {
                u += LagrangeBasis.value(points, j, gauss.points()[q]) * values[first + j * stride];
            }
            double x = 2 * gauss.points()[q] - 1;
            double before = 0;
            double p = 1;
            for (int n = 0; n < s; n++) {
                a[n] += (2 * n + 1) * gauss.weights()[q] * u * p;
                double next = ((2 * n + 1) * x * p - n * before) / (n + 1);
                before = p;
                p = next;
            }
        }
        return a;
    }
}
