package org.turnpike.learning.pmp;

import java.util.function.BooleanSupplier;
import org.turnpike.linalg.BandMatrix;

/**
 * Newton's method for F(z) = 0 with damping by the natural monotonicity test: a step s Δz, F′(z)Δz = −F(z), is accepted if the simplified
 * correction F′(z)⁻¹F(z + sΔz) is at most (1 − s/4) as long as Δz. The test does not depend on how the equations are scaled,
 * which suits shooting, whose residuals the flow amplifies.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-23899-4">Deuflhard: Newton Methods for Nonlinear Problems, section 3.3</a>
 */
final class DampedNewton {
    private static final double LEAST_DAMPING = 1e-4;

    private final double tolerance;
    private final int iterationLimit;
    private final BooleanSupplier exhausted;

    /** @param tolerance on the root mean square of Δz_i / (1 + |z_i|) */
    DampedNewton(double tolerance, int iterationLimit, BooleanSupplier exhausted) {
        this.tolerance = tolerance;
        this.iterationLimit = iterationLimit;
        this.exhausted = exhausted;
    }

    /** Equations with their Jacobian. */
    interface Equations {
        int size();

        /** F(z) into {@code residual}; false where it is undefined. */
        boolean residual(double[] z, double[] residual);

        /** F(z) and F′(z); {@code jacobian} is new and zero. False where undefined. */
        boolean jacobian(double[] z, double[] residual, BandMatrix jacobian);

        /** A zero matrix with the Jacobian's band. */
        BandMatrix newJacobian();

        /** What an undefined value means. */
        IndirectStatus undefined();
    }

    /** The last iterate; {@code correction} is the size of the last step. */
    record Result(IndirectStatus status, String reason, double[] z, double correction, int iterations) {}

    Result solve(Equations equations, double[] start) {
        int n = equations.size();
        double[] z = start.clone();
        double[] residual = new double[n];
        double[] delta = new double[n];
        double[] trial = new double[n];
        double[] next = new double[n];
        double correction = Double.NaN;
        double damping = 1;
        for (int iteration = 0; iteration < iterationLimit; iteration++) {
            if (exhausted.getAsBoolean()) {
                return new Result(
                        IndirectStatus.LIMIT,
                        "The limit on time or evaluations was reached.",
                        z,
                        correction,
                        iteration);
            }
            BandMatrix matrix = equations.newJacobian();
            if (!equations.jacobian(z, residual, matrix)) {
                return new Result(equations.undefined(), equations.undefined().meaning(), z, correction, iteration);
            }
            BandMatrix.Factors factors = matrix.factor();
            System.arraycopy(residual, 0, delta, 0, n);
            if (factors == null || !factors.solve(delta)) {
                return new Result(
                        IndirectStatus.SINGULAR,
                        "The Jacobian of the equations is singular.",
                        z,
                        correction,
                        iteration);
            }
            double size = size(delta, z);
            double previous = correction;
            correction = size;
            if (size <= tolerance) {
                for (int i = 0; i < n; i++) {
                    z[i] -= delta[i];
                }
                return new Result(
                        IndirectStatus.CONVERGED,
                        "The last Newton correction is below the tolerance.",
                        z,
                        size,
                        iteration + 1);
            }
            if (damping == 1 && size < 1e3 * tolerance && size > 0.5 * previous) {
                return new Result(
                        IndirectStatus.CONVERGED,
                        "Rounding allows no smaller Newton correction.",
                        z,
                        size,
                        iteration + 1);
            }
            damping = Math.min(1, 4 * damping);
            while (true) {
                for (int i = 0; i < n; i++) {
                    trial[i] = z[i] - damping * delta[i];
                }
                if (equations.residual(trial, next) && factors.solve(next)) {
                    double simplified = size(next, z);
                    if (simplified <= (1 - damping / 4) * size) {
                        break;
                    }
                }
                damping /= 2;
                if (damping < LEAST_DAMPING) {
                    return new Result(
                            IndirectStatus.DIVERGED,
                            "No damped Newton step comes nearer to a solution; the last full one was " + rounded(size)
                                    + ".",
                            z,
                            size,
                            iteration);
                }
                if (exhausted.getAsBoolean()) {
                    return new Result(
                            IndirectStatus.LIMIT, "The limit on time or evaluations was reached.", z, size, iteration);
                }
            }
            System.arraycopy(trial, 0, z, 0, n);
        }
        return new Result(
                IndirectStatus.LIMIT, "The limit on Newton steps was reached.", z, correction, iterationLimit);
    }

    private static String rounded(double value) {
        return String.format(java.util.Locale.ROOT, "%.1e", value);
    }

    private static double size(double[] delta, double[] z) {
        double sum = 0;
        for (int i = 0; i < delta.length; i++) {
            double d = delta[i] / (1 + Math.abs(z[i]));
            sum += d * d;
        }
        return Math.sqrt(sum / Math.max(1, delta.length));
    }
}
