package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.comparison.ComparedSolutions;
import org.turnpike.comparison.MethodComparison;
import org.turnpike.comparison.variation.SecondOrderResult;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.pmp.ShootingOptions;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.transcription.Schemes;

/** Problems of the pack, solved by both methods, agree. */
@Tag("slow")
class ComparedPackTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    private static ProblemFile read(String name, String... overrides) {
        return new ProblemReader(Schemes.names()).read(HOME.resolve("problems/" + name + ".yaml"), List.of(overrides));
    }

    /** A mesh of five intervals has no room for the arc on the ceiling, a third of the horizon long, that shooting finds. */
    @Test
    void aDirectSolutionOnTooCoarseAMeshHasAnotherStructure() {
        DirectMethod direct = new DirectMethod(new IpoptSolver());
        Solution fine = direct.solve(read("bryson-denham"), 0, IterationListener.SILENT);
        Solution indirect = new IndirectMethod(ShootingOptions.DEFAULT)
                .solve(read("bryson-denham"), fine, 0)
                .solution();
        Solution coarse = direct.solve(read("bryson-denham", "transcription.intervals=5"), 0, IterationListener.SILENT);
        List<String> reasons =
                ComparedSolutions.of(coarse, indirect, null).verdict().reasons();
        assertTrue(reasons.stream().anyMatch(r -> r.matches("control u: .*boundary x.*")), reasons::toString);
        assertTrue(ComparedSolutions.of(fine, indirect, null).structure().same());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aly-chan",
                "brachistochrone",
                "bryson-denham",
                "double-integrator-energy",
                "double-integrator-fuel",
                "double-integrator-time",
                "exponential-fuel",
                "goddard",
                "goddard-speed-limit",
                "hull-parameter",
                "hypersensitive",
                "jackson",
                "lqr-hager",
                "lqr-riccati",
                "lqr-turnpike",
                "mixed-constraint",
                "moon-lander",
                "moving-target",
                "nonsmooth-turnpike",
                "orbit-raising",
                "particle-steering"
            })
    void bothMethodsAgree(String name) {
        ProblemFile file = read(name);
        MethodComparison comparison = new BothMethods(new IpoptSolver(), new IndirectMethod(ShootingOptions.DEFAULT))
                .compare(file, 0, IterationListener.SILENT, next -> {});
        assertEquals(List.of(), comparison.verdict().reasons());
        assertNotEquals(SecondOrderResult.Kind.SADDLE, comparison.directOrder().kind());
    }
}
