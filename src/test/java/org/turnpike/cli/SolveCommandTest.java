package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolveCommandTest {
    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Run solve(String text, String... overrides) {
        Object[] arguments = new Object[4 + 2 * overrides.length];
        arguments[0] = "solve";
        arguments[1] = Run.file(folder, text);
        arguments[2] = "--out";
        arguments[3] = out();
        for (int i = 0; i < overrides.length; i++) {
            arguments[4 + 2 * i] = "--set";
            arguments[5 + 2 * i] = overrides[i];
        }
        return Run.of(arguments);
    }

    private static double number(Map<?, ?> json, String key) {
        return ((Number) json.get(key)).doubleValue();
    }

    @Test
    void writesAFolderWithAllKeysOfTheContract() throws IOException {
        Run run = solve(Run.REST_TO_REST);
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertEquals(Set.of("report.html", "solution.json", "trajectory.csv"), files());
        Map<String, Object> json = Run.json(out());
        assertTrue(
                json.keySet()
                        .containsAll(List.of(
                                "problem",
                                "status",
                                "objective",
                                "finalTime",
                                "parameters",
                                "solver",
                                "transcription",
                                "refinement",
                                "verification",
                                "structure",
                                "reference")),
                json::toString);
        assertEquals("rest to rest", json.get("problem"));
        assertEquals("optimal", json.get("status"));
        assertEquals(12, number(json, "objective"), 1e-7);
        assertEquals(1, number(json, "finalTime"));
        Map<?, ?> solver = (Map<?, ?>) json.get("solver");
        assertTrue(solver.keySet().containsAll(List.of("name", "version", "linearSolver", "iterations", "seconds")));
        assertEquals(Set.of("parse", "transcribe", "solve", "total"), ((Map<?, ?>) solver.get("seconds")).keySet());
        Map<?, ?> transcription = (Map<?, ?>) json.get("transcription");
        assertEquals(
                Set.of("scheme", "intervals", "variables", "constraints", "jacobianNonzeros", "hessianNonzeros"),
                transcription.keySet());
        assertEquals(1, ((List<?>) json.get("refinement")).size());
        Map<?, ?> verification = (Map<?, ?>) json.get("verification");
        assertTrue(verification
                .keySet()
                .containsAll(List.of(
                        "dynamicsError", "constraintViolation", "kktResidual", "hamiltonianDrift", "argminResidual")));
        assertEquals(Set.of("name", "time", "amount"), ((Map<?, ?>) verification.get("constraintViolation")).keySet());
        Map<?, ?> arc = (Map<?, ?>) ((List<?>) json.get("structure")).get(0);
        assertEquals(Set.of("from", "to", "kind", "of"), arc.keySet());
        Map<?, ?> reference = (Map<?, ?>) json.get("reference");
        assertEquals(12, number(reference, "objective"));
        assertEquals(true, reference.get("passed"));
        assertTrue(number(reference, "relativeError") < 1e-8);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(out())) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }

    /** H = u² + p_x v + p_v u gives u = −p_v/2, so p_v = −12 + 24 t and p_x = −p_v′ = −24. */
    @Test
    void theTrajectoryHasTimesStatesControlsAndCostates() throws IOException {
        solve(Run.REST_TO_REST);
        List<String> lines = Files.readAllLines(out().resolve("trajectory.csv"));
        assertEquals("t,x,v,u,p_x,p_v", lines.get(0));
        String[] first = lines.get(1).split(",", -1);
        double[] expected = {0, 0, 0, 6, -24, -12};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(
                    expected[i],
                    Double.parseDouble(first[i]),
                    1e-5,
                    lines.get(0).split(",", -1)[i]);
        }
        assertTrue(lines.get(lines.size() - 1).startsWith("1.0,"));
    }

    @Test
    void theReportIsAPage() throws IOException {
        solve(Run.REST_TO_REST);
        String page = Files.readString(out().resolve("report.html"));
        assertTrue(page.startsWith("<!doctype html>"));
        assertTrue(page.contains("<h1>rest to rest</h1>"));
        assertTrue(page.stripTrailing().endsWith("</html>"));
    }

    @Test
    void resultsGoToStandardOutputAndProgressToStandardError() {
        Run run = solve(Run.REST_TO_REST);
        assertTrue(run.out().startsWith("rest to rest: optimal\n"), run.out());
        assertTrue(run.out().contains("passed"));
        assertTrue(run.out().endsWith("written to " + out() + "\n"), run.out());
        assertTrue(run.err().contains("objective"), run.err());
        assertFalse(run.out().contains("infeas."), "the table of iterations is no result");
    }

    @Test
    void quietMeansNothingOnStandardError() {
        Run run = Run.of("solve", Run.file(folder, Run.REST_TO_REST), "--quiet", "--out", out());
        assertEquals(ExitStatus.SOLVED, run.status());
        assertEquals("", run.err());
        assertNotEquals("", run.out());
    }

    /** Rest to rest over T: the optimum is 12/T³. */
    @Test
    void setOverridesKeysOfTheFile() throws IOException {
        Run run = solve(
                Run.REST_TO_REST,
                "time.end=2",
                "transcription.intervals=4",
                "transcription.scheme=radau-3",
                "reference.objective=1.5");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        Map<String, Object> json = Run.json(out());
        assertEquals(1.5, number(json, "objective"), 1e-7);
        assertEquals(2, number(json, "finalTime"));
        Map<?, ?> transcription = (Map<?, ?>) json.get("transcription");
        assertEquals(4, transcription.get("intervals"));
        assertEquals("radau-3", transcription.get("scheme"));
        assertEquals(true, ((Map<?, ?>) json.get("reference")).get("passed"));
    }

    @Test
    void aMissedReferenceIsToldByTheExitStatus() throws IOException {
        Run run = solve(Run.REST_TO_REST, "reference.objective=12.1");
        assertEquals(ExitStatus.NOT_SOLVED, run.status());
        assertTrue(run.out().contains("rest to rest: optimal\n") && run.out().contains("NOT passed"), run.out());
        Map<String, Object> json = Run.json(out());
        assertEquals("optimal", json.get("status"));
        assertEquals(false, ((Map<?, ?>) json.get("reference")).get("passed"));
    }

    @Test
    void theDefaultFolderHasTheNameOfTheFile() {
        assertEquals(
                Path.of("solutions/goddard"), ProblemArguments.defaultFolder(Path.of("problems/goddard.yaml"), ""));
        assertEquals(Path.of("solutions/a.b"), ProblemArguments.defaultFolder(Path.of("/x/a.b.yaml"), ""));
        assertEquals(Path.of("solutions/plain"), ProblemArguments.defaultFolder(Path.of("plain"), ""));
        assertEquals(Path.of("solutions/.hidden"), ProblemArguments.defaultFolder(Path.of(".hidden"), ""));
    }

    /** Unit time and distance need |u| = 4 at least; the solver sees it, the check before solving does not. */
    @Test
    void anInfeasibleProblemIsWrittenWithItsCulprit() throws IOException {
        Run run = solve(Run.REST_TO_REST, "constants.umax=3");
        assertEquals(ExitStatus.NOT_SOLVED, run.status());
        Map<String, Object> json = Run.json(out());
        assertEquals("infeasible", json.get("status"));
        String reason = (String) json.get("reason");
        // |u| <= 3 comes 3/4 far.
        assertTrue(reason.contains("The end value of x cannot be met"), reason);
        assertTrue(reason.contains("0.25 too tight at t = 1.000"), reason);
        assertTrue(reason.contains("the other constraints allow 0.75"), reason);
        assertTrue(reason.contains("u (upper bound)") && reason.contains("u (lower bound)"), reason);
        assertTrue(run.out().contains("rest to rest: infeasible\n  " + reason), run.out());
        assertTrue(Files.readString(out().resolve("report.html")).contains("not a solution"));
    }

    @Test
    void theIterationLimitLeavesTheLastPoint() throws IOException {
        Run run = solve(Run.REST_TO_REST, "solver.options.max_iter=3", "dynamics.v=u - v^3");
        assertEquals(ExitStatus.NOT_SOLVED, run.status());
        Map<String, Object> json = Run.json(out());
        assertEquals("iteration-limit", json.get("status"));
        assertEquals(3, ((Map<?, ?>) json.get("solver")).get("iterations"));
        assertTrue(((String) json.get("reason")).contains("iterations"));
        assertEquals(Set.of("report.html", "solution.json", "trajectory.csv"), files());
    }

    @Test
    void theTimeLimitLeavesTheLastPoint() throws IOException {
        Run run = solve(Run.REST_TO_REST, "solver.timeLimit=1e-9");
        assertEquals(ExitStatus.NOT_SOLVED, run.status());
        Map<String, Object> json = Run.json(out());
        assertEquals("iteration-limit", json.get("status"));
        assertTrue(((String) json.get("reason")).contains("time limit"), json::toString);
    }

    @Test
    void aSecondRunReplacesTheFirst() throws IOException {
        solve(Run.REST_TO_REST);
        solve(Run.REST_TO_REST, "time.end=2");
        assertEquals(2, number(Run.json(out()), "finalTime"));
        assertEquals(Set.of("report.html", "solution.json", "trajectory.csv"), files());
    }
}
