package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input, through the command line: exit status 2, one message, nothing written. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class BadInputTest {
    @TempDir
    Path folder;

    /** Runs solve and check; returns the message without the folder's name. */
    private String refused(Path file, String... more) {
        Object[] arguments = new Object[4 + more.length];
        arguments[0] = "solve";
        arguments[1] = file;
        arguments[2] = "--out";
        arguments[3] = folder.resolve("out");
        System.arraycopy(more, 0, arguments, 4, more.length);
        Run run = Run.of(arguments);
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.err());
        assertEquals("", run.out(), "no results");
        assertFalse(run.err().contains("Exception") || run.err().contains("\tat "), run.err());
        assertFalse(run.err().contains("internal error"), run.err());
        assertFalse(Files.exists(folder.resolve("out")), "nothing is written");
        return run.err().replace(folder + "/", "");
    }

    private String refused(String text, String... more) {
        return refused(Run.file(folder, text), more);
    }

    /** The message's first line; the others, if any, show the place. */
    private String oneMessage(String text, String... more) {
        String[] lines = refused(text, more).split("\n");
        assertTrue(
                lines.length == 1 || lines.length == 3 && lines[2].strip().matches("\\^+"), String.join("\n", lines));
        return lines[0];
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            textBlock =
                    """
                    {start: 0, end: 1}\\n  v # [start: 0 # 7:15: this is not valid YAML
                    controls: # contrls: # 9:1: unknown key 'contrls'; did you mean 'controls'?
                    x: v # x: w # 14:6: dynamics.x: unknown name 'w'
                    x: v # x: powr # 14:6: dynamics.x: unknown name 'powr'; did you mean 'power'?
                    power: u^2 # power: power + 1 # 12:10: let.power: 'power' uses itself
                    v: u # v: 2u # 15:6: dynamics.v: missing operator between '2' and 'u'; did you mean 2*u?
                    x: {start: 0, end: 1} # x: 3 # 7:6: states.x: expected a mapping
                    end: 1} # end: .nan} # 5:23: time.end: expected a finite number, found .nan
                    umax: 20 # umax: .inf # 4:19: constants.umax: expected a finite number, found .inf
                    dynamics:\\n  x: v\\n  v: u # dynamics: {} # 13:1: dynamics: the dynamics are missing
                    -umax, upper: umax # umax, upper: -umax # 10:14: controls.u.lower: the bounds are crossed: lower 20 is above upper -20
                    end: 0 # end: 0, upper: -1 # 8:14: states.v.start: the start value 0 of v is outside its bounds
                    hermite-simpson # hermite-simson # 17:25: transcription.scheme: unknown scheme 'hermite-simson'; did you mean 'hermite-simpson'?
                    turnpike: 1 # turnpike: 9 # 1:11: turnpike: unknown format version '9'
                    """)
    void aWrongFileIsShownWithLineAndColumn(String old, String replacement, String expected) {
        String from = old.replace("\\n", "\n");
        assertTrue(Run.REST_TO_REST.contains(from));
        String text = Run.REST_TO_REST.replace(from, replacement == null ? "" : replacement);
        String message = oneMessage(text);
        assertTrue(message.startsWith("problem.yaml:" + expected), message);
    }

    @Test
    void aMissingFileOrAFolder() {
        Run.file(folder, Run.REST_TO_REST);
        assertEquals(
                "problm.yaml: no such file; did you mean 'problem.yaml'?\n", refused(folder.resolve("problm.yaml")));
        assertTrue(refused(folder).contains("this is a directory; expected a file such as"));
        assertTrue(refused(Path.of("")).contains("directory"));
    }

    @Test
    void aBillionLaughs() {
        StringBuilder text = new StringBuilder("a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (char c = 'b'; c <= 'j'; c++) {
            text.append(c).append(": &").append(c).append(" [");
            text.append(("*" + (char) (c - 1) + ", ").repeat(10)).append("]\n");
        }
        assertTrue(oneMessage(text.toString()).matches("problem.yaml:\\d+:\\d+: more than .* values, .*"));
    }

    @Test
    void aFileOf100Megabytes() throws IOException {
        Path file = folder.resolve("large.yaml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100_000_000);
        }
        assertEquals("large.yaml: the file has 100 MB; the largest that is read has 1 MB\n", refused(file));
    }

    @Test
    void deepNesting() {
        assertTrue(oneMessage("a: " + "[".repeat(100_000)).contains(": nested deeper than"));
        String parentheses =
                Run.REST_TO_REST.replace("v: u\n", "v: " + "(".repeat(10_000) + "u" + ")".repeat(10_000) + "\n");
        assertTrue(oneMessage(parentheses).contains("dynamics.v: nested deeper than"));
    }

    @Test
    void wrongOverrides() {
        assertEquals(
                "--set transcription.intervls=3: transcription: unknown key 'intervls'; did you mean 'intervals'?",
                oneMessage(Run.REST_TO_REST, "--set", "transcription.intervls=3"));
        assertEquals(
                "--set x: expected path.to.key=value, as in --set constants.Tmax=4",
                oneMessage(Run.REST_TO_REST, "--set", "x"));
    }

    @Test
    void anUnknownIpoptOptionIsNamed() {
        String message = oneMessage(Run.REST_TO_REST, "--quiet", "--set", "solver.options.max_itr=3");
        assertTrue(message.matches("Ipopt \\S+ has no option max_itr; did you mean max_iter\\?"), message);
        message = oneMessage(Run.REST_TO_REST, "--quiet", "--set", "solver.options.mu_strategy=adaptve");
        assertTrue(message.contains("does not accept adaptve for its option mu_strategy"), message);
    }

    @Test
    void anUndefinedValueAtTheGuessIsTracedToItsOperand() {
        String message = oneMessage(Run.REST_TO_REST, "--set", "dynamics.v=u + sqrt(x - 1)");
        assertTrue(
                message.startsWith(
                        "problem.yaml: dynamics of v: sqrt(x - 1) is undefined at t = 0 of the guess: x - 1 = -1"),
                message);
    }

    /** x must travel 1 in unit time, but |v| ≤ 0.5. */
    @Test
    void aContradictionIsFoundBeforeSolving() {
        String message = refused(Run.REST_TO_REST, "--set", "states.v.lower=-0.5", "--set", "states.v.upper=0.5");
        assertTrue(message.startsWith("problem.yaml: the problem has no solution:\n  "), message);
        assertTrue(message.contains("x"), message);
    }

    @Test
    void aNonsmoothTermWithoutExactReformulationIsRefusedWithItsReason() {
        String message = oneMessage(Run.REST_TO_REST, "--set", "dynamics.v=u + abs(x)");
        assertTrue(
                message.startsWith("problem.yaml: ") && message.contains("|x| in the dynamics of v is not smooth"),
                message);
    }

    @Test
    void anOutputFolderThatCannotBeIsSeenBeforeTheSolve() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "");
        Run run = Run.of("solve", Run.file(folder, Run.REST_TO_REST), "--out", blocked.resolve("a/b"));
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertEquals("", run.out());
        assertEquals(
                blocked.resolve("a/b") + ": the solution cannot be written here: " + blocked
                        + " is a file, not a folder; another place is given by --out\n",
                run.err());
    }
}
