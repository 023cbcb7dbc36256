package org.turnpike.comparison;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.solution.Solution;

/** Two minima of one problem: x falls into the well at −1, which is deeper, or into that at 1. */
@Tag("slow")
class LocalOptimaTest {
    private static final String WELLS =
            """
            turnpike: 1
            time: {start: 0, end: 4}
            states:
              x: {start: 0, guess: %s}
            controls:
              u: {guess: 0}
            dynamics: {x: u}
            minimize: {integral: "(x^2 - 1)^2 + x/10 + u^2/2"}
            transcription: {scheme: hermite-simpson, intervals: %d}
            """;

    @TempDir
    private Path folder;

    private Solution from(String guess, int intervals) {
        return ProblemText.solve(ProblemText.read(folder, String.format(Locale.ROOT, WELLS, guess, intervals)))
                .solution();
    }

    @Test
    void areSaidToBeDifferent() {
        Solution deep = from("-t/T", 40);
        Solution shallow = from("t/T", 40);
        Verdict verdict = ComparedSolutions.of(deep, shallow, from("-t/T", 80)).verdict();
        assertTrue(
                verdict.reasons()
                        .get(0)
                        .matches("different local optima: objective [0-9.]+ direct, [0-9.]+ indirect, and both.*"),
                verdict::toString);
        Verdict same =
                ComparedSolutions.of(deep, from("-t/T", 120), from("-t/T", 80)).verdict();
        assertTrue(same.agree(), same::toString);
    }
}
