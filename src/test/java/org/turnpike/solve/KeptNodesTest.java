package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.transcription.Schemes;

/** Measurements and jumps in time, solved with every scheme: closed forms. */
@Tag("slow")
class KeptNodesTest {
    private static final String REGRESSION =
            """
            turnpike: 1
            time: {start: 0, end: 3}
            states: {x: {}}
            controls: {}
            parameters: {rate: {}}
            dynamics: {x: rate}
            data: {times: [3, 1, 2, 0], measurements: {x: [5, 2, 4, 1]}}
            """;

    private static final String TWO_MEDIA =
            """
            turnpike: 1
            time: {start: 0, end: 1}
            states: {x: {start: 0, end: 1}}
            controls: {u: {}}
            dynamics: {x: u}
            minimize: {integral: "if(t < 0.3, 1, 4)*u^2/2"}
            """;

    @TempDir
    Path folder;

    private Solution solve(String text, String scheme) throws IOException {
        Path file = Files.writeString(folder.resolve("problem.yaml"), text);
        ProblemFile problem = new ProblemReader(Schemes.names())
                .read(file, List.of("transcription.scheme=" + scheme, "transcription.intervals=7"));
        return new DirectMethod(new IpoptSolver()).solve(problem, 0, IterationListener.SILENT);
    }

    static Stream<String> schemes() {
        return Schemes.names().stream();
    }

    /** x = 0.9 + 1.4 t; the costate falls by twice the error at each measured time and is 0 after the last. */
    @ParameterizedTest
    @MethodSource("schemes")
    void fitsALineByLeastSquares(String scheme) throws IOException {
        Solution solution = solve(REGRESSION, scheme);
        assertEquals(0.2, solution.objective(), 1e-8);
        assertEquals(1.4, solution.parameters()[0], 1e-7);
        assertEquals(0.9, solution.trajectory().states()[0], 1e-7);
        double[] mesh = solution.trajectory().mesh();
        double[] costates = solution.trajectory().costates();
        double afterFirst = 0.2;
        for (int k = 0; k < mesh.length; k++) {
            double expected = mesh[k] < 1 - 1e-9 ? afterFirst : Double.NaN;
            if (!Double.isNaN(expected) && k > 0) {
                assertEquals(expected, costates[k], 1e-6, "t = " + mesh[k]);
            }
        }
        assertTrue(mesh.length > 8, "the measured times are nodes");
    }

    /** The way 1 = −p (0.3 + 0.7/4), the cost −p/2. */
    @ParameterizedTest
    @MethodSource("schemes")
    void followsAJumpExactlyOrRefuses(String scheme) throws IOException {
        if (Schemes.followsJumps(scheme)) {
            assertEquals(0.5 / 0.475, solve(TWO_MEDIA, scheme).objective(), 1e-8);
        } else {
            InputException e = assertThrows(InputException.class, () -> solve(TWO_MEDIA, scheme));
            assertTrue(e.getMessage().contains("choose radau-3 or gauss-legendre-3"), e::getMessage);
        }
    }

    @Test
    void aJumpNeedsAFixedHorizon() {
        String free = TWO_MEDIA.replace("end: 1}\nstates", "end: {free: true, lower: 0.5, upper: 2}}\nstates");
        InputException e = assertThrows(InputException.class, () -> solve(free, "radau-3"));
        assertTrue(e.getMessage().contains("needs a horizon with fixed start and end"), e::getMessage);
    }
}
