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
import org.turnpike.comparison.MethodComparison;
import org.turnpike.comparison.variation.SecondOrderResult;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.pmp.ShootingOptions;
import org.turnpike.problem.ProblemFile;
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
    void aMeshThatIsTooCoarseIsADisagreement() {
        MethodComparison comparison = new BothMethods(new IpoptSolver(), new IndirectMethod(ShootingOptions.DEFAULT))
                .compare(read("coarse-mesh"), 0, IterationListener.SILENT, next -> {});
        List<String> reasons = comparison.verdict().reasons();
        assertTrue(
                reasons.stream()
                        .anyMatch(r -> r.matches("control u: an arc 'boundary x.*is missing in the direct one.*")),
                reasons::toString);
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
