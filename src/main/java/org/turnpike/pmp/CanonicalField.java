package org.turnpike.pmp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.linalg.DenseSystem;
import org.turnpike.pmp.shooting.SmoothFunction;

/**
 * (x, p)′ = F(x, p, t, u) with u = u(x, p, t): some components in closed form, the others by Newton's method from their equations
 * E(x, p, t, u) = 0, started from the guess at t. By the implicit function theorem ∂u/∂y = −E_u⁻¹ E_y.
 */
final class CanonicalField extends ControlledField {
    private static final int STEPS = 50;
    private static final double CONVERGED = 1e-13;

    private final int[] closed;
    private final SmoothFunction laws;
    private final int[] implicit;
    private final SmoothFunction equations;
    private final CanonicalGuess guess;
    private final double[] outer;
    private final double[] lawValues;
    private final double[] values;
    private final double[] trial;
    private final double[] equationJacobian;
    private final double[] lawJacobian;
    private final double[] matrix;
    private final double[] step;

    CanonicalField(
            int dimension,
            int controls,
            SmoothFunction motion,
            int[] closed,
            SmoothFunction laws,
            int[] implicit,
            SmoothFunction equations,
            CanonicalGuess guess) {
        super(dimension, controls, motion);
        this.closed = closed;
        this.laws = laws;
        this.implicit = implicit;
        this.equations = equations;
        this.guess = guess;
        outer = new double[n + 1];
        lawValues = new double[closed.length];
        values = new double[implicit.length];
        trial = new double[implicit.length];
        equationJacobian = new double[implicit.length * (n + 1 + m)];
        lawJacobian = new double[closed.length * (n + 1)];
        matrix = new double[implicit.length * implicit.length];
        step = new double[implicit.length];
    }

    /** Fills {@code input} with (y, t, u). */
    @Override
    void enter(double t, double[] y) {
        System.arraycopy(y, 0, outer, 0, n);
        outer[n] = t;
        System.arraycopy(outer, 0, input, 0, n + 1);
        laws.evaluate(outer, lawValues);
        for (int i = 0; i < closed.length; i++) {
            input[n + 1 + closed[i]] = lawValues[i];
        }
        if (implicit.length > 0) {
            // From the guess, not from the last solution: the same point gives the same control.
            double[] start = guess.controls(t);
            for (int i : implicit) {
                input[n + 1 + i] = start[i];
            }
            if (!solve()) {
                for (int i : implicit) {
                    input[n + 1 + i] = Double.NaN;
                }
            }
        }
    }

    /** Newton's method for the implicit components, each step halved until |E| falls. */
    private boolean solve() {
        int q = implicit.length;
        equations.evaluate(input, values);
        double size = largest(values);
        for (int iteration = 0; iteration < STEPS; iteration++) {
            if (!Double.isFinite(size)) {
                return false;
            }
            if (size == 0) {
                return true;
            }
            @Nullable DenseSystem factored = factored();
            if (factored == null || !factored.solve(values, step)) {
                return false;
            }
            if (q == 1 && matrix[0] < 0) {
                // H is concave here: down its slope instead of up to its maximum.
                step[0] = -step[0];
            }
            double largestStep = 0;
            double largestControl = 1;
            for (int i = 0; i < q; i++) {
                trial[i] = input[n + 1 + implicit[i]];
                largestStep = Math.max(largestStep, Math.abs(step[i]));
                largestControl = Math.max(largestControl, Math.abs(trial[i]));
            }
            double damping = 1;
            double next = Double.NaN;
            while (damping > 1e-6) {
                for (int i = 0; i < q; i++) {
                    input[n + 1 + implicit[i]] = trial[i] - damping * step[i];
                }
                equations.evaluate(input, values);
                next = largest(values);
                if (q == 1 && matrix[0] < 0 && Math.abs(damping * step[0]) < 1 && Double.isFinite(next)) {
                    break;
                }
                if (next < size || largestStep <= CONVERGED * largestControl) {
                    break;
                }
                damping /= 2;
            }
            if (largestStep <= CONVERGED * largestControl) {
                return true;
            }
            if (!(next < size) && !(q == 1 && matrix[0] < 0)) {
                // |E| is at its rounding level.
                return largestStep <= 1e-9 * largestControl;
            }
            size = next;
        }
        return false;
    }

    private @Nullable DenseSystem factored() {
        int q = implicit.length;
        equations.jacobian(input, equationJacobian);
        for (int r = 0; r < q; r++) {
            for (int c = 0; c < q; c++) {
                matrix[r * q + c] = equationJacobian[r * (n + 1 + m) + n + 1 + implicit[c]];
            }
        }
        return DenseSystem.of(matrix, q, q);
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double v : values) {
            largest = Double.isNaN(v) ? Double.NaN : Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    /** ∂u/∂(y, t) into {@code controlJacobian}, at the point entered. */
    @Override
    void law() {
        Arrays.fill(controlJacobian, 0);
        laws.jacobian(outer, lawJacobian);
        for (int i = 0; i < closed.length; i++) {
            System.arraycopy(lawJacobian, i * (n + 1), controlJacobian, closed[i] * (n + 1), n + 1);
        }
        int q = implicit.length;
        if (q == 0) {
            return;
        }
        @Nullable DenseSystem factored = factored();
        int width = n + 1 + m;
        for (int v = 0; v <= n; v++) {
            for (int r = 0; r < q; r++) {
                double sum = equationJacobian[r * width + v];
                for (int i : closed) {
                    sum += equationJacobian[r * width + n + 1 + i] * controlJacobian[i * (n + 1) + v];
                }
                values[r] = sum;
            }
            boolean solved = factored != null && factored.solve(values, step);
            for (int r = 0; r < q; r++) {
                controlJacobian[implicit[r] * (n + 1) + v] = solved ? -step[r] : Double.NaN;
            }
        }
    }
}
