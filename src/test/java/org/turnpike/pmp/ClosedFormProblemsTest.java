package org.turnpike.pmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.solve.IndirectMethod;
import org.turnpike.transcription.Schemes;

/** Problems with closed forms that are not in the pack, by shooting from their guess alone and by collocation. */
class ClosedFormProblemsTest {
    @TempDir
    private Path folder;

    private ProblemFile problem(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("problem.yaml"), "turnpike: 1\nname: closed form\n" + text);
        return new ProblemReader(Schemes.names()).read(file, List.of());
    }

    private Solution shot(ProblemFile file) {
        Solution solution =
                new IndirectMethod(ShootingOptions.DEFAULT).solve(file, 0).solution();
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        return solution;
    }

    /** ∫ e² + λb², e′ = b, e(T) = 0: e = e₀ sinh((T − t)/s)/sinh(T/s), J = s e₀² coth(T/s), s = √λ. */
    @Test
    void quadraticWithGivenEnd() throws IOException {
        ProblemFile file = problem(
                """
                time: {start: 0, end: 4}
                states: {e: {start: 3, end: 0}}
                controls: {b: {}}
                dynamics: {e: b}
                minimize: {integral: e^2 + 0.5*b^2}
                transcription: {scheme: radau-3, intervals: 30}
                """);
        double s = Math.sqrt(0.5);
        double objective = s * 9 / Math.tanh(4 / s);
        assertEquals(6.36411637, objective, 1e-8);
        assertEquals(objective, shot(file).objective(), 1e-10);
        assertEquals(objective, PackProblem.direct(file).objective(), 1e-7);
    }

    /** x″ = u, |u| ≤ 1, rest to rest over 1 in time 3 with the least fuel: off between t₁ = (3 − √5)/2 and T − t₁, fuel 2t₁. */
    @Test
    void fuelOptimalManoeuvre() throws IOException {
        Solution solution = shot(
                problem(
                        """
                time: {start: 0, end: 3}
                states: {x: {start: 0, end: 1}, v: {start: 0, end: 0}}
                controls: {u: {lower: -1, upper: 1}}
                dynamics: {x: v, v: u}
                minimize: {integral: abs(u)}
                """));
        double first = (3 - Math.sqrt(5)) / 2;
        assertEquals(0.7639320225, solution.objective(), 1e-10);
        assertArrayEquals(new double[] {first, 3 - first}, PackProblem.switches(solution.structure(), 0), 1e-9);
        assertEquals(List.of("bang", "off", "bang"), PackProblem.kinds(solution.structure()));
        double[] x = new double[2];
        solution.trajectory().state(solution.trajectory().intervalOf(1.5), 1.5, x);
        assertEquals(first, x[1], 1e-9, "coasting speed");
    }

    /** The same with the least energy: u = 6/T² (1 − 2t/T), 12/T³. */
    @Test
    void energyOptimalManoeuvre() throws IOException {
        Solution solution = shot(
                problem(
                        """
                time: {start: 0, end: 3}
                states: {x: {start: 0, end: 1}, v: {start: 0, end: 0}}
                controls: {u: {}}
                dynamics: {x: v, v: u}
                minimize: {integral: u^2}
                """));
        assertEquals(12.0 / 27, solution.objective(), 1e-11);
        double[] u = new double[1];
        solution.trajectory().control(solution.trajectory().intervalOf(0.6), 0.6, u);
        assertEquals(6.0 / 9 * (1 - 1.2 / 3), u[0], 1e-10);
    }

    /** Over a long horizon p(0) = P x₀ with the algebraic Riccati solution P = ((√3, 1), (1, √3)). */
    @Test
    void regulatorOverALongHorizon() throws IOException {
        Solution solution = shot(
                problem(
                        """
                time: {start: 0, end: 25}
                states: {x: {start: 1}, v: {start: -0.5}}
                controls: {u: {}}
                dynamics: {x: v, v: u}
                minimize: {integral: 0.5*(x^2 + v^2 + u^2)}
                """));
        double[] p = solution.trajectory().costates();
        assertEquals(Math.sqrt(3) - 0.5, p[0], 1e-8);
        assertEquals(1 - 0.5 * Math.sqrt(3), p[1], 1e-8);
        assertEquals(0.5 * (p[0] - 0.5 * p[1]), solution.objective(), 1e-8);
    }

    /** ∫ |e| and the squared loss on B1's data: bang until T* = 1.450961894, off after, J = 5.975323716. */
    @Test
    void bangOffTrainingAsAPlainProblem() throws IOException {
        Solution solution = shot(
                problem(
                        """
                time: {start: 0, end: 4}
                states: {e: {start: 3}}
                controls: {b: {lower: -2, upper: 2}}
                dynamics: {e: b}
                minimize: {integral: e^2 + 0.5*abs(b)}
                """));
        assertEquals(5.975323716, solution.objective(), 1e-9);
        assertArrayEquals(new double[] {1.450961894}, PackProblem.switches(solution.structure(), 0), 1e-9);
    }
}
