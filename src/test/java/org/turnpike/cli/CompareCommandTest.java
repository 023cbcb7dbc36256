package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code turnpike compare}: exit status, what is printed, what is written. */
@Tag("slow")
class CompareCommandTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    @TempDir
    private Path folder;

    private Map<String, Object> comparison() throws IOException {
        return read("comparison.json");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> read(String name) throws IOException {
        String text = Files.readString(folder.resolve("out").resolve(name));
        // YAML 1.2 contains JSON.
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private Run compare(Object file, Object... more) {
        Object[] arguments = new Object[4 + more.length];
        arguments[0] = "compare";
        arguments[1] = file;
        arguments[2] = "--out";
        arguments[3] = folder.resolve("out");
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Run.of(arguments);
    }

    @Test
    void solutionsThatAgreeAreWrittenSideBySide() throws IOException {
        Run run = compare(Run.file(folder, Run.REST_TO_REST));
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("rest to rest: agree\n"), run.out());
        assertTrue(run.err().contains("indirect solution ..."), run.err());
        Map<String, Object> json = comparison();
        assertEquals("agree", json.get("verdict"));
        assertEquals(List.of(), json.get("reasons"));
        for (String key : List.of("objectiveGap", "costateGap", "switchTimes", "hamiltonianDrift", "argminResidual")) {
            assertTrue(json.containsKey(key), key);
        }
        assertEquals("minimum", ((Map<?, ?>) ((Map<?, ?>) json.get("secondOrder")).get("direct")).get("kind"));
        assertEquals(12, (Double) read("solution.json").get("objective"), 1e-6);
        assertEquals(12, (Double) read("indirect.json").get("objective"), 1e-6);
        assertTrue(Files.readString(folder.resolve("out/indirect.csv")).startsWith("t,x,v,u,p_x,p_v"));
        String page = Files.readString(folder.resolve("out/comparison.html"));
        assertTrue(page.contains("u direct") && page.contains("u indirect"), "curves of both");
    }

    @Test
    void quietIsQuiet() {
        assertEquals("", compare(Run.file(folder, Run.REST_TO_REST), "--quiet").err());
    }

    /** Started on the ridge between two wells, both methods stop there, and agree, on a saddle. */
    @Test
    void aSaddleIsNoSolution() throws IOException {
        String wells =
                """
                turnpike: 1
                name: two wells
                time: {start: 0, end: 3}
                states:
                  x: {start: 0, guess: 0}
                controls:
                  u: {guess: 0}
                dynamics: {x: u}
                minimize: {integral: "(x^2 - 1)^2 + u^2"}
                transcription: {scheme: hermite-simpson, intervals: 40}
                """;
        Run run = compare(Run.file(folder, wells), "--quiet");
        assertEquals(1, run.status());
        assertTrue(
                run.out().startsWith("two wells: disagree\n  - the direct solution is a saddle, not a minimum"),
                run.out());
        assertEquals("disagree", comparison().get("verdict"));
        assertEquals(
                0,
                compare(Run.file(folder, wells), "--quiet", "--set", "guess={x: t/T}")
                        .status());
    }

    /** Ten intervals smear the switches, and with them the costates. */
    @Test
    void aMeshThatIsTooCoarseIsSaid() throws IOException {
        Run run = compare(
                HOME.resolve("problems/double-integrator-fuel.yaml"), "--quiet", "--set", "transcription.intervals=10");
        assertEquals(1, run.status());
        List<?> reasons = (List<?>) comparison().get("reasons");
        assertTrue(reasons.get(0).toString().matches("costate of q differs by 5\\.. % at t = .*"), run.out());
    }

    @Test
    void wrongInputIsStatusTwo() {
        assertEquals(2, compare(folder.resolve("missing.yaml")).status());
        assertEquals(
                2, compare(Run.file(folder, Run.REST_TO_REST + "nonsense: 1\n")).status());
        Run linear = compare(HOME.resolve("problems/max-margin.yaml"));
        assertEquals(2, linear.status());
        assertTrue(linear.err().contains("linear"), linear.err());
    }
}
