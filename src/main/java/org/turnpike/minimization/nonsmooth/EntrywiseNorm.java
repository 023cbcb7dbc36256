package org.turnpike.minimization.nonsmooth;

import java.util.Arrays;

/**
 * |u| = Σ ω_j |u_j|. The proximal point is a soft threshold of each entry, by λ/γ or, where that leaves more than M, by the level at which M is left, found by
 * sorting. The manifolds are faces of the ball, so they have no curvature.
 *
 * @see <a href="https://doi.org/10.1145/1390156.1390191">Duchi, Shalev-Shwartz, Singer, Chandra: Efficient projections onto the l1-ball</a>
 */
public final class EntrywiseNorm extends WeightedNorm {
    /**
     * @param factor λ
     * @param limit M
     * @param weight ω
     */
    public EntrywiseNorm(double factor, double limit, double[] weight) {
        super(factor, limit, weight);
    }

    @Override
    public double norm(double[] u, int at) {
        double sum = 0;
        for (int j = 0; j < weight.length; j++) {
            sum += weight[j] * Math.abs(u[at + j]);
        }
        return sum;
    }

    /** Whether zeros of this point are kinks: without λ they are so only on the boundary. */
    private boolean kinked(boolean bound) {
        return factor > 0 || bound;
    }

    @Override
    public void prox(double[] u, int at, double gamma) {
        double level = factor / gamma;
        if (remaining(u, at, level) > limit) {
            level = level(u, at);
        }
        for (int j = 0; j < weight.length; j++) {
            double size = Math.abs(u[at + j]) - level;
            u[at + j] = size > 0 ? Math.copySign(size, u[at + j]) : 0;
        }
        double norm = norm(u, at);
        // Rounding of sums must not pass for the interior.
        if (norm > limit * (1 - 1e-10)) {
            scale(u, at, limit / norm);
        }
    }

    private double remaining(double[] u, int at, double level) {
        double sum = 0;
        for (int j = 0; j < weight.length; j++) {
            sum += weight[j] * Math.max(0, Math.abs(u[at + j]) - level);
        }
        return sum;
    }

    /** The level τ with Σ ω (|u| − τ)₊ = M. */
    private double level(double[] u, int at) {
        double[] sizes = new double[weight.length];
        Arrays.setAll(sizes, j -> Math.abs(u[at + j]));
        Arrays.sort(sizes);
        // The largest kink at which no less than M remains is the left end of the piece that holds τ.
        int low = 0;
        int high = sizes.length - 1;
        if (remaining(u, at, sizes[0]) < limit) {
            high = -1;
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (remaining(u, at, sizes[middle]) >= limit) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        double start = high < 0 ? 0 : sizes[low];
        double slope = 0;
        for (int j = 0; j < weight.length; j++) {
            slope += Math.abs(u[at + j]) > start ? weight[j] : 0;
        }
        return start + (remaining(u, at, start) - limit) / slope;
    }

    private void scale(double[] u, int at, double by) {
        for (int j = 0; j < weight.length; j++) {
            u[at + j] *= by;
        }
    }

    /** On the boundary λ grows by the multiplier that fits the entries that are not 0 best. */
    @Override
    public double leastSubgradient(double[] u, double[] r, int at) {
        double level = factor;
        if (bound(u, at)) {
            level = Math.max(level, -mean(u, r, at));
        }
        double sum = 0;
        for (int j = 0; j < weight.length; j++) {
            double part = u[at + j] == 0
                    ? Math.max(0, Math.abs(r[at + j]) - level)
                    : r[at + j] + level * Math.signum(u[at + j]);
            sum += weight[j] * part * part;
        }
        return sum;
    }

    /** The mean of v in the direction of the signs of u. */
    private double mean(double[] u, double[] v, int at) {
        double sum = 0;
        double total = 0;
        for (int j = 0; j < weight.length; j++) {
            double sign = Math.signum(u[at + j]);
            sum += weight[j] * sign * v[at + j];
            total += sign == 0 ? 0 : weight[j];
        }
        return total == 0 ? 0 : sum / total;
    }

    @Override
    public void addSlope(double[] u, double[] r, int at) {
        for (int j = 0; j < weight.length; j++) {
            r[at + j] += factor * Math.signum(u[at + j]);
        }
    }

    @Override
    public void project(double[] u, double[] v, int at) {
        boolean held = bound(u, at);
        double normal = held ? mean(u, v, at) : 0;
        for (int j = 0; j < weight.length; j++) {
            double sign = Math.signum(u[at + j]);
            v[at + j] = sign == 0 && kinked(held) ? 0 : v[at + j] - normal * sign;
        }
    }

    @Override
    public void addCurvature(double[] u, double[] r, double[] v, double[] out, int at) {
        // Faces are flat.
    }

    @Override
    public void retract(double[] u, double[] v, double[] out, int at) {
        boolean held = bound(u, at);
        for (int j = 0; j < weight.length; j++) {
            double moved = u[at + j] + v[at + j];
            out[at + j] = kinked(held) && moved * u[at + j] <= 0 ? 0 : moved;
        }
        double norm = norm(out, at);
        if (norm > limit || held && norm > 0) {
            scale(out, at, limit / norm);
        }
    }
}
