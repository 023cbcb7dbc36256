package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path folder;

    @Test
    void withoutACommandTheUsageIsShown() {
        Run run = Run.of();
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().startsWith("Usage: turnpike"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"solve", "check", "report", "doctor"})
    void everyCommandHasHelp(String command) {
        Run run = Run.of(command, "--help");
        assertEquals(ExitStatus.SOLVED, run.status());
        assertTrue(run.out().startsWith("Usage: turnpike " + command), run.out());
        assertEquals("", run.err());
        assertTrue(Run.of("--help").out().contains("\n  " + command + " "));
    }

    @Test
    void theVersionIsTold() {
        assertEquals("Turnpike 0.1.0\n", Run.of("--version").out());
        assertEquals("Turnpike 0.1.0\n", Run.of("solve", "--version").out());
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheKnownOnes() {
        Run run = Run.of("slove", "x.yaml");
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(
                run.err()
                        .startsWith(
                                "unknown command 'slove'; did you mean 'solve'? (the commands are solve, shoot, compare, check, "),
                run.err());
        Path file = Run.file(folder, Run.REST_TO_REST);
        assertTrue(Run.of(file).err().startsWith("unknown command '" + file + "'; did you mean 'solve " + file + "'?"));
        assertEquals(ExitStatus.WRONG_INPUT, Run.of("sweep", file).status());
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheNearest() {
        Run run = Run.of("solve", "x.yaml", "--quite");
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("'--quite'") && run.err().contains("--quiet\n"), run.err());
        assertTrue(run.err().contains("turnpike solve --help"));
        assertTrue(Run.of("solve").err().startsWith("Missing required parameter: 'FILE'\n"));
    }

    @Test
    void aFileNameMayBeginWithAnAtSign() {
        assertEquals("@x.yaml: no such file\n", Run.of("check", "@x.yaml").err());
    }

    @Test
    void checkExplainsTheProblemAndSolvesNothing() {
        Run run = Run.of("check", Run.file(folder, Run.REST_TO_REST), "--set", "transcription.intervals=7");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertEquals("", run.err());
        for (String line : new String[] {
            "rest to rest",
            "minimize",
            "  integral of u^2",
            "  x' = v",
            "  v' = u",
            "  state v in [-inf, inf]  start 0  end 0",
            "  control u in [-20, 20]"
        }) {
            assertTrue(run.out().contains(line + "\n"), () -> line + " in\n" + run.out());
        }
        // Per interval two states and two controls, one of them at the midpoint; at the end once more.
        assertTrue(run.out().contains("hermite-simpson on 7 intervals: 45 unknowns, 28 constraints, "), run.out());
    }

    @Test
    void checkFindsWhatSolveWouldRefuse() {
        Run run = Run.of("check", Run.file(folder, Run.REST_TO_REST), "--set", "dynamics.v=u + sqrt(x - 1)");
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("sqrt(x - 1) is undefined at t = 0"), run.err());
    }

    @Test
    void theDoctorSaysWhatIsInstalledAndTestsIt() {
        Run run = Run.of("doctor");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertTrue(run.out().contains(System.getProperty("java.version")));
        assertTrue(run.out().matches("(?s).*\nIpopt +3\\.\\d+\\.\\d+, linear solver \\w+.*"), run.out());
        assertTrue(run.out().matches("(?s).*\nBLAS +(not )?OpenBLAS.*\nBLAS test +passed.*"), run.out());
        assertTrue(run.out().contains("\nself-test     passed: "), run.out());
        assertFalse(run.out().contains("FAILED"));
    }
}
