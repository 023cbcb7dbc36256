package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.ContinuationSettings;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.transcription.Schemes;

/** Chains of rest-to-rest problems, ∫u²/2 = 6 d²/T³, possible with |u| ≤ M only for M T² ≥ 4 d. */
class ContinuationTest {
    private static final String FILE =
            """
            turnpike: 1
            constants: {d: 1, M: 100}
            time: {start: 0, end: 1}
            states: {x: {start: 0, end: d}, v: {start: 0, end: 0}}
            controls: {u: {lower: -M, upper: M}}
            dynamics: {x: v, v: u}
            minimize: {integral: u^2/2}
            transcription: {intervals: 20, refine: off}
            solver: {continuation: %s}
            """;

    @TempDir
    Path folder;

    private ProblemFile read(String continuation, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("problem.yaml"), FILE.formatted(continuation));
        return new ProblemReader(Schemes.names()).read(file, List.of(overrides));
    }

    private Continuation.Result solve(String continuation) throws IOException {
        ContinuationSettings settings = read(continuation).solver().continuation();
        List<Continuation.Member> told = new ArrayList<>();
        Continuation.Result result = new Continuation(new IpoptSolver())
                .solve(
                        settings,
                        value -> {
                            try {
                                return read(continuation, settings.key() + "=" + value);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        0,
                        IterationListener.SILENT,
                        told::add,
                        mesh -> {});
        assertEquals(told, result.members());
        return result;
    }

    @Test
    void eachMemberIsSolvedFromTheOneBefore() throws IOException {
        Continuation.Result result = solve("{of: constants.d, values: [1, 1.5, 2]}");
        assertEquals(24, result.solution().objective(), 1e-6);
        assertEquals(3, result.members().size());
        double[] expected = {6, 13.5, 24};
        for (int i = 0; i < 3; i++) {
            Continuation.Member member = result.members().get(i);
            assertEquals(NlpStatus.OPTIMAL, member.status());
            assertEquals(expected[i], member.objective(), 1e-6);
        }
        // Of the chain's last member, which it starts from, it only has to see that it is solved.
        assertTrue(result.solution().iterations() <= 2, () -> result.solution().iterations() + " iterations");
        assertEquals(NlpStatus.OPTIMAL, result.solution().status());
    }

    /** M = 4 is the least: a chain beyond comes near it by halving and says where it stopped. */
    @Test
    void aStepThatFailsIsHalvedAndTheEndIsSaid() throws IOException {
        Continuation.Result result = solve("{parameter: M, values: [8, 3]}");
        assertTrue(result.members().stream()
                .anyMatch(member -> member.inserted() && member.status().solved()));
        assertTrue(
                result.solution().reason().contains("The continuation in constants.M stopped before 3"),
                result.solution().reason());
        double last = result.members().stream()
                .filter(member -> member.status().solved())
                .mapToDouble(Continuation.Member::value)
                .min()
                .orElseThrow();
        assertTrue(last >= 4 && last < 5.6, () -> "came to " + last);
        assertEquals(NlpStatus.INFEASIBLE, result.solution().status());
    }

    @Test
    void wrongChainsAreRefused() {
        for (String wrong : List.of(
                "{values: [1]}",
                "{of: d}",
                "{of: d, values: []}",
                "{of: d, parameter: d, values: [1]}",
                "{of: d, values: [a]}")) {
            assertThrows(InputException.class, () -> read(wrong), wrong);
        }
    }
}
