package org.turnpike.comparison.variation;

import org.turnpike.solution.Solution;

/**
 * The least eigenvalue of H_uu along an extremal: &gt; 0 is the strengthened Legendre–Clebsch condition, 0 means that H is affine in
 * some control, &lt; 0 that the control maximises H along some direction.
 *
 * @param least relative to nothing: in the units of H_uu; NaN without controls
 * @param time where it is least
 * @param scale the largest entry of H_uu met
 */
public record LegendreClebsch(double least, double time, double scale) {
    /** Eigenvalues below this share of {@link #scale} are zeros. */
    static final double ZERO = 1e-9;

    /** At the middle of every interval. */
    static LegendreClebsch along(Extremal extremal) {
        double least = Double.NaN;
        double time = Double.NaN;
        double scale = 0;
        Solution solution = extremal.solution();
        double[] mesh = solution.trajectory().mesh();
        for (int k = 0; k + 1 < mesh.length; k++) {
            double t = 0.5 * (mesh[k] + mesh[k + 1]);
            SecondVariation.Coefficients at = extremal.coefficients(t);
            double[] eigenvalues = at.r().symmetricEigenvalues();
            if (eigenvalues == null || eigenvalues.length == 0) {
                continue;
            }
            // H of τ is T times that of t.
            double value = eigenvalues[0] / (solution.finalTime() - solution.startTime());
            scale = Math.max(scale, at.r().largest() / (solution.finalTime() - solution.startTime()));
            if (!(value >= least)) {
                least = value;
                time = t;
            }
        }
        return new LegendreClebsch(least, time, scale);
    }

    /** Whether the strengthened condition holds. */
    public boolean strengthened() {
        return least > ZERO * scale;
    }
}
