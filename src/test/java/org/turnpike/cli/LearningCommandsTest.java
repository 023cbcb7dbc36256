package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code shoot} and {@code compare} for files with a section {@code learning}. */
@Tag("slow")
class LearningCommandsTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    @TempDir
    Path folder;

    private static Path problem(String name) {
        return HOME.resolve("problems/" + name + ".yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bias-sl1",
                "bias-sl-star",
                "bias-logistic",
                "bias-l1-squared",
                "bias-l1-distance",
                "pair-l1",
                "pair-sl-star",
                "two-point-exact"
            })
    void directSolutionsAgree(String name) throws IOException {
        Run run = Run.of("compare", problem(name), "--out", folder, "--quiet");
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains(": agree"), run.out());
        String json = Files.readString(folder.resolve("comparison.json"));
        assertTrue(json.contains("\"verdict\" : \"agree\""), json);
        assertTrue(Files.readString(folder.resolve("comparison.html")).contains("continuous principle"));
        assertTrue(Files.size(folder.resolve("continuous.csv")) > 1000);
    }

    /** Rings, ten samples: the layers of the file are long, and only the discrete principle can agree. */
    @Test
    void ringsAgreeWithTheirOwnLayers() {
        Run run = Run.of(
                "compare",
                problem("rings-sl-star"),
                "--set",
                "learning.data.samples=10",
                "--set",
                "learning.horizon=4",
                "--set",
                "learning.layers=16",
                "--set",
                "solver.timeLimit=60",
                "--out",
                folder,
                "--quiet");
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("a local minimum"), run.out());
        assertTrue(run.out().contains("cannot be moved independently"), run.out());
    }

    /** Zero control of symmetric data: stationary, but a saddle. */
    @Test
    void saddleDisagrees() throws IOException {
        Run run = Run.of(
                "compare", problem("rings-zero-start"), "--set", "solver.timeLimit=10", "--out", folder, "--quiet");
        assertEquals(1, run.status(), run.out() + run.err());
        assertTrue(run.out().contains(": disagree"), run.out());
        assertTrue(run.out().contains("a saddle"), run.out());
        assertTrue(run.out().contains("different stationary points"), run.out());
        assertTrue(Files.readString(folder.resolve("comparison.json")).contains("\"saddle\" : true"));
    }

    @ParameterizedTest
    @CsvSource({"guess, bias-l1-squared", "direct, bias-l1-squared", "guess, two-point-exact", "guess, bias-sl-star"})
    void shootingReachesTheReference(String start, String name) throws IOException {
        Run run = Run.of("shoot", problem(name), "--start", start, "--out", folder, "--quiet");
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("passed"), run.out());
        assertTrue(run.out().contains("continuous principle  converged"), run.out());
        assertTrue(Files.readString(folder.resolve("solution.json")).contains("\"status\" : \"optimal\""));
        assertTrue(Files.readString(folder.resolve("continuous.csv")).startsWith("t,norm_u,"));
    }

    /** A model of phases has no one vector field: that is said, and no verdict pretended. */
    @Test
    void switchedSystemsAreRefused() {
        Run run = Run.of("shoot", problem("bias-switched"), "--start", "guess", "--out", folder, "--quiet");
        assertEquals(1, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("changes from layer to layer"), run.out() + run.err());
        run = Run.of("compare", problem("bias-switched"), "--out", folder, "--quiet");
        assertEquals(1, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("no indirect solution to compare with"), run.out() + run.err());
    }

    /** A limit ends it with a status and the best iterate. */
    @Test
    void limits() throws IOException {
        Run run = Run.of(
                "shoot",
                problem("rings-sl-star"),
                "--start",
                "guess",
                "--evaluation-limit",
                40,
                "--out",
                folder,
                "--quiet");
        assertEquals(1, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("limit"), run.out());
        assertTrue(Files.readString(folder.resolve("solution.json")).contains("iteration-limit"));
    }
}
