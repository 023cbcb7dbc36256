package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.problem.InputException;
import org.turnpike.transcription.Schemes;

/** The section {@code learning}: what it means, and what is said when it is wrong. */
class LearningReaderTest {
    private static final String RINGS =
            """
            turnpike: 1
            learning:
              data: {generator: rings, samples: 20}
              model: {kind: node2, activation: tanh, dimension: 3}
              output: {select: [3]}
              loss: squared
              formulation: SL1
              horizon: 16
              layers: floor(T^1.5)
              lambda: 0.01
            """;

    @TempDir
    private Path folder;

    private LearningProblem read(String text) throws IOException {
        Path file = folder.resolve("task.yaml");
        Files.writeString(file, text);
        LearningProblem problem =
                new ProblemReader(Schemes.names()).readAny(file, List.of()).learning();
        assertNotNull(problem);
        return problem;
    }

    @Test
    void readsATask() throws IOException {
        TrainingTask task = read(RINGS).task();
        assertEquals(20, task.samples());
        assertEquals(64, task.layers());
        assertEquals(0.25, task.step(), 0);
        assertEquals(Formulation.SL1, task.formulation());
        assertEquals(12, task.model().controls(0));
        assertEquals(3, task.inputs()[0].length);
        assertEquals(0, task.inputs()[0][2], 0);
        assertEquals(1, task.output().matrix()[0][2], 0);
    }

    @Test
    void aResidualNetworkWithoutHorizonIsDiscrete() throws IOException {
        TrainingTask task = read(RINGS.replace("node2", "resnet")
                        .replace("  horizon: 16\n", "")
                        .replace("floor(T^1.5)", "5"))
                .task();
        assertEquals(1, task.step(), 0);
        assertTrue(!task.model().continuous());
    }

    @Test
    void theWidthsOfAPerceptronGiveItsLayers() throws IOException {
        TrainingTask task = read(RINGS.replace(
                                "{kind: node2, activation: tanh, dimension: 3}", "{kind: mlp, widths: [5, 4, 1]}")
                        .replace("  horizon: 16\n", "")
                        .replace("  layers: floor(T^1.5)\n", "")
                        .replace("  output: {select: [3]}\n", ""))
                .task();
        assertEquals(3, task.layers());
        assertEquals(5, task.model().width(1));
    }

    /** Each replaces a text of the file and must be answered with a message that contains the last column. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "kind: node2|kind: node3|unknown model 'node3'; did you mean 'node'?",
                "generator: rings|generator: ring|unknown generator 'ring'; did you mean 'rings'?",
                "tanh|tan|unknown activation 'tan'; did you mean 'tanh'?",
                "loss: squared|loss: square|unknown loss 'square'; did you mean 'squared'?",
                "formulation: SL1|formulation: SL2|unknown formulation 'SL2'",
                "formulation: SL1|formulation: L1|the formulation L1 needs a bound, as in bound: {M: 5, norm: euclidean}",
                "select: [3]|select: [4]|expected a whole number from 1 to 3, found 4",
                "dimension: 3|dimension: 1|the inputs have 2 components; the dimension cannot be smaller",
                "floor(T^1.5)|T^1.3|floor(…) rounds down",
                "floor(T^1.5)|sin(T)|expected numbers, T, + - * / ^, floor, ceil, round or sqrt",
                "lambda: 0.01|lambda: -1|expected a positive number, found -1",
                "lambda: 0.01|lamda: 0.01|unknown key 'lamda'; did you mean 'lambda'?",
                "horizon: 16|horizon: 0|expected a positive number, found 0",
                "kind: node2|kind: resnet, train: [c]|expected w or b, found 'c'",
                "samples: 20|samples: 1|expected a whole number from 2",
                "samples: 20|noise: 1|the generator rings has no noise",
                "generator: rings, samples: 20|csv: none.csv, label: y|none.csv",
                "generator: rings, samples: 20|points: [[1], [2]], targets: [[1]]|expected 2 targets, one for each point, found 1",
                "samples: 20|samples: 20, label: y|data.label: this belongs to csv, which is not there",
                "samples: 20|samples: 20, targets: [[1]]|data.targets: this belongs to points, which is not there",
                "generator: rings, samples: 20|points: [[1, 2]], targets: [[1]], seed: 3|nothing is random",
                "output: {select: [3]}|output: {trained: maybe}|expected true or false, found 'maybe'",
                "lambda: 0.01|integrator: rk5|unknown integrator 'rk5'; did you mean 'rk4'?",
            })
    void wrongSectionsAreAnsweredWithPlaceAndSuggestion(String from, String to, String message) {
        InputException e = assertThrows(InputException.class, () -> read(RINGS.replace(from, to)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void exactNeedsALossThatCanVanish() {
        InputException e = assertThrows(
                InputException.class,
                () -> read(RINGS.replace("squared", "logistic").replace("SL1", "exact")));
        assertTrue(e.getMessage().contains("the logistic loss is never 0"), e.getMessage());
    }

    @Test
    void crossEntropyHasItsOwnSoftmax() {
        InputException e = assertThrows(
                InputException.class,
                () -> read(RINGS.replace("squared", "cross-entropy")
                        .replace("{generator: rings, samples: 20}", "{points: [[1], [2]], targets: [[1, 0], [0, 1]]}")
                        .replace("{select: [3]}", "{select: [1, 2], nonlinearity: softmax}")));
        assertTrue(e.getMessage().contains("contains the softmax"), e.getMessage());
    }
}
