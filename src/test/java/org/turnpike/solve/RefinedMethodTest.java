package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.ProblemFile;
import org.turnpike.refinement.Ringing;
import org.turnpike.solution.MeshRecord;
import org.turnpike.solution.Solution;
import org.turnpike.transcription.Schemes;

/** Refined solutions: their accuracy, their meshes, and what is said where the tolerance is out of reach. */
class RefinedMethodTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    /** Its optimum on the unbounded horizon is 1.330806904943, two boundary layers. */
    private static final String HYPERSENSITIVE =
            """
            turnpike: 1
            time: {start: 0, end: 50}
            states: {x: {start: 1.5, end: 1}}
            controls: {u: {guess: 0.1}}
            dynamics: {x: -x^3 + u}
            minimize: {integral: (x^2 + u^2)/2}
            """;

    private static final double LAYERS = 1.330806904943;

    @TempDir
    Path folder;

    private final List<MeshRecord> meshes = new ArrayList<>();

    private Solution solve(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("problem.yaml"), text);
        return solve(new ProblemReader(Schemes.names()).read(file, List.of()));
    }

    private Solution pack(String name, String... overrides) {
        return solve(new ProblemReader(Schemes.names())
                .read(HOME.resolve("problems/" + name + ".yaml"), List.of(overrides)));
    }

    private Solution solve(ProblemFile file) {
        meshes.clear();
        return new RefinedMethod(new IpoptSolver()).solve(file, 0, IterationListener.SILENT, meshes::add);
    }

    private static String scheme(String scheme, int intervals, String refine) {
        return "transcription: {scheme: " + scheme + ", intervals: " + intervals + ", refine: " + refine + "}\n";
    }

    private MeshRecord last() {
        return meshes.get(meshes.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({"hermite-simpson", "radau-3", "gauss-legendre-4", "implicit-midpoint", "rk4"})
    void reachesTheToleranceOnAUniformFirstMesh(String scheme) throws IOException {
        Solution solution = solve(HYPERSENSITIVE + scheme(scheme, 200, "{tolerance: 1e-6}"));
        assertTrue(solution.reason().contains("fine enough"), solution.reason());
        assertEquals(LAYERS, solution.objective(), 1e-6 * LAYERS);
        assertTrue(last().error() <= 1e-6 && last().objectiveError() <= 1e-6, meshes::toString);
        assertEquals(meshes, solution.meshes());
        assertTrue(solution.verification() != null && solution.verification().dynamicsError() <= 1e-6);
    }

    @Test
    void cruiseIsCoarsenedAndLayersAreRefined() throws IOException {
        Solution solution = solve(HYPERSENSITIVE + scheme("radau-3", 200, "{tolerance: 1e-6}"));
        assertTrue(last().intervals() < 120, meshes::toString);
        assertTrue(last().mostDegree() > 3, meshes::toString);
        double[] mesh = solution.trajectory().mesh();
        double widest = 0;
        for (int k = 0; k + 1 < mesh.length; k++) {
            widest = Math.max(widest, mesh[k + 1] - mesh[k]);
        }
        assertTrue(widest >= 0.99, "widest interval " + widest);
    }

    @Test
    void warmStartsTakeFewerIterationsThanColdOnes() throws IOException {
        solve(HYPERSENSITIVE + scheme("hermite-simpson", 200, "{tolerance: 1e-6}"));
        int cold = meshes.get(0).iterations();
        assertTrue(meshes.size() > 1);
        for (MeshRecord warm : meshes.subList(1, meshes.size())) {
            assertTrue(warm.iterations() < cold / 2, meshes::toString);
        }
    }

    @Test
    void capIsKeptAndSaid() throws IOException {
        Solution solution = solve(HYPERSENSITIVE + scheme("trapezoid", 100, "{tolerance: 1e-8, intervals: 300}"));
        assertTrue(solution.status().solved());
        assertTrue(last().intervals() <= 300, meshes::toString);
        assertTrue(solution.reason().contains("more than 300"), solution.reason());
    }

    @Test
    void numberOfMeshesIsKeptAndSaid() throws IOException {
        Solution solution = solve(HYPERSENSITIVE + scheme("trapezoid", 100, "{tolerance: 1e-6, meshes: 2}"));
        assertEquals(2, meshes.size());
        assertTrue(solution.reason().contains("is not reached: after 2 meshes"), solution.reason());
    }

    /** x′ is like t^(−0.9): the first interval's error falls like h^0.1 only, by 0.87 from mesh to mesh. */
    @Test
    void stagnationIsNoticedAndSaid() throws IOException {
        Solution solution = solve(
                """
                turnpike: 1
                time: {start: 0, end: 1}
                states: {x: {start: 0}}
                controls: {u: {}}
                dynamics: {x: u + 0.1*(t + 1e-30)^(-0.9)}
                minimize: {integral: (u - 1)^2}
                transcription: {scheme: gauss-legendre-2, intervals: 20}
                """);
        assertTrue(solution.reason().contains("has not fallen by half"), solution.reason());
        assertTrue(meshes.size() < 8, meshes::toString);
    }

    @Test
    void aMeshThatIsWrittenOutStays() throws IOException {
        solve(HYPERSENSITIVE + "transcription: {scheme: radau-3, mesh: [0, 0.01, 0.03, 0.1, 0.5, 0.9, 0.97, 1]}\n");
        assertTrue(meshes.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"double-integrator-time, gauss-legendre-3, 33, 1", "double-integrator-fuel, radau-3, 40, 0.27639320225"
    })
    void switchesAreLocated(String name, String scheme, int intervals, double expected) {
        Solution solution = pack(name, "transcription.scheme=" + scheme, "transcription.intervals=" + intervals);
        assertEquals(expected, solution.structure().get(0).to(), 1e-6 * solution.finalTime(), meshes::toString);
        assertTrue(last().switches() > 0, meshes::toString);
    }

    /** From 25 intervals the cure comes on a coarse mesh, where a linear control costs 2.5e-5 that no residual sees; halved intervals do. */
    @Test
    void whatALimitedControlCostsIsSeenOnHalvedIntervals() {
        Solution solution = pack("jackson", "transcription.intervals=25", "solver.tolerance=1e-10");
        assertTrue(solution.reason().contains("it is linear"), solution.reason());
        assertTrue(solution.reason().contains("fine enough"), solution.reason());
        assertEquals(0.1918143563251614, solution.objective(), 1e-6 * 0.19);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "goddard, trapezoid",
        "goddard, radau-3",
        "jackson, hermite-simpson",
        "catalyst-mixing, trapezoid",
        "aly-chan, hermite-simpson",
        "aly-chan, implicit-midpoint"
    })
    void ringingIsCuredAndSaid(String name, String scheme) {
        String[] overrides = {"transcription.scheme=" + scheme, "transcription.intervals=100"};
        Solution plain = new DirectMethod(new IpoptSolver())
                .solve(
                        new ProblemReader(Schemes.names())
                                .read(HOME.resolve("problems/" + name + ".yaml"), List.of(overrides)),
                        0,
                        IterationListener.SILENT);
        assertNotNull(Ringing.of(plain.problem(), plain.trajectory()), "it did not ring");
        Solution cured = pack(name, overrides);
        assertEquals(null, Ringing.of(cured.problem(), cured.trajectory()));
        assertTrue(cured.reason().contains("oscillated from point to point"), cured.reason());
        double reference = cured.problem().reference() == null
                ? 0
                : cured.problem().reference().objective();
        assertEquals(reference, cured.objective(), 1e-6 * Math.max(1e-2, Math.abs(reference)));
        assertFalse(cured.meshes().isEmpty());
    }
}
