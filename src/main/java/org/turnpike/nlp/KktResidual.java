package org.turnpike.nlp;

import org.ejml.data.DMatrixSparseCSC;

/**
 * The first-order conditions at a primal–dual point, recomputed from the program without any scaling.
 *
 * @param stationarity largest entry of ∇f + Jᵀλ − zLower + zUpper, and of multipliers with the wrong sign
 * @param infeasibility largest violation of a constraint or bound
 * @param complementarity largest product of a multiplier with the slack of its bound; for a constraint, λ_i⁺ (cU − c)_i or
 *     λ_i⁻ (c − cL)_i. A multiplier whose side is not bounded has the wrong sign.
 * @param largestMultiplier largest |λ_i| or bound multiplier
 */
public record KktResidual(double stationarity, double infeasibility, double complementarity, double largestMultiplier) {

    /** At {@code solution}'s point; NaN where the program is undefined there. */
    public static KktResidual of(NonlinearProgram program, NlpSolution solution) {
        return of(program, solution.z(), solution.multipliers());
    }

    /** At a point with multipliers. */
    public static KktResidual of(NonlinearProgram program, double[] z, Multipliers multipliers) {
        int n = program.variables();
        int m = program.constraints();
        double[] residual = new double[n];
        program.gradient(z, residual);
        addTransposed(program, z, multipliers.constraints(), residual);
        Accumulator sum = new Accumulator();
        double[] zLower = program.variableLower();
        double[] zUpper = program.variableUpper();
        for (int j = 0; j < n; j++) {
            double low = multipliers.lower()[j];
            double high = multipliers.upper()[j];
            sum.stationarity(residual[j] - low + high);
            sum.side(low, z[j] - zLower[j]);
            sum.side(high, zUpper[j] - z[j]);
        }
        double[] c = new double[m];
        program.constraints(z, c);
        double[] cLower = program.constraintLower();
        double[] cUpper = program.constraintUpper();
        for (int i = 0; i < m; i++) {
            double lambda = multipliers.constraints()[i];
            if (cLower[i] == cUpper[i]) {
                sum.infeasibility(Math.abs(c[i] - cLower[i]));
                sum.multiplier(lambda);
            } else {
                sum.side(Math.max(0, -lambda), c[i] - cLower[i]);
                sum.side(Math.max(0, lambda), cUpper[i] - c[i]);
            }
        }
        return new KktResidual(sum.stationarity, sum.infeasibility, sum.complementarity, sum.largest);
    }

    /** Stationarity and complementarity in one number, relative to max(1, largest multiplier). */
    public double scaled() {
        return worse(stationarity, complementarity) / Math.max(1, largestMultiplier);
    }

    private static void addTransposed(NonlinearProgram program, double[] z, double[] lambda, double[] residual) {
        DMatrixSparseCSC jacobian = program.newJacobian();
        program.jacobian(z, jacobian);
        for (int j = 0; j < jacobian.numCols; j++) {
            double sum = 0;
            for (int at = jacobian.col_idx[j]; at < jacobian.col_idx[j + 1]; at++) {
                sum += jacobian.nz_values[at] * lambda[jacobian.nz_rows[at]];
            }
            residual[j] += sum;
        }
    }

    /** The larger, where NaN is the largest of all. */
    private static double worse(double a, double b) {
        return Math.max(a, b);
    }

    private static final class Accumulator {
        private double stationarity;
        private double infeasibility;
        private double complementarity;
        private double largest;

        void stationarity(double entry) {
            stationarity = worse(stationarity, Math.abs(entry));
        }

        void infeasibility(double amount) {
            infeasibility = worse(infeasibility, amount);
        }

        void multiplier(double value) {
            largest = worse(largest, Math.abs(value));
        }

        /** One side of a bound: its multiplier (≥ 0 at a solution) and its slack. */
        void side(double multiplier, double slack) {
            multiplier(multiplier);
            if (multiplier < 0) {
                stationarity(multiplier);
            }
            if (Double.isInfinite(slack)) {
                stationarity(multiplier);
            } else {
                infeasibility(-slack);
                complementarity = worse(complementarity, Math.abs(multiplier * slack));
            }
        }
    }
}
