package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.problem.InputException;
import org.turnpike.transcription.Schemes;

/** Models whose width changes over time: what a file means, and what is said when it is wrong. */
class SwitchedReaderTest {
    private static final String PHASES =
            """
            turnpike: 1
            constants: {t1: 1}
            learning:
              data: {points: [[1, 2], [3, 4]], targets: [[1], [2]]}
              model:
                kind: switched
                activation: sigmoid
                phases:
                  - {kind: node2, activation: relu, dimension: 2}
                  - {kind: node, dimension: 4}
                  - {kind: node2, dimension: 3, enter: {select: [4, 1]}}
                switches: [t1, T/4]
              output: {select: [3]}
              loss: squared
              formulation: SL*
              horizon: 16
              layers: 8
              lambda: 0.01
            """;

    private static final String GRIDS =
            """
            turnpike: 1
            learning:
              data: {points: [[1, 2, 3, 4]], targets: [[1]]}
              model: {kind: integro, grid: {points: [4, 3, 2]}}
              output: {select: [1]}
              loss: squared
              formulation: SL1
              horizon: 2
              layers: 4
              lambda: 0.01
            """;

    @TempDir
    private Path folder;

    private TrainingTask read(String text) throws IOException {
        Path file = folder.resolve("task.yaml");
        Files.writeString(file, text);
        return Objects.requireNonNull(new ProblemReader(Schemes.names())
                        .readAny(file, List.of())
                        .learning())
                .task();
    }

    private static int[] widths(TrainingTask task) {
        return IntStream.rangeClosed(0, task.layers()).map(task.model()::width).toArray();
    }

    @Test
    void layersAreDealtToThePhases() throws IOException {
        TrainingTask task = read(PHASES);
        assertArrayEquals(new int[] {2, 2, 2, 4, 4, 4, 3, 3, 3}, widths(task));
        Phases phases = task.phases();
        assertArrayEquals(new int[] {3, 3, 2}, phases.layers());
        assertArrayEquals(new double[] {1, 4}, phases.switches());
        assertTrue(!phases.free());
        assertArrayEquals(new double[] {8, 5, 0}, transfer(task, 5).of(new double[] {5, 6, 7, 8}), 0);
        assertArrayEquals(new double[] {5, 6, 0, 0}, transfer(task, 2).of(new double[] {5, 6}), 0);
    }

    private static StateMap transfer(TrainingTask task, int k) {
        return Objects.requireNonNull(task.model().transfer(k));
    }

    @Test
    void phasesMayHaveLayersOfTheirOwn() throws IOException {
        TrainingTask task = read(PHASES.replace("  layers: 8\n", "")
                .replace("dimension: 2}", "dimension: 2, layers: 1}")
                .replace("dimension: 4}", "dimension: 4, layers: sqrt(T)}")
                .replace("enter:", "layers: 2, enter:"));
        assertArrayEquals(new int[] {1, 4, 2}, task.phases().layers());
        assertEquals(7, task.layers());
    }

    @Test
    void freeTimesStartEvenlyAndHaveALeastDuration() throws IOException {
        Phases even = read(PHASES.replace("[t1, T/4]", "free")).phases();
        assertTrue(even.free());
        assertArrayEquals(new double[] {16 / 3.0, 32 / 3.0}, even.switches(), 1e-14);
        assertEquals(0.16, even.shortest(), 1e-15);
        Phases given = read(PHASES.replace("[t1, T/4]", "{free: true, guess: [2, 3], shortest: T/32}"))
                .phases();
        assertArrayEquals(new double[] {2, 3}, given.switches(), 0);
        assertEquals(0.5, given.shortest(), 0);
    }

    @Test
    void gridsAreDealtToTheNodes() throws IOException {
        assertArrayEquals(new int[] {4, 4, 3, 3, 2}, widths(read(GRIDS)));
        assertArrayEquals(new int[] {4, 3, 2}, widths(read(GRIDS.replace("  layers: 4\n", ""))));
        assertArrayEquals(
                new int[] {4, 6, 9},
                widths(read(GRIDS.replace("layers: 4", "layers: 2").replace("[4, 3, 2]", "[[2, 2], [3, 2], [3, 3]]"))));
    }

    @Test
    void phasesOnGridsProjectAtASwitch() throws IOException {
        TrainingTask task = read(GRIDS.replace(
                "{kind: integro, grid: {points: [4, 3, 2]}}",
                "{kind: switched, switches: [1], phases: [{kind: integro, grid: 4}, {kind: integro, grid: 2}]}"));
        assertArrayEquals(new double[] {1, 4}, transfer(task, 1).of(new double[] {1, 2, 3, 4}), 1e-14);
    }

    /** Each replaces a text of a file and must be answered, with a place, by a message that contains the last column. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[t1, T/4]|[4, 2]|switches[2]: the switching times must increase; 2 comes after 4",
                "[t1, T/4]|[4, 16]|expected a time between 0 and the horizon 16, found 16",
                "[t1, T/4]|[0, 2]|expected a time between 0 and the horizon 16, found 0",
                "[t1, T/4]|[4]|3 phases have 2 switches, found 1 times",
                "[t1, T/4]|fre|expected free or a list of 2 times, found 'fre'",
                "[t1, T/4]|{guess: [1, 2]}|the key 'free' is missing, as in switches: {free: true, guess: [0.5]}",
                "[t1, T/4]|{free: false}|given switching times are written as a list",
                "[t1, T/4]|{free: true, shortest: 6}|expected a duration from 0 to 5.3",
                "[t1, T/4]|{free: true, guess: [1, 1.1], shortest: 0.5}|a phase of the guess takes",
                "[t1, T/4]|{free: true, gues: [1, 2]}|unknown key 'gues'; did you mean 'guess'?",
                "relu, dimension: 2|relu, dimension: 1|the inputs have 2 components; the dimension cannot be smaller",
                "kind: node, |kind: mlp, |unknown kind of phase 'mlp'",
                "kind: node, |kind: switched, |unknown kind of phase 'switched'; there are node, node2, resnet, integro",
                "select: [4, 1]|select: [5]|expected a whole number from 1 to 4, found 5",
                "select: [4, 1]|select: [1, 2, 3, 4]|expected from 1 to 3 components, the width of the phase, found 4",
                "select: [4, 1]|matrix: [[1, 2], [3, 4]]|expected 3 rows of 4 numbers",
                "select: [4, 1]|matrix: [[1, 2], [3]]|expected a row of 2 numbers, found 1",
                "{select: [4, 1]}|{}|say either select or matrix",
                "relu, dimension: 2|relu, dimension: 2, enter: {select: [1]}|the first phase starts from the inputs",
                "relu, dimension: 2|relu, dimension: 2, layers: 3|this phase has no layers, but another one has",
                "layers: 8|layers: 2|3 phases need at least 3 layers, found 2",
                "relu, dimension: 2|relu, size: 2|unknown key 'size'",
                "kind: switched|kind: switched, dimension: 3|the model switched has no dimension",
                "  horizon: 16|  integrator: euler|this model is continuous in time and needs a horizon",
                "formulation: SL*|bound: {M: 1}, formulation: L1|from one phase to another it cannot",
            })
    void wrongPhasesAreAnsweredWithPlaceAndReason(String from, String to, String message) {
        // The model in braces where the change adds a key to it.
        String replaced = PHASES.contains(from + "\n") && from.equals("kind: switched")
                ? PHASES.replace(from + "\n", "kind: switched\n    dimension: 3\n")
                : PHASES.replace(from, to.replace("bound: {M: 1}, ", "bound: {M: 1}\n  "));
        InputException e = assertThrows(InputException.class, () -> read(replaced));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains("task.yaml:"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[4, 3, 2]|[5, 3]|the first grid has 5 points, the inputs have 4 components",
                "[4, 3, 2]|[4]|expected at least two grids",
                "[4, 3, 2]|[4, 1]|expected a whole number from 2",
                "[4, 3, 2]|[4, [2, 2]]|the grids of an interval and of a square cannot follow each other",
                "[4, 3, 2]|[4, 3, 3, 3, 3, 2]|6 grids need at least 5 layers to pass from one to the next, found 4",
                "points: [4|point: [4|unknown key 'point'; did you mean 'points'?",
                "lambda: 0.01|integrator: rk4|with a grid that changes a layer is one Euler step",
                "lambda: 0.01|regularization: H1|with a grid that changes the controls of layers have different sizes",
                "formulation: SL1|bound: {M: 1}|from one grid to another it cannot",
            })
    void wrongGridsAreAnsweredWithPlaceAndReason(String from, String to, String message) {
        String added = to.contains(":") && from.contains("0.01") ? from + "\n  " + to : to;
        String replaced = GRIDS.replace(from, to.startsWith("bound") ? to + "\n  formulation: L1" : added);
        InputException e = assertThrows(InputException.class, () -> read(replaced));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains("task.yaml:"), e.getMessage());
    }

    @Test
    void continuousControlsNeedPhasesOfPositiveLength() {
        InputException e = assertThrows(
                InputException.class,
                () -> read(PHASES.replace("[t1, T/4]", "{free: true, shortest: 0}")
                        .replace("layers: 8", "layers: 8\n  regularization: H1")));
        assertTrue(e.getMessage().contains("an H1 penalty needs phases of positive length"), e.getMessage());
    }
}
