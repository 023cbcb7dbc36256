package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** --sensitivity against closed forms and against differences of problems that are solved again on the same mesh. */
class SensitivityTest {
    /** min ∫u²/2: 6 d²/T³; p_x = −12 d/T³ (of the cost to go), u = 6 d (T − 2 t)/T³. */
    private static final String REST =
            """
            turnpike: 1
            constants: {d: 1, horizon: 2, M: 100}
            time: {start: 0, end: horizon}
            states: {x: {start: 0, end: d}, v: {start: 0, end: 0}}
            controls: {u: {lower: -M, upper: M}}
            dynamics: {x: v, v: u}
            minimize: {integral: u^2/2}
            transcription: {scheme: gauss-legendre-3, intervals: 10, refine: off}
            solver: {tolerance: 1e-10}
            """;

    /** Free time, a nonlinear field, a parameter and active bounds. */
    private static final String PENDULUM =
            """
            turnpike: 1
            constants: {length: 1, M: 1.2, weight: 0.1}
            time: {start: 0, end: {free: true, lower: 0.5, upper: 20, guess: 4}}
            states: {a: {start: 0, end: 2.5}, w: {start: 0, end: 0}}
            controls: {u: {lower: -M, upper: M}}
            dynamics: {a: w, w: "u - sin(a)/length"}
            minimize: {final: t(end), integral: weight*u^2}
            transcription: {scheme: trapezoid, intervals: 40, refine: off}
            solver: {tolerance: 1e-11}
            """;

    private static final Pattern OBJECTIVE = Pattern.compile("d objective / d (\\w+) = (\\S+?)(?:,|\\s)");
    private static final Pattern TIME = Pattern.compile("d final time / d (\\w+) = (\\S+)");

    @TempDir
    Path folder;

    private Run solve(String text, String... more) {
        List<Object> arguments =
                new ArrayList<>(List.of("solve", Run.file(folder, text), "--out", folder.resolve("out"), "--quiet"));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray());
    }

    private static double found(Pattern pattern, Run run) {
        Matcher matcher = pattern.matcher(run.out());
        assertTrue(matcher.find(), run.out() + run.err());
        return Double.parseDouble(matcher.group(2));
    }

    private double value(String key, Run run) throws IOException {
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        return ((Number) Run.json(folder.resolve("out")).get(key)).doubleValue();
    }

    @Test
    void restToRestHasItsClosedForm() throws IOException {
        Run run = solve(REST, "--sensitivity", "d");
        assertEquals(12.0 / 8, found(OBJECTIVE, run), 1e-7);
        assertEquals(-18.0 / 16, found(OBJECTIVE, solve(REST, "--sensitivity", "horizon")), 1e-7);
        assertEquals(0, found(OBJECTIVE, solve(REST, "--sensitivity", "M")), 1e-7);
        solve(REST, "--sensitivity", "d");
        List<String> lines = Files.readAllLines(folder.resolve("out/sensitivities.csv"));
        assertEquals("t,dt_dd,dx_dd,dv_dd,du_dd,dp_x_dd,dp_v_dd", lines.get(0));
        for (String line : lines.subList(1, lines.size() - 1)) {
            double[] row = java.util.Arrays.stream(line.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double s = row[0] / 2;
            assertEquals(0, row[1], 1e-9);
            assertEquals(s * s * (3 - 2 * s), row[2], 1e-6);
            assertEquals(6 * (2 - 2 * row[0]) / 8, row[4], 1e-6);
            assertEquals(-12.0 / 8, row[5], 1e-6);
        }
    }

    @Test
    void activeBoundsAndFreeTimeAgreeWithDifferences() throws IOException {
        for (String name : List.of("M", "length", "weight")) {
            double at = name.equals("M") ? 1.2 : name.equals("length") ? 1 : 0.1;
            Run run = solve(PENDULUM, "--sensitivity", name);
            double h = 1e-4 * at;
            double up = value("objective", solve(PENDULUM, "--set", "constants." + name + "=" + (at + h)));
            double upTime = ((Number) Run.json(folder.resolve("out")).get("finalTime")).doubleValue();
            double down = value("objective", solve(PENDULUM, "--set", "constants." + name + "=" + (at - h)));
            double downTime = ((Number) Run.json(folder.resolve("out")).get("finalTime")).doubleValue();
            double expected = (up - down) / (2 * h);
            assertEquals(expected, found(OBJECTIVE, run), 1e-5 * Math.max(1, Math.abs(expected)), name);
            double expectedTime = (upTime - downTime) / (2 * h);
            assertEquals(expectedTime, found(TIME, run), 1e-3 * Math.max(1, Math.abs(expectedTime)), name);
        }
    }

    @Test
    void wrongNamesAreRefused() {
        Run run = solve(REST, "--sensitivity", "horizo");
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("did you mean 'horizon'?"), run.err());
        assertFalse(Files.exists(folder.resolve("out/solution.json")));
    }
}
