package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.Control;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;
import org.turnpike.transcription.Schemes;

/** The pipeline on small problems with closed forms: names, signs, and what belongs to the user. */
class DirectMethodTest {
    private static final String DOUBLE_INTEGRATOR =
            """
            turnpike: 1
            time: {start: 0, end: 1}
            states:
              x: {start: 0, end: 1}
              v: {start: 0, end: 0}
            controls:
              u: {}
            dynamics: {x: v, v: u}
            transcription: {scheme: gauss-legendre-3, intervals: 10}
            """;

    @TempDir
    Path folder;

    private ProblemFile read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("problem.yaml"), text);
        return new ProblemReader(Schemes.names()).read(file, List.of());
    }

    private Solution solve(String text) throws IOException {
        return new DirectMethod(new IpoptSolver()).solve(read(text), 0.25, IterationListener.SILENT);
    }

    private static double[] first(double[] nodes, int width) {
        return java.util.Arrays.copyOf(nodes, width);
    }

    /** ∫u² of rest to rest over d is 12 d² at least: 5 comes √(5/12) = 0.645 far. */
    @Test
    void anIntegralThatCannotBeKeptIsNamedWithItsAmount() throws IOException {
        Solution solution =
                solve(DOUBLE_INTEGRATOR + "minimize: {integral: x}\nintegrals: {effort: {of: u^2, upper: 5}}\n");
        assertEquals(NlpStatus.INFEASIBLE, solution.status());
        assertFalse(solution.status().solved());
        assertTrue(solution.reason().contains("the other constraints allow 0.645"), solution.reason());
        assertTrue(solution.reason().contains("at their limits: integral effort"), solution.reason());
    }

    /** Bang-bang control needs |u| = 4; v would have to pass 1.5 in the middle or u be larger elsewhere. */
    @Test
    void aPathConstraintThatCannotBeKeptIsNamedWithTimeAndAmount() throws IOException {
        Solution solution = solve(DOUBLE_INTEGRATOR + "minimize: {integral: u^2}\npath: [\"v + 0.1*sin(x) <= 0.9\"]\n");
        assertEquals(NlpStatus.INFEASIBLE, solution.status());
        assertTrue(solution.reason().matches("(?s).*it is [0-9.]+ too tight at t = [0-9.]+.*"), solution.reason());
        assertTrue(solution.reason().contains("at their limits: v + 0.1*sin(x) <= 0.9"), solution.reason());
        assertNotNull(solution.verification());
    }

    @Test
    void whatIsProvenImpossibleIsNotGivenToTheSolver() {
        InputException e = assertThrows(
                InputException.class,
                () -> solve(DOUBLE_INTEGRATOR
                                .replace("u: {}", "u: {lower: -1, upper: 1}")
                                .replace("v: {start: 0, end: 0}", "v: {start: 0, end: 2}")
                        + "minimize: {integral: u^2}\n"));
        assertTrue(e.getMessage().contains("problem.yaml: the problem has no solution:"), e.getMessage());
        assertTrue(e.getMessage().contains("v"), e.getMessage());
    }

    /** Least ∫|u| from rest to rest with |u| ≤ 8: bang, off, bang with switches at s and 1 − s, 8 s (1 − s) = 1. */
    @Test
    void auxiliaryUnknownsOfNonsmoothTermsStayInside() throws IOException {
        Solution solution = solve(DOUBLE_INTEGRATOR
                        .replace("u: {}", "u: {lower: -8, upper: 8}")
                        .replace("gauss-legendre-3, intervals: 10", "euler, intervals: 200")
                + "minimize: {integral: abs(u)}\n");
        assertTrue(solution.status().solved(), solution.reason());
        Trajectory trajectory = solution.trajectory();
        assertEquals(
                List.of("u"),
                solution.problem().controls().stream().map(Control::name).toList());
        assertEquals(1, trajectory.controlCount());
        assertEquals(trajectory.controlPoints().count(), trajectory.controls().length);
        assertEquals(0, solution.parameters().length);
        assertTrue(solution.discretization().variables() > 200 * 3 + 2, "they were there");
        double s = (1 - Math.sqrt(0.5)) / 2;
        assertEquals(16 * s, solution.objective(), 0.02);
        assertTrue(solution.structure().stream().allMatch(arc -> arc.of().contains("u")));
    }

    /**
     * Maximise x(1) − ∫u²/2 with x′ = u: u = 1, the value is 1/2. The costate belongs to minimising −objective, so it is
     * p = −1, not +1, and H = u²/2 + p u = −1/2.
     */
    @Test
    void costatesOfAMaximisationBelongToTheNegatedObjective() throws IOException {
        Solution maximal = solve(
                """
                turnpike: 1
                time: {start: 0, end: 1}
                states: {x: {start: 0}}
                controls: {u: {}}
                dynamics: {x: u}
                maximize: {final: x, integral: -u^2/2}
                transcription: {scheme: radau-3, intervals: 4}
                """);
        Solution minimal = solve(
                """
                turnpike: 1
                time: {start: 0, end: 1}
                states: {x: {start: 0}}
                controls: {u: {}}
                dynamics: {x: u}
                minimize: {final: -x, integral: u^2/2}
                transcription: {scheme: radau-3, intervals: 4}
                """);
        assertEquals(0.5, maximal.objective(), 1e-8);
        assertEquals(-0.5, minimal.objective(), 1e-8);
        for (double p : maximal.trajectory().costates()) {
            assertEquals(-1, p, 1e-7);
        }
        assertArrayEquals(minimal.trajectory().costates(), maximal.trajectory().costates(), 1e-7);
        Verification checks = maximal.verification();
        assertNotNull(checks);
        assertEquals(0, checks.argminResidual(), 1e-8);
        assertEquals(0, checks.hamiltonianDrift(), 1e-7);
    }

    /** The costate at the start is the gradient of the optimal value: p = ∂V/∂x₀, V = 12 (1 − x₀)² from rest to rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "euler",
                "implicit-midpoint",
                "trapezoid",
                "hermite-simpson",
                "radau-2",
                "gauss-legendre-2",
                "rk4"
            })
    void theFirstCostateIsTheGradientOfTheValue(String scheme) throws IOException {
        String text = DOUBLE_INTEGRATOR.replace("gauss-legendre-3, intervals: 10", scheme + ", intervals: 40")
                + "minimize: {integral: u^2}\n";
        Solution at = solve(text);
        double h = 1e-4;
        double up = solve(text.replace("x: {start: 0", "x: {start: " + h)).objective();
        double down = solve(text.replace("x: {start: 0", "x: {start: " + -h)).objective();
        assertEquals((up - down) / (2 * h), at.trajectory().costates()[0], 1e-5);
    }

    /** Steady motion x′ = p from 1 to 3 in unit time: p = 2. A second parameter settles at its cost's minimum. */
    @Test
    void parametersComeInTheUsersOrder() throws IOException {
        Solution solution = solve(
                """
                turnpike: 1
                time: {start: 0, end: 1}
                states: {x: {start: 1, end: 3}}
                controls: {}
                parameters: {q: {lower: -9, upper: 9, guess: 1}, p: {guess: 0.5}}
                dynamics: {x: p}
                minimize: {final: (q + 4)^2}
                transcription: {scheme: hermite-simpson, intervals: 3}
                """);
        assertTrue(solution.status().solved(), solution.reason());
        assertArrayEquals(new double[] {-4, 2}, solution.parameters(), 1e-6);
        assertEquals(0, solution.objective(), 1e-9);
    }

    /**
     * Start as late as possible: x′ = u ≤ 1 from 0 at a free start to 2 at t = 5 means t(start) = 3. The start's time has its
     * own costate: nothing but the bound on u holds it back.
     */
    @Test
    void aFreeStartTime() throws IOException {
        Solution solution = solve(
                """
                turnpike: 1
                time: {start: {free: true, lower: 0, upper: 4.9, guess: 1}, end: 5}
                states: {x: {start: 0, end: 2}}
                controls: {u: {lower: 0, upper: 1}}
                dynamics: {x: u}
                maximize: {initial: t(start)}
                transcription: {scheme: gauss-legendre-2, intervals: 5}
                """);
        assertTrue(solution.status().solved(), solution.reason());
        assertEquals(3, solution.startTime(), 1e-6);
        assertEquals(5, solution.finalTime());
        assertEquals(3, solution.objective(), 1e-6);
        double[] mesh = solution.trajectory().mesh();
        assertEquals(solution.startTime(), mesh[0]);
        assertEquals(5, mesh[mesh.length - 1], 1e-12);
        assertArrayEquals(new double[] {0}, first(solution.trajectory().states(), 1), 1e-9);
    }

    @Test
    void timesAndSizesAreThoseOfTheRun() throws IOException {
        Solution solution = solve(DOUBLE_INTEGRATOR + "minimize: {integral: u^2}\n");
        Solution.Timing timing = solution.timing();
        assertEquals(0.25, timing.parse());
        assertTrue(timing.total() >= timing.parse() + timing.transcribe() + timing.solve());
        Solution.Discretization sizes = solution.discretization();
        assertEquals("gauss-legendre-3", sizes.scheme());
        assertEquals(10, sizes.intervals());
        assertTrue(sizes.jacobianNonzeros() > 0 && sizes.hessianNonzeros() > 0);
        assertEquals(12, solution.objective(), 1e-7);
    }

    @Test
    void aListenerStopsTheSolver() throws IOException {
        Solution solution = new DirectMethod(new IpoptSolver())
                .solve(read(DOUBLE_INTEGRATOR + "minimize: {integral: u^2 + x^4}\n"), 0, i -> i.number() < 2);
        assertEquals(NlpStatus.INTERRUPTED, solution.status());
        assertEquals(2, solution.iterations());
    }
}
