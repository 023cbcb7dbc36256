package org.turnpike.pmp.shooting;

import java.util.Arrays;
import org.turnpike.ode.DormandPrince;
import org.turnpike.ode.Integration;

/**
 * The flow of a vector field and its derivative: Y(t₁; t₀, y₀) and Φ = ∂Y/∂y₀ by the variational equations Φ′ = F_y Φ, Φ(t₀) = I,
 * integrated together with the state.
 */
public final class Flow {
    /** Derivatives may be this much less accurate than states: they steer Newton's method, they are not its answer. */
    private static final double DERIVATIVE_TOLERANCE = 1e2;

    private static final int EVALUATIONS = 200_000;

    private final double[] scale;
    private final double tolerance;
    private final Budget budget;
    private final int n;
    private final DormandPrince states;
    private final DormandPrince variations;
    private final double[] state;
    private final double[] derivative;
    private final double[] jacobian;

    /**
     * @param scale size of each component (n, positive)
     * @param tolerance of the integration, relative to the sizes
     */
    public Flow(double[] scale, double tolerance, Budget budget) {
        this.scale = scale.clone();
        this.tolerance = tolerance;
        this.budget = budget;
        n = scale.length;
        double[] absolute = new double[n];
        double[] all = new double[n + n * n];
        for (int i = 0; i < n; i++) {
            absolute[i] = tolerance * scale[i];
            all[i] = absolute[i];
            for (int j = 0; j < n; j++) {
                all[n + i * n + j] = DERIVATIVE_TOLERANCE * tolerance * scale[i] / scale[j];
            }
        }
        states = new DormandPrince(absolute, tolerance, EVALUATIONS);
        variations = new DormandPrince(all, tolerance, EVALUATIONS);
        state = new double[n];
        derivative = new double[n];
        jacobian = new double[n * n];
    }

    /** Y(t₁) into {@code end}; false if it cannot be reached. */
    boolean end(ArcField field, double t0, double[] y0, double t1, double[] end) {
        budget.countIntegration();
        Integration result = states.integrate((t, y, dy) -> evaluate(field, t, y, dy), t0, y0, t1);
        System.arraycopy(result.state(), 0, end, 0, n);
        return result.completed();
    }

    /** y at ascending times between t₀ and t₁, row by row; false if the end cannot be reached. */
    boolean along(ArcField field, double t0, double[] y0, double t1, double[] times, double[] values) {
        budget.countIntegration();
        return states.integrate((t, y, dy) -> evaluate(field, t, y, dy), t0, y0, t1, times, values)
                .completed();
    }

    private void evaluate(ArcField field, double t, double[] y, double[] dy) {
        budget.countEvaluation();
        if (budget.exhausted()) {
            Arrays.fill(dy, Double.NaN);
            return;
        }
        field.evaluate(t, y, dy);
    }

    /** Y(t₁) into {@code end} and Φ, row by row, into {@code transition}; false if they cannot be had. */
    boolean endAndTransition(ArcField field, double t0, double[] y0, double t1, double[] end, double[] transition) {
        budget.countIntegration();
        double[] start = Arrays.copyOf(y0, n + n * n);
        for (int i = 0; i < n; i++) {
            start[n + i * n + i] = 1;
        }
        Integration result = variations.integrate((t, y, dy) -> variation(field, t, y, dy), t0, start, t1);
        System.arraycopy(result.state(), 0, end, 0, n);
        System.arraycopy(result.state(), n, transition, 0, n * n);
        return result.completed();
    }

    private void variation(ArcField field, double t, double[] y, double[] dy) {
        budget.countEvaluation();
        if (budget.exhausted()) {
            Arrays.fill(dy, Double.NaN);
            return;
        }
        System.arraycopy(y, 0, state, 0, n);
        field.evaluate(t, state, derivative);
        System.arraycopy(derivative, 0, dy, 0, n);
        field.jacobian(t, state, jacobian);
        Arrays.fill(dy, n, n + n * n, 0);
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                double a = jacobian[i * n + l];
                if (a != 0) {
                    for (int j = 0; j < n; j++) {
                        dy[n + i * n + j] += a * y[n + l * n + j];
                    }
                }
            }
        }
    }

    double tolerance() {
        return tolerance;
    }

    double[] scale() {
        return scale.clone();
    }

    Budget budget() {
        return budget;
    }
}
