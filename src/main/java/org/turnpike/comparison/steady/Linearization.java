package org.turnpike.comparison.steady;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.comparison.variation.SecondVariation;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.linalg.Matrix;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.verification.FunctionFactory;

/**
 * The maximum principle's equations linearised at a static optimum.
 *
 * @param kind what they are like
 * @param eigenvalues of M as pairs {re, im} by ascending real part; empty unless M exists
 * @param rate μ = min |Re λ| if M is hyperbolic, else NaN
 * @param reason one sentence
 */
public record Linearization(Kind kind, double[][] eigenvalues, double rate, String reason) {
    /** What the linearised equations are like. */
    public enum Kind {
        /** No eigenvalue on the imaginary axis: exponential approach. */
        HYPERBOLIC("hyperbolic"),
        /** Some eigenvalue on the imaginary axis. */
        NOT_HYPERBOLIC("not hyperbolic"),
        /** H is affine in a control that is inside its bounds: no M. */
        SINGULAR("singular"),
        /** A constraint or state bound is active, or a kink holds the control: M would not describe the neighbourhood. */
        CONSTRAINED("constrained");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The name in files. */
        public String label() {
            return label;
        }
    }

    /** Real parts below this share of the largest eigenvalue lie on the imaginary axis. */
    private static final double ON_AXIS = 1e-6;

    private static final double SINGULAR = 1e-9;

    public static Linearization at(StaticOptimum optimum, Solution solution, FunctionFactory factory) {
        OptimalControlProblem problem = solution.problem();
        if (!optimum.active().isEmpty()) {
            return none(
                    Kind.CONSTRAINED, "At the static optimum this is active: " + String.join("; ", optimum.active()));
        }
        if (kink(problem)) {
            return none(Kind.CONSTRAINED, "The running cost has a kink: its turnpike is not a linear one");
        }
        SecondVariation variation = new SecondVariation(problem, factory);
        int nx = problem.states().size();
        int nu = problem.controls().size();
        double[] shared = variation.shared(solution.parameters(), solution.startTime(), solution.finalTime());
        SecondVariation.Coefficients all =
                variation.at(optimum.state(), optimum.control(), shared, 0.5, optimum.costate());
        int[] x = IntStream.range(0, nx).toArray();
        int[] moving =
                IntStream.range(0, nu).filter(i -> !optimum.saturated()[i]).toArray();
        SecondVariation.Coefficients states = new SecondVariation.Coefficients(
                all.a().select(x, x),
                all.b().select(x, moving),
                all.q().select(x, x),
                all.s().select(moving, x),
                all.r().select(moving, moving));
        double[] convexity = states.r().symmetricEigenvalues();
        double size = Math.max(all.q().largest(), all.r().largest());
        if (convexity == null || convexity.length > 0 && !(convexity[0] > SINGULAR * size)) {
            return none(
                    Kind.SINGULAR,
                    "H is not strictly convex in u at the static optimum: a turnpike is met after a finite time");
        }
        Matrix m = states.hamiltonianMatrix();
        double[][] eigenvalues = m == null ? null : m.eigenvalues();
        if (eigenvalues == null) {
            return none(Kind.SINGULAR, "The linearised equations could not be formed");
        }
        double length = solution.finalTime() - solution.startTime();
        double largest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double[] value : eigenvalues) {
            value[0] /= length;
            value[1] /= length;
            largest = Math.max(largest, Math.hypot(value[0], value[1]));
            least = Math.min(least, Math.abs(value[0]));
        }
        boolean hyperbolic = least > ON_AXIS * largest;
        return new Linearization(
                hyperbolic ? Kind.HYPERBOLIC : Kind.NOT_HYPERBOLIC,
                eigenvalues,
                hyperbolic ? least : Double.NaN,
                hyperbolic
                        ? "No eigenvalue of the Hamiltonian matrix lies on the imaginary axis"
                        : "The Hamiltonian matrix has eigenvalues on the imaginary axis: no exponential approach");
    }

    private static boolean kink(OptimalControlProblem problem) {
        return Tape.of(List.of(problem.objective().running())).nodes().stream()
                .anyMatch(n -> n instanceof Unary u && u.function() == UnaryFunction.ABS);
    }

    private static Linearization none(Kind kind, String reason) {
        return new Linearization(kind, new double[0][], Double.NaN, reason);
    }

    /** Whether M exists. */
    public boolean exists() {
        return eigenvalues.length > 0;
    }

    /** The eigenvalue that is slowest, or null. */
    public double @Nullable [] slowest() {
        double[] slowest = null;
        for (double[] value : eigenvalues) {
            slowest = slowest == null || Math.abs(value[0]) < Math.abs(slowest[0]) ? value : slowest;
        }
        return slowest;
    }
}
