package org.turnpike.learning.classifier;

import org.turnpike.nlp.convex.ConvexObjective;

/**
 * 1/N Σ log(1 + exp(−yᵢ zᵢ)) + ½ Σ curvatureⱼ vⱼ² + slopeᵀv, with zᵢ = rowᵢ · v.
 *
 * @param rows N × n
 * @param labels ±1
 */
record LogisticObjective(double[][] rows, double[] labels, double[] curvature, double[] slope)
        implements ConvexObjective {
    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    @Override
    public double value(double[] v) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += Loss.softplus(-labels[i] * dot(rows[i], v));
        }
        double value = sum / rows.length;
        for (int j = 0; j < v.length; j++) {
            value += v[j] * (0.5 * curvature[j] * v[j] + slope[j]);
        }
        return value;
    }

    @Override
    public double[] gradient(double[] v) {
        double[] gradient = slope.clone();
        for (int i = 0; i < rows.length; i++) {
            double weight = -labels[i] / rows.length * wrong(labels[i] * dot(rows[i], v));
            for (int j = 0; j < v.length; j++) {
                gradient[j] += weight * rows[i][j];
            }
        }
        for (int j = 0; j < v.length; j++) {
            gradient[j] += curvature[j] * v[j];
        }
        return gradient;
    }

    @Override
    public double[][] hessian(double[] v) {
        int n = v.length;
        double[][] hessian = new double[n][n];
        for (int i = 0; i < rows.length; i++) {
            double margin = labels[i] * dot(rows[i], v);
            double weight = wrong(margin) * wrong(-margin) / rows.length;
            for (int j = 0; j < n; j++) {
                for (int k = 0; k <= j; k++) {
                    hessian[j][k] += weight * rows[i][j] * rows[i][k];
                }
            }
        }
        for (int j = 0; j < n; j++) {
            hessian[j][j] += curvature[j];
            for (int k = 0; k < j; k++) {
                hessian[k][j] = hessian[j][k];
            }
        }
        return hessian;
    }

    /** 1/(1 + eᵐ): the model's probability of the other label. */
    private static double wrong(double margin) {
        return margin >= 0 ? Math.exp(-margin) / (1 + Math.exp(-margin)) : 1 / (1 + Math.exp(margin));
    }
}
