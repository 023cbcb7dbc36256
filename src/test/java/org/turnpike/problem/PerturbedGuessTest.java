package org.turnpike.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.transcription.Schemes;

/** Properties of random guesses on files of the pack: free and fixed times, bounds, expressions with a domain, parameters. */
class PerturbedGuessTest {
    private static final Path PROBLEMS = Path.of(System.getProperty("turnpike.home", "."), "problems");

    private static OptimalControlProblem read(String name) {
        return new ProblemReader(Schemes.names())
                .read(PROBLEMS.resolve(name + ".yaml"), List.of())
                .problem();
    }

    private static double[] sample(OptimalControlProblem problem, int state) {
        double start = problem.horizon().startGuess();
        double end = problem.horizon().endGuess();
        double[] values = new double[21];
        for (int i = 0; i < values.length; i++) {
            values[i] = problem.guess().states().get(state).at(start + (end - start) * i / 20, start, end);
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"goddard", "hang-glider", "hull-parameter", "tumor", "cart-pole"})
    void guessesAreWithinBoundsDefinedDifferentAndReproducible(String name) {
        OptimalControlProblem own = read(name);
        assertSame(own, PerturbedGuess.of(own, 1, 0));
        double[] earlier = sample(own, 0);
        for (int k = 1; k <= 5; k++) {
            OptimalControlProblem perturbed = PerturbedGuess.of(own, 1, k);
            assertNull(UndefinedAtGuess.of(perturbed));
            Horizon horizon = perturbed.horizon();
            assertTrue(horizon.end().contains(horizon.endGuess()) && horizon.endGuess() > horizon.startGuess());
            for (int i = 0; i < own.states().size(); i++) {
                State state = own.states().get(i);
                double[] values = sample(perturbed, i);
                for (double value : values) {
                    assertTrue(state.bounds().contains(value), () -> state.name() + " = " + value);
                }
                if (state.start().isFixed()) {
                    assertEquals(sample(own, i)[0], values[0], 1e-9 * Math.max(1, Math.abs(values[0])));
                }
            }
            double[] again = sample(PerturbedGuess.of(own, 1, k), 0);
            assertEquals(0, distance(sample(perturbed, 0), again));
            assertNotEquals(0, distance(earlier, again));
            assertNotEquals(0, distance(again, sample(PerturbedGuess.of(own, 2, k), 0)));
            earlier = again;
        }
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
