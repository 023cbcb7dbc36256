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

/** What the commands make of phases. */
@Tag("slow")
class PhasesCommandTest {
    private static final Path ROCKET =
            Path.of(System.getProperty("turnpike.home", ".")).resolve("problems/two-stage-rocket.yaml");

    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("unchecked")
    void solveWritesEachPhase() throws IOException {
        Run run = Run.of("solve", ROCKET, "--out", folder, "--quiet");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertTrue(run.out().contains("phase second"), run.out());
        Map<String, Object> json = Run.json(folder);
        List<Map<String, Object>> phases = (List<Map<String, Object>>) json.get("phases");
        assertEquals(
                List.of("first", "second"),
                phases.stream().map(p -> p.get("name")).toList());
        assertEquals(4, ((Number) phases.get(1).get("startTime")).doubleValue(), 1e-6);
        assertEquals(6, ((Number) phases.get(1).get("endTime")).doubleValue(), 1e-6);
        assertEquals(6, ((Number) json.get("finalTime")).doubleValue(), 1e-6);
        assertEquals(Map.of(), json.get("parameters"));
        List<String> rows = Files.readAllLines(folder.resolve("trajectory.csv"));
        assertEquals("phase,t,v,m,u,p_v,p_m", rows.get(0));
        assertEquals(81, rows.stream().filter(row -> row.startsWith("first,")).count());
        assertEquals(81, rows.stream().filter(row -> row.startsWith("second,")).count());
        String report = Files.readString(folder.resolve("report.html"));
        assertTrue(report.contains("<h2>Phases</h2>"));
        // One curve over both phases, with the jump of m as two samples of one time.
        assertTrue(report.contains("\"name\":\"m\""));
    }

    @Test
    void checkExplainsPhases() {
        Run run = Run.of("check", ROCKET);
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertTrue(run.out().contains("phase second, from the end of the one before"), run.out());
        assertTrue(run.out().contains("second.v(start) == first.v(end)"), run.out());
    }

    @Test
    void theMaximumPrincipleSaysThatItTakesOnePhase() {
        for (String command : new String[] {"shoot", "compare"}) {
            Run run = Run.of(command, ROCKET, "--out", folder);
            assertEquals(ExitStatus.WRONG_INPUT, run.status());
            assertTrue(run.err().contains("problems of one phase"), run.err());
        }
    }
}
