package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Tape;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;
import org.turnpike.linalg.DenseSystem;
import org.turnpike.pmp.shooting.SmoothFunction;
import org.turnpike.problem.Range;

/**
 * The canonical equations with u = argmin over the box of H + Σ ε_i (u_i − c_i)²/2, c the middle of finite bounds, or 0: single-valued and
 * continuous where H is affine in u. a_i |u_i| becomes a_i ((1 − ε)|u_i| + ε u_i²/2), whose minimiser is a soft threshold: u_i = 0 where
 * |H_u| ≤ (1 − ε) a_i.
 *
 * <p>Coordinate after coordinate by a safeguarded Newton iteration, in turns until nothing changes. By the implicit function theorem
 * ∂u_F/∂y = −(H_FF + ε)⁻¹ H_Fy for the components F that are strictly inside; the others do not move.
 *
 * @see <a href="https://doi.org/10.1002/oca.4660150407">Bertrand, Epenoy: New smoothing techniques for solving bang-bang optimal control
 *     problems, Optimal Control Applications and Methods 23 (2002)</a>
 */
final class SmoothedField extends ControlledField {
    private static final int TURNS = 50;
    private static final int STEPS = 60;
    private static final double CONVERGED = 1e-13;

    private final double[] epsilon;
    private final double[] centre;
    private final double[] lower;
    private final double[] upper;
    private final double[] modulus;
    private final SmoothFunction slopes;
    private final CanonicalGuess guess;
    private final double[] slope;
    private final double[] slopeJacobian;

    /**
     * @param epsilon relative: ε_i is this over the square of half the width of the bounds, where they are finite
     * @throws UnsupportedStructureException if |u_i| does not enter H with a constant weight
     */
    SmoothedField(CanonicalSystem system, Dependence dependence, CanonicalGuess guess, double epsilon)
            throws UnsupportedStructureException {
        super(2 * system.size(), system.controls().size(), motion(system));
        this.guess = guess;
        this.epsilon = new double[m];
        centre = new double[m];
        lower = new double[m];
        upper = new double[m];
        modulus = new double[m];
        Expression smooth = system.hamiltonian();
        for (int i = 0; i < m; i++) {
            smooth = withoutModulus(system, smooth, i);
        }
        Derivatives derivatives = system.derivatives();
        List<Expression> gradient = derivatives.gradient(smooth, system.controls());
        for (int i = 0; i < m; i++) {
            Range bounds = system.problem().controls().get(i).bounds();
            lower[i] = bounds.lower();
            upper[i] = bounds.upper();
            double half = (upper[i] - lower[i]) / 2;
            boolean finite = Double.isFinite(half);
            Variable u = system.controls().get(i);
            boolean kink = modulus[i] > 0;
            boolean affine = !dependence.of(gradient.get(i), u);
            // |u| by (1 − ε)|u| + ε u²/2: from the energy problem to the fuel problem.
            double weight = modulus[i] > 0 ? modulus[i] * Math.min(1, epsilon) : epsilon;
            modulus[i] *= 1 - Math.min(1, epsilon);
            this.epsilon[i] = affine ? (finite && half > 0 ? weight / (half * half) : weight) : 0;
            centre[i] = finite && !kink ? lower[i] + half : 0;
        }
        slopes = new SmoothFunction(system.graph(), gradient, system.inputs());
        slope = new double[m];
        slopeJacobian = new double[m * (n + 1 + m)];
    }

    private static SmoothFunction motion(CanonicalSystem system) {
        List<Expression> field = new ArrayList<>(system.dynamics());
        system.derivatives()
                .gradient(system.hamiltonian(), system.states())
                .forEach(force -> field.add(system.graph().negate(force)));
        return new SmoothFunction(system.graph(), field, system.inputs());
    }

    /** H without a_i |u_i|; remembers a_i. */
    private Expression withoutModulus(CanonicalSystem system, Expression h, int i)
            throws UnsupportedStructureException {
        ExpressionGraph graph = system.graph();
        Variable u = system.controls().get(i);
        Expression node = graph.apply(UnaryFunction.ABS, u);
        if (!Tape.of(List.of(h)).contains(node)) {
            return h;
        }
        Variable size = graph.variable("|" + u.name() + "|");
        Expression replaced = new Replacement(graph, node, size).of(h);
        Expression weight =
                system.derivatives().gradient(replaced, List.of(size)).get(0);
        if (!(weight instanceof org.turnpike.expression.Constant constant) || constant.value() < 0) {
            throw new UnsupportedStructureException(
                    "|" + u.name() + "| does not enter the Hamiltonian with a constant weight of at least 0.");
        }
        modulus[i] = constant.value();
        return new Replacement(graph, size, graph.constant(0)).of(replaced);
    }

    @Override
    void enter(double t, double[] y) {
        System.arraycopy(y, 0, input, 0, n);
        input[n] = t;
        double[] start = guess.controls(t);
        for (int i = 0; i < m; i++) {
            input[n + 1 + i] = Math.max(lower[i], Math.min(upper[i], start[i]));
        }
        for (int turn = 0; turn < TURNS; turn++) {
            double change = 0;
            for (int i = 0; i < m; i++) {
                double before = input[n + 1 + i];
                minimize(i);
                change = Math.max(change, Math.abs(input[n + 1 + i] - before) / (1 + Math.abs(before)));
            }
            if (!(change > CONVERGED) || m == 1) {
                return;
            }
        }
    }

    /** H_u + ε(u − c) at u_i = v, and its derivative into {@code slopeJacobian}. */
    private double slopeAt(int i, double v) {
        input[n + 1 + i] = v;
        slopes.evaluate(input, slope);
        return slope[i] + epsilon[i] * (v - centre[i]);
    }

    /** Minimises along coordinate i; the function is taken to be convex there. */
    private void minimize(int i) {
        double start = input[n + 1 + i];
        double low = lower[i];
        double high = upper[i];
        double shift = 0;
        if (modulus[i] > 0 && low <= 0 && high >= 0) {
            double atZero = slopeAt(i, 0);
            if (Math.abs(atZero) <= modulus[i]) {
                input[n + 1 + i] = 0;
                return;
            }
            shift = atZero > 0 ? -modulus[i] : modulus[i];
            if (atZero > 0) {
                high = 0;
            } else {
                low = 0;
            }
        }
        if (low > Double.NEGATIVE_INFINITY && slopeAt(i, low) + shift >= 0) {
            input[n + 1 + i] = low;
            return;
        }
        if (high < Double.POSITIVE_INFINITY && slopeAt(i, high) + shift <= 0) {
            input[n + 1 + i] = high;
            return;
        }
        double v = Math.max(low, Math.min(high, start));
        for (int step = 0; step < STEPS; step++) {
            double g = slopeAt(i, v) + shift;
            if (Double.isNaN(g)) {
                input[n + 1 + i] = Double.NaN;
                return;
            }
            if (g > 0) {
                high = v;
            } else {
                low = v;
            }
            slopes.jacobian(input, slopeJacobian);
            double curvature = slopeJacobian[i * (n + 1 + m) + n + 1 + i] + epsilon[i];
            double next = curvature > 0 ? v - g / curvature : Double.NaN;
            if (!(next >= low && next <= high)) {
                next = Double.isFinite(low) && Double.isFinite(high)
                        ? (low + high) / 2
                        : v - Math.signum(g) * (1 + Math.abs(v));
            }
            if (Math.abs(next - v) <= CONVERGED * (1 + Math.abs(v))) {
                input[n + 1 + i] = next;
                return;
            }
            v = next;
        }
        input[n + 1 + i] = v;
    }

    private boolean inside(int i) {
        double v = input[n + 1 + i];
        return v > lower[i] && v < upper[i] && (modulus[i] == 0 || v != 0);
    }

    @Override
    void law() {
        Arrays.fill(controlJacobian, 0);
        int[] free = java.util.stream.IntStream.range(0, m).filter(this::inside).toArray();
        int q = free.length;
        if (q == 0) {
            return;
        }
        int width = n + 1 + m;
        slopes.jacobian(input, slopeJacobian);
        double[] matrix = new double[q * q];
        for (int r = 0; r < q; r++) {
            for (int c = 0; c < q; c++) {
                matrix[r * q + c] = slopeJacobian[free[r] * width + n + 1 + free[c]] + (r == c ? epsilon[free[r]] : 0);
            }
        }
        @Nullable DenseSystem factored = DenseSystem.of(matrix, q, q);
        double[] right = new double[q];
        double[] step = new double[q];
        for (int v = 0; v <= n; v++) {
            for (int r = 0; r < q; r++) {
                right[r] = slopeJacobian[free[r] * width + v];
            }
            boolean solved = factored != null && factored.solve(right, step);
            for (int r = 0; r < q; r++) {
                controlJacobian[free[r] * (n + 1) + v] = solved ? -step[r] : Double.NaN;
            }
        }
    }
}
