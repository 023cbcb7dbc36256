package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.PhasedSolution;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;
import org.turnpike.transcription.Schemes;

/** Phases against closed forms: states, costates with their jumps, times; and against stacking by hand. */
@Tag("slow")
class PhasesTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    @TempDir
    Path folder;

    private static ProblemFile pack(String name) {
        return new ProblemReader(Schemes.names()).read(HOME.resolve("problems/" + name + ".yaml"), List.of());
    }

    private ProblemFile read(String text) throws IOException {
        return new ProblemReader(Schemes.names())
                .read(Files.writeString(folder.resolve("problem.yaml"), text), List.of());
    }

    private static Solution solve(ProblemFile file) {
        Solution solution = new DirectMethod(new IpoptSolver()).solve(file, 0, IterationListener.SILENT);
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        return solution;
    }

    private static PhasedSolution phased(ProblemFile file) {
        assertNotNull(file.phases());
        return Unstacking.of(file.phases(), solve(file));
    }

    private static double first(double[] table) {
        return table[0];
    }

    /** The component of the last node. */
    private static double last(double[] table, int width, int component) {
        return table[table.length - width + component];
    }

    /** Between gates x = (a sinh(b − t) + c sinh(t − t₀))/sinh(b − t₀); p = −2 x′ jumps at the gate, x does not. */
    @Test
    void statesAndCostatesFollowTheClosedFormOnBothSidesOfAPoint() {
        PhasedSolution solution = phased(pack("interior-point"));
        double[] gates = {1, 0.9, 0.75};
        double[] times = {0, 0.75, 1};
        for (int i = 0; i < 2; i++) {
            Trajectory part = solution.phases().get(i).trajectory();
            double length = times[i + 1] - times[i];
            for (int k = 0; k <= part.intervals(); k++) {
                double s = part.mesh()[k] - times[i];
                double x = (gates[i] * Math.sinh(length - s) + gates[i + 1] * Math.sinh(s)) / Math.sinh(length);
                double slope = (gates[i + 1] * Math.cosh(s) - gates[i] * Math.cosh(length - s)) / Math.sinh(length);
                assertEquals(x, part.states()[k], 1e-8);
                assertEquals(-2 * slope, part.costates()[k], 1e-7);
            }
        }
        Trajectory before = solution.phases().get(0).trajectory();
        Trajectory after = solution.phases().get(1).trajectory();
        double jump = last(before.costates(), 1, 0) - first(after.costates());
        assertTrue(Math.abs(jump) > 0.5, () -> "no jump: " + jump);
    }

    /** T, t and integrals over the whole horizon do not notice that a point cuts it. */
    @Test
    void aPointThatDoesNotBindChangesNothing() throws IOException {
        String plain =
                """
                turnpike: 1
                time: {start: 1, end: 3}
                states: {x: {start: 0}}
                controls: {u: {}}
                integrals: {effort: {of: u^2, upper: 0.5}}
                dynamics: {x: "u + t/T"}
                maximize: {final: "x - T", integral: -0.1*x^2}
                boundary: ["x(end) - x(start) <= 5"]
                transcription: {scheme: radau-3, intervals: 20}
                solver: {tolerance: 1e-10}
                """;
        double expected = solve(read(plain)).objective();
        PhasedSolution cut = phased(read(plain + "points: [\"x(2) <= 100\", \"x(1.5) + x(2) <= 100\"]\n"));
        assertEquals(3, cut.phases().size());
        assertEquals(expected, cut.whole().objective(), 1e-8 * Math.abs(expected));
    }

    /** Two stages: p_v = −1 throughout; p_m = −λ/m-like jumps: p_m(t⁻) − p_m(t⁺) is the drop's multiplier, the mass jumps by 2. */
    @Test
    void aStageIsDropped() {
        PhasedSolution solution = phased(pack("two-stage-rocket"));
        Trajectory first = solution.phases().get(0).trajectory();
        Trajectory second = solution.phases().get(1).trajectory();
        assertEquals(4, solution.phases().get(0).finalTime(), 1e-6);
        assertEquals(4, solution.phases().get(1).startTime(), 1e-6);
        assertEquals(6, solution.phases().get(1).finalTime(), 1e-6);
        assertEquals(6, last(first.states(), 2, 1), 1e-7);
        assertEquals(4, second.states()[1], 1e-7);
        assertEquals(-1, last(first.costates(), 2, 0), 1e-6);
        assertEquals(-1, second.costates()[0], 1e-6);
        // H = 0 at both ends of each phase: p_v (c/m - g) - p_m = 0.
        assertEquals(-(1.0 / 6 - 0.1), last(first.costates(), 2, 1), 1e-6);
        assertEquals(-(1.0 / 4 - 0.1), second.costates()[1], 1e-6);
    }

    @Test
    void aPeriodicProblemHasPeriodicCostates() {
        Solution solution = solve(pack("periodic-tracking"));
        Trajectory trajectory = solution.trajectory();
        for (int k = 0; k <= trajectory.intervals(); k++) {
            double t = trajectory.mesh()[k];
            assertEquals(Math.cos(t) / 2, trajectory.states()[k], 1e-6);
            assertEquals(Math.sin(t) / 2, trajectory.costates()[k], 1e-5);
        }
        assertEquals(first(trajectory.costates()), last(trajectory.costates(), 1, 0), 1e-9);
    }

    /** The oscillator x″ = −x + u, u = 0, takes any amplitude round in 2π: a free period found from periodicity alone. */
    @Test
    void aFreePeriodIsFound() throws IOException {
        Solution solution = solve(
                read(
                        """
                turnpike: 1
                time: {start: 0, end: {free: true, lower: 4, upper: 9, guess: 6}}
                states: {x: {start: 1, guess: cos(t)}, v: {start: 0, guess: -sin(t)}}
                controls: {u: {lower: -1, upper: 1}}
                dynamics: {x: v, v: -x + u}
                minimize: {integral: u^2}
                boundary: ["x(end) == x(start)", "v(end) == v(start)"]
                transcription: {scheme: radau-3, intervals: 30}
                """));
        assertEquals(0, solution.objective(), 1e-8);
        assertEquals(2 * Math.PI, solution.finalTime(), 1e-3);
    }

    /** The problem that docs/algorithms.md says phases become, written by hand. */
    @Test
    void stackingByHandGivesTheSame() throws IOException {
        Solution byHand = solve(
                read(
                        """
                turnpike: 1
                time: {start: 0, end: 1}
                states:
                  x1: {start: 0}
                  v1: {start: 0}
                  x2: {}
                  v2: {}
                  x3: {end: 3}
                  v3: {end: 0}
                controls: {u1: {}, u3: {}}
                parameters: {T2: {lower: 0, upper: 9, guess: 4.5}}
                dynamics: {x1: v1, v1: u1, x2: T2*v2, v2: 0, x3: v3, v3: u3}
                minimize: {integral: "u1^2/2 + T2 + u3^2/2"}
                boundary: ["x2(start) == x1(end)", "v2(start) == v1(end)", "x3(start) == x2(end)", "v3(start) == v2(end)"]
                transcription: {scheme: hermite-simpson, intervals: 20}
                solver: {tolerance: 1e-10}
                """));
        PhasedSolution solution = phased(pack("push-drift-brake"));
        assertEquals(byHand.objective(), solution.whole().objective(), 1e-9);
        for (int i = 0; i < 3; i++) {
            Trajectory phase = solution.phases().get(i).trajectory();
            for (int k = 0; k <= phase.intervals(); k++) {
                for (int j = 0; j < 2; j++) {
                    int at = k * 6 + 2 * i + j;
                    assertEquals(byHand.trajectory().states()[at], phase.states()[2 * k + j], 1e-6);
                    assertEquals(byHand.trajectory().costates()[at], phase.costates()[2 * k + j], 1e-6);
                }
            }
        }
    }

    @Test
    void eachPhaseIsCheckedAgainstItsOwnProblem() {
        PhasedSolution solution = phased(pack("push-drift-brake"));
        for (Solution phase : solution.phases()) {
            Verification checks = phase.verification();
            assertNotNull(checks);
            assertTrue(checks.dynamicsError() < 1e-9, () -> "dynamics " + checks.dynamicsError());
            assertTrue(checks.hamiltonianDrift() < 1e-6, () -> "drift " + checks.hamiltonianDrift());
        }
        assertEquals(1, solution.phases().get(0).structure().size());
        assertEquals(0, solution.phases().get(1).structure().size());
    }

    /** max ∫ over both phases with one parameter: x′ = p, cost ∫ (x − 1)² … the shared slope of two lines, the second restarted. */
    @Test
    void aParameterAtTopLevelIsOneForAllPhases() throws IOException {
        PhasedSolution solution = phased(
                read(
                        """
                turnpike: 1
                parameters: {p: {lower: -5, upper: 5}}
                states: {x: {}}
                dynamics: {x: p}
                minimize: {integral: "(x - t)^2"}
                phases:
                  - {name: a, time: {start: 0, end: 1}, states: {x: {start: 0}}}
                  - {name: b, time: {end: 2}, states: {x: {start: 0}}}
                link: ["b.x(start) <= 100"]
                transcription: {scheme: radau-3, intervals: 4}
                """));
        // x = p t and p (t - 1): the minimum of (p-1)^2/3 + int_0^1 (p s - 1 - s)^2 ds.
        double slope = (1.0 / 3 + 1.0 / 2 + 1.0 / 3) / (2.0 / 3);
        assertEquals(1, solution.whole().parameters().length);
        assertEquals(slope, first(solution.whole().parameters()), 1e-7);
    }
}
