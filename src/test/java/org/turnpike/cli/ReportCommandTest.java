package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolutionReader;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Trajectory;
import org.turnpike.solve.DirectMethod;
import org.turnpike.transcription.Schemes;
import org.turnpike.transcription.Transcription;

class ReportCommandTest {
    @TempDir
    Path folder;

    private Path problem;

    private Path solved(String... overrides) {
        problem = Run.file(folder, Run.REST_TO_REST);
        Path out = folder.resolve("out");
        Stream<String> sets = Stream.of(overrides).flatMap(override -> Stream.of("--set", override));
        Object[] arguments = Stream.concat(
                        Stream.of("solve", problem.toString(), "--quiet", "--out", out.toString()), sets)
                .toArray();
        assertEquals(ExitStatus.SOLVED, Run.of(arguments).status());
        return out;
    }

    private static String withoutCurves(String page) {
        return Pattern.compile("<script type=\"application/json\">.*?</script>", Pattern.DOTALL)
                .matcher(page)
                .replaceAll("");
    }

    /** All figures and words are the same; only the curves are those of the table. */
    @ParameterizedTest
    @ValueSource(strings = {"euler", "trapezoid", "hermite-simpson", "gauss-legendre-3"})
    void theReportIsMadeAgain(String scheme) throws IOException {
        Path out = solved("transcription.scheme=" + scheme, "constants.umax=7", "reference.tolerance=0.1");
        Path page = out.resolve("report.html");
        String before = Files.readString(page);
        Files.delete(page);
        Run run = Run.of("report", out);
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertEquals("written to " + page + "\n", run.out());
        assertEquals("", run.err());
        String after = Files.readString(page);
        assertEquals(withoutCurves(before), withoutCurves(after));
        assertEquals(charts(before), charts(after));
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(3, files.count(), "no temporary file stays");
        }
    }

    private static long charts(String page) {
        Matcher charts = Pattern.compile("<figure class=\"chart\"").matcher(page);
        return charts.results().count();
    }

    @Test
    void theTrajectoryIsThatOfTheTable() throws IOException {
        Path out = solved();
        OptimalControlProblem read =
                new ProblemReader(Schemes.names()).read(problem, List.of()).problem();
        Trajectory trajectory = new SolutionReader(out).solution(read, false).trajectory();
        // Rows at nodes and midpoints.
        assertEquals(20, trajectory.intervals());
        double[] u = new double[1];
        double[] x = new double[2];
        for (double t : new double[] {0, 0.125, 0.5, 0.93, 1}) {
            int k = trajectory.intervalOf(t);
            trajectory.control(k, t, u);
            assertEquals(6 - 12 * t, u[0], 1e-6);
            trajectory.state(k, t, x);
            // Straight between rows 1/20 apart: at most h²/8 max |v″| = 12/3200.
            assertEquals(6 * t - 6 * t * t, x[1], 0.004);
        }
    }

    static Stream<String> schemes() {
        return Schemes.names().stream();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void stepsAreDrawnAsSteps(String scheme) {
        problem = Run.file(folder, Run.REST_TO_REST);
        ProblemFile file = new ProblemReader(Schemes.names()).read(problem, List.of("transcription.scheme=" + scheme));
        Transcription transcription = DirectMethod.transcribe(file);
        Trajectory trajectory = transcription.trajectory(
                transcription.start(),
                new org.turnpike.nlp.Multipliers(
                        new double[transcription.program().constraints()],
                        new double[transcription.program().variables()],
                        new double[transcription.program().variables()]));
        assertEquals(trajectory.controlPoints().most() == 1, ReportCommand.STEPS.contains(scheme));
    }

    @Test
    void aMovedProblemFileIsAskedFor() throws IOException {
        Path out = solved();
        Path elsewhere = Files.move(problem, folder.resolve("elsewhere.yaml"));
        Run run = Run.of("report", out);
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertEquals(problem + ": no such problem file; if it has moved, add --problem FILE\n", run.err());
        assertEquals(
                ExitStatus.SOLVED, Run.of("report", out, "--problem", elsewhere).status());
    }

    @Test
    void aChangedProblemFileIsToldOf() throws IOException {
        Path out = solved();
        FileTime written = Files.getLastModifiedTime(out.resolve("solution.json"));
        Files.setLastModifiedTime(problem, FileTime.fromMillis(written.toMillis() + 5000));
        Run run = Run.of("report", out);
        assertEquals(ExitStatus.SOLVED, run.status());
        assertTrue(run.err().startsWith(problem + " has changed since this solution was written"), run.err());
    }

    @Test
    void aFolderWithoutASolutionIsWrongInput() throws IOException {
        Run run = Run.of("report", folder);
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertEquals(folder.resolve("solution.json") + ": no such file\n", run.err());
        Files.writeString(folder.resolve("solution.json"), "{\"problem\": 1}");
        assertEquals(ExitStatus.WRONG_INPUT, Run.of("report", folder).status());
        Files.writeString(folder.resolve("solution.json"), "{\"problem\": ");
        assertTrue(Run.of("report", folder).err().contains("this is not valid JSON"));
        Path out = solved();
        Files.writeString(out.resolve("trajectory.csv"), "t,x\n0,1\n1,2\n");
        run = Run.of("report", out);
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("the column 'v' is missing"), run.err());
        assertFalse(run.err().contains("\tat "));
    }
}
