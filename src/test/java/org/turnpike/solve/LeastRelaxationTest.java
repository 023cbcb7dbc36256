package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.solution.Solution;
import org.turnpike.transcription.Schemes;

/** What the explanation of an infeasible problem says, against closed forms. */
class LeastRelaxationTest {
    private static final Pattern AMOUNT = Pattern.compile("The end value of x cannot be met .* it is (\\S+) too tight");

    private static final String MASS =
            """
            turnpike: 1
            name: mass
            time: {start: 0, end: %s}
            states: {x: {start: 0, end: %s}, v: {start: 0, end: 0}}
            controls: {u: {lower: -%s, upper: %s}}
            dynamics: {x: v, v: u}
            minimize: {integral: u^2}
            path: ["v <= %s"]
            transcription: {intervals: 60}
            """;

    @TempDir
    Path folder;

    private Solution solve(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("problem.yaml"), text);
        return new DirectMethod(new IpoptSolver())
                .solve(new ProblemReader(Schemes.names()).read(file, List.of()), 0, IterationListener.SILENT);
    }

    private static double amount(Solution solution) {
        assertEquals(NlpStatus.INFEASIBLE, solution.status(), solution.reason());
        Matcher matcher = AMOUNT.matcher(solution.reason());
        assertTrue(matcher.find(), solution.reason());
        return Double.parseDouble(matcher.group(1));
    }

    /** From rest to rest with |u| ≤ a and v ≤ c, the farthest point in T is c (T − c/a), reached at a, 0 and −a. */
    @Tag("slow")
    @Test
    void theAmountIsWhatTheClosedFormLeaves() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int instance = 0; instance < 6; instance++) {
            double a = random.nextDouble(2, 8);
            double horizon = random.nextDouble(1, 2);
            double c = random.nextDouble(0.2, 0.45) * a * horizon;
            double farthest = c * (horizon - c / a);
            double end = farthest * random.nextDouble(1.2, 2);
            Solution solution = solve(String.format(Locale.ROOT, MASS, horizon, end, a, a, c));
            double expected = end - farthest;
            // Three digits are printed, and both switches are smeared over an interval.
            assertEquals(expected, amount(solution), 4e-3 * expected + 1e-3 * farthest, solution.reason());
            assertTrue(solution.reason().contains("Against it stand"), solution.reason());
        }
    }

    /** The same limits with a nearer end: there is nothing to explain. */
    @Test
    void nothingIsSaidOfASolution() throws IOException {
        Solution solution = solve(String.format(Locale.ROOT, MASS, "1", "0.6", "5", "5", "0.8"));
        assertEquals(NlpStatus.OPTIMAL, solution.status());
        assertFalse(solution.reason().contains("cannot be met"), solution.reason());
    }

    /** A limit on iterations says nothing of the guess. */
    @Test
    void anEarlyStopDoesNotBlameTheGuess() throws IOException {
        Solution solution = solve(
                """
                turnpike: 1
                name: early stop
                time: {start: 0, end: 1}
                states: {x: {start: 0, end: 1}, v: {start: 0, end: 0}}
                controls: {u: {lower: -6, upper: 6}}
                dynamics: {x: v - x^3, v: u - sin(x)}
                minimize: {integral: u^2}
                solver: {options: {max_iter: 5}}
                """);
        String reason = solution.reason();
        assertTrue(reason.contains("All constraints can be met together"), reason);
        assertFalse(reason.contains("led the solver astray"), reason);
        assertTrue(reason.contains("There were only 5 iterations"), reason);
        assertTrue(reason.endsWith("Try --set solver.options.max_iter=20."), reason);
    }

    /** sqrt(x(end) − 0.5) in the final cost, with a trial point below. */
    @Test
    void anUndefinedFinalCostIsNamed() throws IOException {
        Solution solution = solve(
                """
                turnpike: 1
                name: undefined at the end
                time: {start: 0, end: 1}
                states: {x: {start: 0, guess: "0.7*t"}}
                controls: {u: {guess: 0.7}}
                dynamics: {x: u}
                minimize: {integral: u^2/1000, final: "x + log(x - 0.5)"}
                transcription: {intervals: 10}
                """);
        assertFalse(solution.status().solved(), solution.reason());
        assertTrue(solution.reason().contains("initial and final cost has no value: log("), solution.reason());
    }
}
