package org.turnpike.learning.pmp;

import java.util.Arrays;
import org.turnpike.expression.compile.Pattern;

/**
 * One function G(x, u) of a sample, evaluated with its derivatives at many instances e of one array of unknowns. The derivatives are
 * kept by nonzeros and applied to vectors; no matrix is ever formed.
 *
 * <p>Keeps work space: one object belongs to one thread.
 */
final class PatternInstances {
    private static final double[] NONE = {};

    private final Pattern pattern;
    private final int states;
    private final int instances;
    private final int[] index;
    private final double[] data;
    /** E × outputs. */
    final double[] values;

    private final double[] jacobian;
    private final double[] hessian;
    private final int[] jacobianRow;
    private final int[] jacobianColumn;
    private final int[] hessianRow;
    private final int[] hessianColumn;

    /**
     * @param pattern G over (x, u)
     * @param states the number of components of x, which come first
     * @param index E × unknowns: where instance e finds them
     * @param data E × data
     */
    PatternInstances(Pattern pattern, int states, int[] index, double[] data) {
        this.pattern = pattern;
        this.states = states;
        this.index = index;
        this.data = data;
        instances = index.length / pattern.unknowns();
        values = new double[instances * pattern.outputs()];
        jacobian = new double[instances * pattern.jacobianNonzeros()];
        hessian = new double[instances * pattern.hessianNonzeros()];
        jacobianRow = new int[pattern.jacobianNonzeros()];
        jacobianColumn = new int[jacobianRow.length];
        Arrays.setAll(jacobianRow, pattern::jacobianRow);
        Arrays.setAll(jacobianColumn, pattern::jacobianColumn);
        hessianRow = new int[pattern.hessianNonzeros()];
        hessianColumn = new int[hessianRow.length];
        Arrays.setAll(hessianRow, pattern::hessianRow);
        Arrays.setAll(hessianColumn, pattern::hessianColumn);
    }

    int instances() {
        return instances;
    }

    /** Whether no second derivative is between two controls. */
    boolean affineInControls() {
        for (int q = 0; q < hessianRow.length; q++) {
            if (hessianColumn[q] >= states) {
                return false;
            }
        }
        return true;
    }

    /** G at the instances from … to − 1. */
    void evaluate(double[] z, int from, int to) {
        pattern.values().evaluate(z, index, data, NONE, values, from, to);
    }

    /** G′ at all instances. */
    void evaluateJacobian(double[] z) {
        pattern.jacobian().evaluate(z, index, data, NONE, jacobian, 0, instances);
    }

    /** ∇²(μᵀG) at all instances; {@code multipliers} is E × outputs. */
    void evaluateHessian(double[] z, double[] multipliers) {
        pattern.hessian().evaluate(z, index, data, multipliers, hessian, 0, instances);
    }

    /** out += scale · G′(δx, δu) of instance e. */
    void tangent(int e, double[] dx, int xAt, double[] du, int uAt, double scale, double[] out, int at) {
        int base = e * jacobianRow.length;
        for (int q = 0; q < jacobianRow.length; q++) {
            int c = jacobianColumn[q];
            double d = c < states ? dx[xAt + c] : du[uAt + c - states];
            out[at + jacobianRow[q]] += scale * jacobian[base + q] * d;
        }
    }

    /** (outX, outU) += scale · G′ᵀ p of instance e. */
    void adjoint(int e, double[] p, int pAt, double scale, double[] outX, int xAt, double[] outU, int uAt) {
        int base = e * jacobianRow.length;
        for (int q = 0; q < jacobianRow.length; q++) {
            int c = jacobianColumn[q];
            double value = scale * jacobian[base + q] * p[pAt + jacobianRow[q]];
            if (c < states) {
                outX[xAt + c] += value;
            } else {
                outU[uAt + c - states] += value;
            }
        }
    }

    /** (outX, outU) += scale · ∇²(μᵀG)(δx, δu) of instance e. */
    void second(
            int e,
            double[] dx,
            int xAt,
            double[] du,
            int uAt,
            double scale,
            double[] outX,
            int outXAt,
            double[] outU,
            int outUAt) {
        int base = e * hessianRow.length;
        for (int q = 0; q < hessianRow.length; q++) {
            int r = hessianRow[q];
            int c = hessianColumn[q];
            double h = scale * hessian[base + q];
            double dc = c < states ? dx[xAt + c] : du[uAt + c - states];
            if (r < states) {
                outX[outXAt + r] += h * dc;
            } else {
                outU[outUAt + r - states] += h * dc;
            }
            if (r != c) {
                double dr = r < states ? dx[xAt + r] : du[uAt + r - states];
                if (c < states) {
                    outX[outXAt + c] += h * dr;
                } else {
                    outU[outUAt + c - states] += h * dr;
                }
            }
        }
    }

    /** The entries of ∇²(μᵀG) of instance e between controls, added to {@code matrix} (m × m). */
    void addControlHessian(int e, int m, double[] matrix) {
        int base = e * hessianRow.length;
        for (int q = 0; q < hessianRow.length; q++) {
            int r = hessianRow[q] - states;
            int c = hessianColumn[q] - states;
            if (r >= 0 && c >= 0) {
                matrix[r * m + c] += hessian[base + q];
                if (r != c) {
                    matrix[c * m + r] += hessian[base + q];
                }
            }
        }
    }
}
