package org.turnpike.training.propagation;

import org.turnpike.learning.Output.Nonlinearity;
import org.turnpike.learning.loss.Loss;

/**
 * ℓ(ψ(z), y) of n samples with derivatives by z.
 *
 * <p>The distance |e| and the absolute loss Σ|e_c| are smoothed: √(|e|² + ε²) and Σ √(e_c² + ε²).
 */
final class LossLoops {
    private final Loss loss;
    private final Nonlinearity nonlinearity;
    private final double epsilon2;
    private final int m;
    /** Of one sample. */
    private final double[] zeta;

    private final double[] target;
    private final double[] slope;
    private final double[] tangent;
    private final double[] image;
    private final double[] dZeta;

    /**
     * @param m components of z
     * @param epsilon ε
     */
    LossLoops(Loss loss, Nonlinearity nonlinearity, int m, double epsilon) {
        this.loss = loss;
        this.nonlinearity = nonlinearity;
        this.m = m;
        epsilon2 = epsilon * epsilon;
        zeta = new double[m];
        target = new double[m];
        slope = new double[m];
        tangent = new double[m];
        image = new double[m];
        dZeta = new double[m];
    }

    /** Σ_i ℓ, and ∂ℓ/∂z into {@code g}. */
    double evaluate(int n, double[][] z, double[][] y, double[][] g) {
        if (loss == Loss.SQUARED && nonlinearity == Nonlinearity.NONE) {
            return squares(n, z, y, g);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            load(i, z, y);
            sum += slope();
            pull();
            for (int c = 0; c < m; c++) {
                g[c][i] = slope[c];
            }
        }
        return sum;
    }

    private double squares(int n, double[][] z, double[][] y, double[][] g) {
        double sum = 0;
        for (int c = 0; c < m; c++) {
            double[] gc = g[c];
            SampleLoops.sum(n, z[c], -1, y[c], gc);
            sum += SampleLoops.dot(n, gc, gc);
            SampleLoops.scale(n, 2, gc, gc);
        }
        return sum;
    }

    /** ∂²ℓ/∂z² δz into {@code out}. */
    void second(int n, double[][] z, double[][] y, double[][] dz, double[][] out) {
        if (loss == Loss.SQUARED && nonlinearity == Nonlinearity.NONE) {
            for (int c = 0; c < m; c++) {
                SampleLoops.scale(n, 2, dz[c], out[c]);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            load(i, z, y);
            slope();
            for (int c = 0; c < m; c++) {
                tangent[c] = dz[c][i];
            }
            push();
            for (int c = 0; c < m; c++) {
                out[c][i] = image[c];
            }
        }
    }

    /** ζ = ψ(z) and y of a sample. */
    private void load(int i, double[][] z, double[][] y) {
        output(i, z, zeta);
        for (int c = 0; c < m; c++) {
            target[c] = y[c][i];
        }
    }

    /** ψ(z) of a sample into {@code out}. */
    void output(int i, double[][] z, double[] out) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < m; c++) {
            out[c] = nonlinearity == Nonlinearity.TANH ? Math.tanh(z[c][i]) : z[c][i];
            largest = Math.max(largest, out[c]);
        }
        if (nonlinearity == Nonlinearity.SOFTMAX) {
            softmax(largest, out);
        }
    }

    private void softmax(double largest, double[] values) {
        double sum = 0;
        for (int c = 0; c < m; c++) {
            values[c] = Math.exp(values[c] - largest);
            sum += values[c];
        }
        for (int c = 0; c < m; c++) {
            values[c] /= sum;
        }
    }

    /** ℓ(ζ, y), and ∂ℓ/∂ζ into {@link #slope}. */
    private double slope() {
        return switch (loss) {
            case SQUARED -> {
                double sum = 0;
                for (int c = 0; c < m; c++) {
                    double e = zeta[c] - target[c];
                    sum += e * e;
                    slope[c] = 2 * e;
                }
                yield sum;
            }
            case DISTANCE -> {
                double root = Math.sqrt(epsilon2 + squaredDistance());
                for (int c = 0; c < m; c++) {
                    slope[c] = (zeta[c] - target[c]) / root;
                }
                yield root;
            }
            case ABSOLUTE -> {
                double sum = 0;
                for (int c = 0; c < m; c++) {
                    double e = zeta[c] - target[c];
                    double root = Math.sqrt(e * e + epsilon2);
                    sum += root;
                    slope[c] = root == 0 ? 0 : e / root;
                }
                yield sum;
            }
            case LOGISTIC -> {
                double s = -target[0] * zeta[0];
                slope[0] = -target[0] / (1 + Math.exp(-s));
                yield Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
            }
            case CROSS_ENTROPY -> crossEntropy();
        };
    }

    private double squaredDistance() {
        double square = 0;
        for (int c = 0; c < m; c++) {
            double e = zeta[c] - target[c];
            square += e * e;
        }
        return square;
    }

    /** log Σ e^{z_c} − Σ y_c z_c; its slope softmax(z) − y. */
    private double crossEntropy() {
        double largest = Double.NEGATIVE_INFINITY;
        double chosen = 0;
        for (int c = 0; c < m; c++) {
            largest = Math.max(largest, zeta[c]);
            chosen += target[c] * zeta[c];
        }
        double sum = 0;
        for (int c = 0; c < m; c++) {
            slope[c] = Math.exp(zeta[c] - largest);
            sum += slope[c];
        }
        for (int c = 0; c < m; c++) {
            slope[c] = slope[c] / sum - target[c];
        }
        return largest + Math.log(sum) - chosen;
    }

    /** ψ′ᵀ times {@link #slope}, in place. */
    private void pull() {
        if (nonlinearity == Nonlinearity.TANH) {
            for (int c = 0; c < m; c++) {
                slope[c] *= 1 - zeta[c] * zeta[c];
            }
        } else if (nonlinearity == Nonlinearity.SOFTMAX) {
            // ψ′ = diag ζ − ζζᵀ
            double mean = inner(zeta, slope);
            for (int c = 0; c < m; c++) {
                slope[c] = zeta[c] * (slope[c] - mean);
            }
        }
    }

    /** The derivative of ψ′ᵀ∇ℓ in the direction {@link #tangent} into {@link #image}. */
    private void push() {
        if (nonlinearity == Nonlinearity.NONE) {
            curve(tangent, image);
            return;
        }

        if (nonlinearity == Nonlinearity.TANH) {
            for (int c = 0; c < m; c++) {
                dZeta[c] = (1 - zeta[c] * zeta[c]) * tangent[c];
            }
            curve(dZeta, image);
            for (int c = 0; c < m; c++) {
                image[c] = (1 - zeta[c] * zeta[c]) * image[c] - 2 * zeta[c] * dZeta[c] * slope[c];
            }
            return;
        }
        double mean = inner(zeta, tangent);
        for (int c = 0; c < m; c++) {
            dZeta[c] = zeta[c] * (tangent[c] - mean);
        }
        curve(dZeta, image);
        double level = inner(zeta, slope);
        double change = inner(dZeta, slope) + inner(zeta, image);
        for (int c = 0; c < m; c++) {
            image[c] = dZeta[c] * (slope[c] - level) + zeta[c] * (image[c] - change);
        }
    }

    /** ∂²ℓ/∂ζ² v into {@code out}. */
    private void curve(double[] v, double[] out) {
        switch (loss) {
            case SQUARED -> {
                for (int c = 0; c < m; c++) {
                    out[c] = 2 * v[c];
                }
            }
            case DISTANCE -> {
                double root = Math.sqrt(epsilon2 + squaredDistance());
                double along = inner(slope, v);
                for (int c = 0; c < m; c++) {
                    out[c] = (v[c] - slope[c] * along) / root;
                }
            }
            case ABSOLUTE -> {
                for (int c = 0; c < m; c++) {
                    double e = zeta[c] - target[c];
                    double root = Math.sqrt(e * e + epsilon2);
                    out[c] = epsilon2 * v[c] / (root * root * root);
                }
            }
            case LOGISTIC -> {
                double share = -slope[0] / target[0];
                out[0] = target[0] * target[0] * share * (1 - share) * v[0];
            }
            case CROSS_ENTROPY -> {
                double mean = 0;
                for (int c = 0; c < m; c++) {
                    mean += (slope[c] + target[c]) * v[c];
                }
                for (int c = 0; c < m; c++) {
                    out[c] = (slope[c] + target[c]) * (v[c] - mean);
                }
            }
            default -> throw new IllegalStateException("a loss without second derivative: " + loss);
        }
    }

    private double inner(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < m; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }
}
