package org.turnpike.pmp.shooting;

import org.jspecify.annotations.Nullable;
import org.turnpike.linalg.DenseSystem;

/**
 * Newton's method with the natural monotonicity test: a step λΔz, r′(z)Δz = −r(z), is accepted if the simplified correction
 * Δz̄ = −r′(z)⁻¹ r(z + λΔz) satisfies |Δz̄| ≤ (1 − λ/4)|Δz| in the scaled norm (restricted test of NLEQ-ERR). The test does not
 * depend on how the equations are scaled, which suits shooting, whose residuals are amplified by the flow.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-23899-4">Deuflhard, section 3.3</a>
 */
public final class AffineInvariantNewton {
    private static final double LEAST_DAMPING = 1e-7;
    private static final double RESIDUAL_FLOOR = 1e-13;
    /** Corrections this near to the tolerance that shrink no more are the error of the integration, amplified by the flow. */
    private static final double NEAR = 1e3;
    /** Residual below which more equations than unknowns are called consistent. */
    private static final double CONSISTENT = 1e-8;

    private final double tolerance;
    private final int iterationLimit;

    /** @param tolerance on the scaled correction, in the root mean square */
    public AffineInvariantNewton(double tolerance, int iterationLimit) {
        this.tolerance = tolerance;
        this.iterationLimit = iterationLimit;
    }

    /** How an iteration ended. */
    public enum Status {
        CONVERGED("The correction is below the tolerance."),
        ITERATION_LIMIT("The limit on iterations was reached."),
        LIMIT("The limit on time or evaluations was reached."),
        SINGULAR("The Jacobian of the shooting function is singular."),
        UNDEFINED("The shooting function is undefined at the start."),
        INCONSISTENT("The conditions of this structure contradict each other."),
        DIVERGED(
                "No damped step reduces the error: the start is too far from a solution, or there is none of this structure.");

        private final String reason;

        Status(String reason) {
            this.reason = reason;
        }

        /** One sentence. */
        public String reason() {
            return reason;
        }
    }

    /**
     * The last iterate.
     *
     * @param correction scaled root mean square of the last Newton correction
     * @param residual largest |r_i|
     * @param jacobian r′ near the last iterate, row by row; null if none was computed
     */
    public record Result(
            Status status,
            double[] z,
            int iterations,
            double correction,
            double residual,
            double @Nullable [] jacobian) {}

    /** Iterates from {@code start}. */
    public Result solve(NonlinearSystem system, double[] start) {
        int n = system.unknowns();
        int m = system.equations();
        double[] z = start.clone();
        double[] residual = new double[m];
        double[] jacobian = new double[m * n];
        double[] delta = new double[n];
        double[] trial = new double[n];
        double[] trialResidual = new double[m];
        double[] simplified = new double[n];
        double[] scale = new double[n];
        double damping = 1;
        double previousNorm = 0;
        double[] previousSimplified = new double[n];
        double previousDamping = 1;
        boolean first = true;
        for (int iteration = 0; iteration < iterationLimit; iteration++) {
            if (system.exhausted()) {
                return new Result(Status.LIMIT, z, iteration, Double.NaN, largest(residual), null);
            }
            if (!system.residualAndJacobian(z, residual, jacobian)) {
                Status status = first ? Status.UNDEFINED : Status.DIVERGED;
                return new Result(
                        system.exhausted() ? Status.LIMIT : status, z, iteration, Double.NaN, Double.NaN, null);
            }
            system.scale(z, scale);
            @Nullable DenseSystem factored = DenseSystem.of(jacobian, m, n);
            if (factored == null || !step(factored, residual, delta)) {
                return new Result(Status.SINGULAR, z, iteration, Double.NaN, largest(residual), jacobian);
            }
            double norm = norm(delta, scale);
            boolean atRounding = largest(residual) <= RESIDUAL_FLOOR || !first && norm >= previousNorm / 2;
            if (norm <= tolerance || norm <= NEAR * tolerance && atRounding) {
                for (int i = 0; i < n; i++) {
                    z[i] += delta[i];
                }
                if (!system.admissible(z) || !system.residual(z, trialResidual)) {
                    for (int i = 0; i < n; i++) {
                        z[i] -= delta[i];
                    }
                    System.arraycopy(residual, 0, trialResidual, 0, m);
                }
                boolean solved = m == n || largest(trialResidual) <= CONSISTENT;
                return new Result(
                        solved ? Status.CONVERGED : Status.INCONSISTENT,
                        z,
                        iteration + 1,
                        norm,
                        largest(trialResidual),
                        jacobian);
            }
            if (!first) {
                // Prediction of the damping factor from the last step's Lipschitz estimate, Deuflhard (3.47).
                double difference = 0;
                for (int i = 0; i < n; i++) {
                    double d = (previousSimplified[i] - delta[i]) / scale[i];
                    difference += d * d;
                }
                difference = Math.sqrt(difference / n);
                double mu = previousNorm * norm(previousSimplified, scale) / (difference * norm) * previousDamping;
                damping = Double.isFinite(mu) ? Math.min(1, Math.max(mu, 1e-3)) : 1;
            }
            boolean accepted = false;
            while (damping >= LEAST_DAMPING) {
                if (system.exhausted()) {
                    return new Result(Status.LIMIT, z, iteration, norm, largest(residual), jacobian);
                }
                for (int i = 0; i < n; i++) {
                    trial[i] = z[i] + damping * delta[i];
                }
                if (!system.admissible(trial)
                        || !system.residual(trial, trialResidual)
                        || !step(factored, trialResidual, simplified)) {
                    damping /= 2;
                    continue;
                }
                double next = norm(simplified, scale);
                if (next <= (1 - damping / 4) * norm) {
                    accepted = true;
                    break;
                }
                double contraction = 0;
                for (int i = 0; i < n; i++) {
                    double d = (simplified[i] - (1 - damping) * delta[i]) / scale[i];
                    contraction += d * d;
                }
                double mu = 0.5 * norm * damping * damping / Math.sqrt(contraction / n);
                damping = Math.min(Double.isFinite(mu) ? mu : damping / 2, damping / 2);
            }
            if (!accepted) {
                return new Result(Status.DIVERGED, z, iteration, norm, largest(residual), jacobian);
            }
            System.arraycopy(trial, 0, z, 0, n);
            System.arraycopy(simplified, 0, previousSimplified, 0, n);
            previousNorm = norm;
            previousDamping = damping;
            first = false;
        }
        return new Result(Status.ITERATION_LIMIT, z, iterationLimit, Double.NaN, largest(residual), jacobian);
    }

    /** −A⁻¹ r. */
    private static boolean step(DenseSystem factored, double[] residual, double[] delta) {
        if (!factored.solve(residual, delta)) {
            return false;
        }
        for (int i = 0; i < delta.length; i++) {
            delta[i] = -delta[i];
        }
        return true;
    }

    private static double norm(double[] delta, double[] scale) {
        double sum = 0;
        for (int i = 0; i < delta.length; i++) {
            sum += delta[i] / scale[i] * (delta[i] / scale[i]);
        }
        return Math.sqrt(sum / delta.length);
    }

    private static double largest(double[] residual) {
        double largest = 0;
        for (double r : residual) {
            largest = Double.isNaN(r) ? Double.NaN : Math.max(largest, Math.abs(r));
        }
        return largest;
    }
}
