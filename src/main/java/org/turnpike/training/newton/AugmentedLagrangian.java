package org.turnpike.training.newton;

import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;
import org.turnpike.training.MovableTargets;

/**
 * L(u) = R(u) + Σ_i μ_iᵀc_i + ρ/2 Σ_i |c_i|² for the constraints c_i = ψ(P x_i(T)) − y_i = 0. As μᵀc + ρ/2 |c|² = ρ/2 |c + μ/ρ|² − |μ|²/(2ρ), the sum is
 * ρN/2 times the mean squared error for the targets y − μ/ρ, so that multipliers only move targets.
 */
final class AugmentedLagrangian implements SmoothFunction {
    private final MovableTargets cost;
    private final SmoothFunction penalty;
    private final double[][] targets;
    private final double[][] shifted;
    private final double[][] outputs;
    /** μ and c by sample. */
    final double[][] multipliers;

    private double rho;
    private double constant;
    private final double[] image;

    /**
     * @param cost the mean squared error at the end
     * @param penalty R
     * @param targets y
     */
    AugmentedLagrangian(MovableTargets cost, SmoothFunction penalty, double[][] targets, double rho) {
        this.cost = cost;
        this.penalty = penalty;
        this.targets = targets;
        this.rho = rho;
        shifted = new double[targets.length][targets[0].length];
        outputs = new double[targets.length][targets[0].length];
        multipliers = new double[targets.length][targets[0].length];
        image = new double[cost.size()];
        shift();
    }

    double rho() {
        return rho;
    }

    /** Goes on with another ρ. */
    void penalize(double other) {
        rho = other;
        shift();
    }

    /** The sample whose outputs miss their targets most, and by how much. */
    record Violation(int sample, double size) {}

    Violation violation(double[] u) {
        cost.outputs(u, outputs);
        int worst = 0;
        double largest = 0;
        for (int i = 0; i < targets.length; i++) {
            for (int c = 0; c < targets[i].length; c++) {
                double miss = Math.abs(outputs[i][c] - targets[i][c]);
                if (!(miss <= largest)) {
                    largest = miss;
                    worst = i;
                }
            }
        }
        return new Violation(worst, largest);
    }

    /** μ += ρ c, c that of the last {@link #violation}. */
    void updateMultipliers() {
        for (int i = 0; i < targets.length; i++) {
            for (int c = 0; c < targets[i].length; c++) {
                multipliers[i][c] += rho * (outputs[i][c] - targets[i][c]);
            }
        }
        shift();
    }

    /** The targets' shift from multipliers that were set. */
    void shift() {
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            for (int c = 0; c < targets[i].length; c++) {
                shifted[i][c] = targets[i][c] - multipliers[i][c] / rho;
                sum += multipliers[i][c] * multipliers[i][c];
            }
        }
        constant = sum / (2 * rho);
        cost.targets(shifted);
    }

    private double factor() {
        return rho * targets.length / 2;
    }

    @Override
    public InnerProduct space() {
        return penalty.space();
    }

    @Override
    public double value(double[] u) {
        return factor() * cost.value(u) - constant + penalty.value(u);
    }

    @Override
    public double gradient(double[] u, double[] g) {
        double value = factor() * cost.gradient(u, image) - constant + penalty.gradient(u, g);
        for (int j = 0; j < g.length; j++) {
            g[j] += factor() * image[j];
        }
        return value;
    }

    @Override
    public void product(double[] v, double[] out) {
        cost.product(v, image);
        penalty.product(v, out);
        for (int j = 0; j < out.length; j++) {
            out[j] += factor() * image[j];
        }
    }
}
