package org.turnpike.refinement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.verification.FunctionFactory;

/** Estimated against true errors where these have closed forms. */
class ErrorEstimateTest {
    /** The control stays at 0, and x′ = eˣ has the flow −log(e⁻ˣ − h). */
    private static final String FLOW =
            """
            turnpike: 1
            time: {start: 0, end: 1}
            states: {x: {start: -0.5, guess: 0}}
            controls: {u: {}}
            dynamics: {x: exp(x) + u}
            minimize: {integral: u^2}
            transcription: {scheme: %s, intervals: %d}
            solver: {tolerance: 1e-12}
            """;

    /** Hager's example: the optimum is tanh(1)/2. */
    private static final String HAGER =
            """
            turnpike: 1
            time: {start: 0, end: 1}
            states: {x: {start: 1}}
            controls: {u: {}}
            dynamics: {x: x/2 + u}
            minimize: {integral: 5*x^2/8 + x*u/2 + u^2/2}
            transcription: {scheme: %s, intervals: %d}
            solver: {tolerance: 1e-12}
            """;

    private static LocalErrors errors(Solution solution) {
        return new ErrorEstimate(solution.problem(), FunctionFactory.INTERPRETED)
                .of(solution.trajectory(), solution.parameters());
    }

    private static double[] trueErrors(Trajectory trajectory) {
        double[] errors = new double[trajectory.intervals()];
        double largest = 0;
        for (double x : trajectory.states()) {
            largest = Math.max(largest, Math.abs(x));
        }
        for (int k = 0; k < errors.length; k++) {
            double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
            double x = trajectory.states()[k];
            errors[k] = Math.abs(-Math.log(Math.exp(-x) - h) - trajectory.states()[k + 1]) / (1 + largest);
        }
        return errors;
    }

    @ParameterizedTest
    @CsvSource({
        "euler, 10, 2",
        "trapezoid, 10, 3",
        "implicit-midpoint, 10, 3",
        "hermite-simpson, 8, 5",
        "gauss-legendre-2, 8, 5",
        "radau-2, 8, 4",
        "radau-3, 4, 6",
        "rk4, 16, 5"
    })
    void localErrorsAreTheTrueOnesAndFallWithTheOrder(String scheme, int intervals, int power) {
        double[] largest = new double[2];
        for (int level = 0; level < 2; level++) {
            Solution solution = Solved.on(String.format(Locale.ROOT, FLOW, scheme, intervals << level));
            double[] expected = trueErrors(solution.trajectory());
            double[] estimated = errors(solution).nodes();
            for (int k = 0; k < expected.length; k++) {
                assertEquals(expected[k], estimated[k], 0.05 * expected[k] + 1e-11, scheme + " on interval " + k);
            }
            largest[level] = errors(solution).largest(false);
        }
        double observed = Math.log(largest[0] / largest[1]) / Math.log(2);
        assertEquals(power, observed, 0.6, scheme);
    }

    @ParameterizedTest
    @CsvSource({
        "trapezoid, 20",
        "implicit-midpoint, 20",
        "euler, 40",
        "hermite-simpson, 4",
        "gauss-legendre-2, 4",
        "radau-2, 6"
    })
    void errorOfTheObjectiveIsBounded(String scheme, int intervals) {
        Solution solution = Solved.on(String.format(Locale.ROOT, HAGER, scheme, intervals));
        double error = Math.abs(solution.objective() - Math.tanh(1) / 2);
        double estimate = errors(solution).objectiveError();
        assertTrue(
                0.5 * error <= estimate && estimate <= 30 * error,
                scheme + ": error " + error + ", estimate " + estimate);
    }

    @ParameterizedTest
    @CsvSource({"20", "40"})
    void constantControlsCostWhatTheHamiltonianSays(int intervals) {
        Solution solution = Solved.on(String.format(Locale.ROOT, HAGER, "rk4", intervals));
        double error = solution.objective() - Math.tanh(1) / 2;
        double estimate = errors(solution).objectiveError();
        assertEquals(1, estimate / error, 0.3, "error " + error + ", estimate " + estimate);
    }
}
