package org.turnpike.minimization.nonsmooth;

import java.util.Arrays;

/**
 * |u| = (Σ ω_j u_j²)^½. The proximal point is the group soft threshold (1 − λ/(γ|u|))₊ u, scaled to M if it is longer. On the sphere the Hessian of a function
 * with gradient r is its projected one less ⟨r, u⟩/M².
 *
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2005.00532.x">Yuan, Lin: Model selection and estimation in regression with grouped variables</a>
 */
public final class EuclideanNorm extends WeightedNorm {
    /**
     * @param factor λ
     * @param limit M
     * @param weight ω
     */
    public EuclideanNorm(double factor, double limit, double[] weight) {
        super(factor, limit, weight);
    }

    @Override
    public double norm(double[] u, int at) {
        return Math.sqrt(product(u, u, at));
    }

    private double product(double[] a, double[] b, int at) {
        double sum = 0;
        for (int j = 0; j < weight.length; j++) {
            sum += weight[j] * a[at + j] * b[at + j];
        }
        return sum;
    }

    private boolean zero(double[] u, int at) {
        if (factor == 0) {
            return false;
        }
        for (int j = 0; j < weight.length; j++) {
            if (u[at + j] != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void prox(double[] u, int at, double gamma) {
        double norm = norm(u, at);
        double target = Math.min(Math.max(norm - factor / gamma, 0), limit);
        scale(u, at, target == norm ? 1 : target / norm);
    }

    private void scale(double[] u, int at, double by) {
        for (int j = 0; j < weight.length; j++) {
            u[at + j] = by == 0 ? 0 : u[at + j] * by;
        }
    }

    @Override
    public double leastSubgradient(double[] u, double[] r, int at) {
        double norm = norm(u, at);
        if (norm == 0) {
            double excess = Math.max(0, Math.sqrt(product(r, r, at)) - factor);
            return excess * excess;
        }
        double radial = product(r, u, at) / norm;
        double tangential = 0;
        for (int j = 0; j < weight.length && weight.length > 1; j++) {
            double part = r[at + j] - radial * u[at + j] / norm;
            tangential += weight[j] * part * part;
        }
        double along = radial + factor;
        return tangential + (along < 0 && bound(u, at) ? 0 : along * along);
    }

    @Override
    public void addSlope(double[] u, double[] r, int at) {
        if (factor == 0 || bound(u, at)) {
            return;
        }
        double norm = norm(u, at);
        for (int j = 0; j < weight.length && norm > 0; j++) {
            r[at + j] += factor * u[at + j] / norm;
        }
    }

    @Override
    public void project(double[] u, double[] v, int at) {
        if (zero(u, at)) {
            Arrays.fill(v, at, at + weight.length, 0);
        } else if (bound(u, at)) {
            double radial = product(u, v, at) / product(u, u, at);
            for (int j = 0; j < weight.length; j++) {
                v[at + j] = weight.length == 1 ? 0 : v[at + j] - radial * u[at + j];
            }
        }
    }

    @Override
    public void addCurvature(double[] u, double[] r, double[] v, double[] out, int at) {
        if (bound(u, at)) {
            double multiplier = product(r, u, at) / product(u, u, at);
            for (int j = 0; j < weight.length; j++) {
                out[at + j] -= multiplier * v[at + j];
            }
        } else if (factor > 0) {
            double norm = norm(u, at);
            double radial = norm == 0 ? 0 : product(u, v, at) / (norm * norm);
            for (int j = 0; j < weight.length && norm > 0; j++) {
                out[at + j] += factor / norm * (v[at + j] - radial * u[at + j]);
            }
        }
    }

    @Override
    public void retract(double[] u, double[] v, double[] out, int at) {
        boolean held = bound(u, at);
        double along = 0;
        for (int j = 0; j < weight.length; j++) {
            out[at + j] = u[at + j] + v[at + j];
            along += weight[j] * u[at + j] * out[at + j];
        }
        double norm = norm(out, at);
        if (held || norm > limit) {
            scale(out, at, limit / norm);
        } else if (factor > 0 && along <= 0) {
            scale(out, at, 0);
        }
    }
}
